package dev.dlmbench.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.control.Occurrences.Followers;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** N-grams found by sorting, against n-grams counted one by one. */
class OccurrencesTest {
    private static final int TOKENS = 3;

    private static int[] text(int length, long seed) {
        return new Random(seed).ints(length, 0, TOKENS).toArray();
    }

    /** Counts by looking at every place; {@code stride} 1 is running text. */
    private static Map<Integer, Integer> naive(int[] text, int stride, int[] prefix, int wholeOrder) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int place = 0; place < text.length; place++) {
            int end = stride == 1 ? text.length : Math.min(text.length, (place / stride + 1) * stride);
            boolean there = place + Math.max(wholeOrder, prefix.length + 1) <= end;
            if (there && Arrays.equals(text, place, place + prefix.length, prefix, 0, prefix.length)) {
                counts.merge(text[place + prefix.length], 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Map<Integer, Integer> found(Occurrences occurrences, int[] prefix) {
        Followers followers = occurrences.followers(occurrences.find(prefix, 0, prefix.length));
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int i = 0; i < followers.tokens().length; i++) {
            counts.put(followers.tokens()[i], followers.counts()[i]);
        }
        assertThat(followers.total())
                .isEqualTo(counts.values().stream().mapToInt(Integer::intValue).sum());
        return counts;
    }

    @Test
    void everyPrefixIsFollowedByWhatFollowsItInTheText() {
        int[] text = text(200, 1);
        for (int stride : new int[] {1, 7}) {
            Occurrences any = new Occurrences(text, stride, TOKENS, 4, false);
            Occurrences whole = new Occurrences(text, stride, TOKENS, 4, true);
            for (int length = 0; length < 4; length++) {
                for (int number = 0; number < Math.pow(TOKENS, length); number++) {
                    int[] prefix = new int[length];
                    for (int i = 0, rest = number; i < length; i++, rest /= TOKENS) {
                        prefix[i] = rest % TOKENS;
                    }
                    assertThat(found(any, prefix)).isEqualTo(naive(text, stride, prefix, 0));
                    assertThat(found(whole, prefix)).isEqualTo(naive(text, stride, prefix, 4));
                }
            }
        }
    }

    @Test
    void whatIsRememberedOfAFrequentPrefixIsWhatWasCounted() {
        int[] text = text(30_000, 2); // 10,000 places of each token
        Occurrences occurrences = new Occurrences(text, 1, TOKENS, 2, false);
        for (int again = 0; again < 2; again++) {
            assertThat(found(occurrences, new int[] {1})).isEqualTo(naive(text, 1, new int[] {1}, 0));
        }
    }

    /** 0 1 0 1 2: each token twice but 2; 0 1 twice, 1 0 and 1 2 once. */
    @Test
    void nGramsAreCountedThatOccurOnceAndTwice() {
        Occurrences occurrences = new Occurrences(new int[] {0, 1, 0, 1, 2}, 1, TOKENS, 2, false);
        assertThat(occurrences.onceAndTwice(1)).containsExactly(1, 2);
        assertThat(occurrences.onceAndTwice(2)).containsExactly(2, 1);
    }

    @Test
    void noNGramReachesAcrossWhatIsNoToken() {
        Occurrences occurrences = new Occurrences(new int[] {0, 1, -1, 0, 2}, 1, TOKENS, 2, false);
        assertThat(found(occurrences, new int[] {1})).isEmpty();
        assertThat(found(occurrences, new int[] {0})).isEqualTo(new TreeMap<>(Map.of(1, 1, 2, 1)));
        assertThat(new Occurrences(new int[] {0, 1, -1, 0, 2}, 1, TOKENS, 2, true)
                        .all()
                        .count())
                .isEqualTo(2);
    }
}
