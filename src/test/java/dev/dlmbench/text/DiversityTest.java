package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.InvalidSettingException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiversityTest {
    /** Texts over three letters, so that n-grams recur; one is too short for a 4-gram. */
    private static final List<int[]> TEXTS = Stream.concat(
                    Stream.of(new int[] {0, 2, 1}), IntStream.range(0, 6).mapToObj(i -> new SplittableRandom(i)
                            .ints(5 + 3L * i, 0, 3)
                            .toArray()))
            .toList();

    private static double[] novelties(List<int[]> texts, TokenStream learnt) {
        return Diversity.novelties(List.of(texts), learnt).get(0);
    }

    private static List<String> grams(int[] text, int n) {
        return IntStream.rangeClosed(0, text.length - n)
                .mapToObj(i -> Arrays.toString(Arrays.copyOfRange(text, i, i + n)))
                .toList();
    }

    @Test
    void distinctIsTheSizeOfTheSetByThatOfTheList() {
        double[] distinct = Diversity.distinct(TEXTS);
        assertThat(distinct).hasSize(4);
        for (int n = 1; n <= 4; n++) {
            int of = n;
            List<String> all =
                    TEXTS.stream().flatMap(text -> grams(text, of).stream()).toList();
            assertThat(distinct[n - 1]).isCloseTo((double) new HashSet<>(all).size() / all.size(), within(1e-15));
        }
    }

    @Test
    void textsWithoutSoManyTokensHaveNoShare() {
        assertThat(Diversity.distinct(List.of(new int[] {1, 1}, new int[] {1})))
                .containsExactly(1 / 3., 1, Double.NaN, Double.NaN);
        assertThat(Diversity.repetitions(List.of(new int[] {1, 1, 1}))).isEmpty();
    }

    /** abcabcab: five 4-grams, of which abca and bcab come a second time; aaaaaa: aaaa three times. */
    @Test
    void repetitionCountsWhatWasThereBefore() {
        assertThat(Diversity.repetitions(List.of(
                        new int[] {0, 1, 2, 0, 1, 2, 0, 1}, new int[] {0, 0, 0, 0, 0, 0}, new int[] {0, 1, 2, 3})))
                .containsExactly(new double[] {2 / 5., 2 / 3., 0}, within(1e-15));
    }

    /** abcabcab has abcab twice, three places apart. */
    @Test
    void theLongestRepeatMayOverlapItself() {
        assertThat(Diversity.longestRepeat(new int[] {0, 1, 2, 0, 1, 2, 0, 1})).isEqualTo(5);
        assertThat(Diversity.longestRepeat(new int[] {0, 0, 0})).isEqualTo(2);
        assertThat(Diversity.longestRepeat(new int[] {0, 1, 2})).isZero();
        assertThat(Diversity.longestRepeat(new int[0])).isZero();
        for (int[] text : TEXTS) {
            int longest = Diversity.longestRepeat(text);
            assertThat(recurs(text, longest)).isTrue();
            assertThat(recurs(text, longest + 1)).isFalse();
        }
    }

    private static boolean recurs(int[] text, int n) {
        List<String> all = grams(text, n);
        return new HashSet<>(all).size() < all.size();
    }

    /** The stream is longer than what is read of it at once, with what is looked for on both sides of the seam. */
    @ParameterizedTest
    @ValueSource(ints = {-4, -3, -2, -1, 0})
    void noveltyFindsWhatWasLearntWhereverItIs(int place) {
        int[] learnt = new int[IdSequence.RUN + 100];
        for (int i = 0; i < 4; i++) {
            learnt[IdSequence.RUN + place + i] = i + 1;
        }
        int[] text = {0, 0, 0, 0, 1, 2, 3, 4, 4};
        assertThat(novelties(List.of(text, new int[] {1, 2, 3}), new TokenStream(learnt, 1)))
                .as("2 3 4 4 is new")
                .containsExactly(new double[] {1 / 6.}, within(1e-15));
    }

    @Test
    void noveltyIsTheShareOutsideOfTheSetOfNGrams() {
        int[] learnt = new SplittableRandom(9).ints(30, 0, 3).toArray();
        Set<String> known = new HashSet<>(grams(learnt, 4));
        double[] expected = TEXTS.stream()
                .filter(text -> text.length >= 4)
                .mapToDouble(text -> grams(text, 4).stream()
                        .mapToInt(gram -> known.contains(gram) ? 0 : 1)
                        .average()
                        .orElseThrow())
                .toArray();
        assertThat(Arrays.stream(expected).boxed()).anyMatch(share -> share > 0 && share < 1);
        assertThat(novelties(TEXTS, new TokenStream(learnt, 1))).containsExactly(expected, within(1e-15));
    }

    @Test
    void whatGoesFromOneDocumentIntoTheNextWasNotLearnt() {
        int[] learnt = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        List<int[]> inside = List.of(new int[] {2, 3, 4, 5}, new int[] {7, 8, 9, 10});
        List<int[]> across = List.of(new int[] {3, 4, 5, 6}, new int[] {5, 6, 7, 8});
        assertThat(novelties(inside, new TokenStream(learnt, 5))).containsExactly(0, 0);
        assertThat(novelties(across, new TokenStream(learnt, 5))).containsExactly(1, 1);
        assertThat(novelties(across, new TokenStream(learnt, 1))).containsExactly(0, 0);
    }

    @Test
    void excerptsBehindAPromptAreThoseThatBeginWithIt() {
        List<int[]> documents =
                List.of(new int[] {1, 2, 3}, new int[] {1, 3, 3}, new int[] {1}, new int[] {1, 2, 5, 6});
        Excerpts behind = Excerpts.behind(new int[] {1, 2}, documents);
        assertThat(behind.of(2, 1)).containsExactly(new int[] {3}, new int[] {5});
        assertThat(behind.enough(3, 1)).isFalse();
    }

    @Test
    void excerptsAreSpreadOverTheDocumentsThatAreLongEnough() {
        List<int[]> documents =
                List.of(new int[] {1, 1, 1}, new int[] {2}, new int[] {3, 3}, new int[] {4, 4}, new int[] {5, 5});
        Excerpts all = Excerpts.behind(new int[0], documents);
        assertThat(all.of(2, 2)).containsExactly(new int[] {1, 1}, new int[] {4, 4});
        assertThat(all.enough(4, 2)).isTrue();
        assertThat(all.enough(5, 2)).isFalse();
        assertThatThrownBy(() -> all.of(5, 2))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("5 samples of 2 tokens are compared with as many test documents, and 4 begin as they do and"
                        + " are so long: sampling.samples must be lower, or data.documents higher");
    }
}
