package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfBleuTest {
    private static double of(int[]... texts) {
        return SelfBleu.of(List.of(texts)).orElseThrow();
    }

    @Test
    void equalTextsHaveOne() {
        assertThat(of(new int[] {1, 2, 3, 4, 5}, new int[] {1, 2, 3, 4, 5})).isCloseTo(1, within(1e-15));
    }

    /** Each has 3 of 4 tokens, 2 of 3 pairs, 1 of 2 triples of the other, and of its only 4-gram none: 0.1 of 1. */
    @Test
    void precisionsAreAveragedGeometrically() {
        double expected = Math.pow(3 / 4. * 2 / 3. * 1 / 2. * .1, 1 / 4.);
        assertThat(of(new int[] {1, 2, 3, 4}, new int[] {5, 1, 2, 3})).isCloseTo(expected, within(1e-15));
    }

    /** The first is in the second; the second has 4 of its 6 tokens, 3 of 5, 2 of 4 and 1 of 3 in the first. */
    @Test
    void aShorterTextPays() {
        double first = Math.exp(1 - 6 / 4.);
        double second = Math.pow(4 / 6. * 3 / 5. * 2 / 4. * 1 / 3., 1 / 4.);
        assertThat(of(new int[] {1, 2, 3, 4}, new int[] {1, 2, 3, 4, 5, 6}))
                .isCloseTo((first + second) / 2, within(1e-15));
    }

    @Test
    void oneTextHasNothingToBeHeldAgainst() {
        assertThat(SelfBleu.of(List.of(new int[] {1, 2, 3, 4}, new int[] {1, 2})))
                .isEmpty();
    }

    /** Every reference looked at in turn, as the definition has it. */
    @Test
    void agreesWithTheDefinitionTextByText() {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SplittableRandom random = new SplittableRandom(i);
            texts.add(random.ints(4 + random.nextInt(9), 0, 3).toArray());
        }
        double sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            List<int[]> others = new ArrayList<>(texts);
            int[] text = others.remove(i);
            double log = 0;
            for (int n = 1; n <= 4; n++) {
                int of = n;
                Map<String, Integer> own = histogram(text, n);
                int matched = own.entrySet().stream()
                        .mapToInt(entry -> others.stream()
                                .mapToInt(other -> Math.min(
                                        entry.getValue(), histogram(other, of).getOrDefault(entry.getKey(), 0)))
                                .max()
                                .orElseThrow())
                        .sum();
                log += Math.log((matched == 0 ? .1 : matched) / (text.length - n + 1)) / 4;
            }
            int nearest = others.stream()
                    .map(other -> other.length)
                    .min(Comparator.<Integer>comparingInt(length -> Math.abs(length - text.length))
                            .thenComparingInt(length -> length))
                    .orElseThrow();
            sum += Math.exp(log + Math.min(0, 1 - (double) nearest / text.length));
        }
        assertThat(SelfBleu.of(texts).orElseThrow()).isCloseTo(sum / 12, within(1e-14));
    }

    private static Map<String, Integer> histogram(int[] text, int n) {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.rangeClosed(0, text.length - n)
                .forEach(i -> counts.merge(Arrays.toString(Arrays.copyOfRange(text, i, i + n)), 1, Integer::sum));
        return counts;
    }
}
