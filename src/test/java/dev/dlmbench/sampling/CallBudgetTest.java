package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallBudgetTest {
    private static final double[] LOSSES = {4, 3, 2, 1, .5, .25};

    @ParameterizedTest
    @CsvSource({"1, 24, 0", "2, 15, 0 3", "3, 13, 0 1 3", "6, 10.75, 0 1 2 3 4 5", "9, 10.75, 0 1 2 3 4 5"})
    void ardmTheCheapestDivisionsOfSixTokens(int calls, double cost, String starts) {
        int[] expected =
                Arrays.stream(starts.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        assertThat(CallBudget.cheapest(LOSSES, calls)).isEqualTo(expected);
        assertThat(CallBudget.cost(LOSSES, expected)).isCloseTo(cost, within(1e-12));
    }

    /** Every division of 9 tokens is tried. */
    @Test
    void noDivisionIsCheaper() {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            double[] losses = CallBudget.falling(random.doubles(9).toArray());
            double[] best = new double[10];
            Arrays.fill(best, Double.POSITIVE_INFINITY);
            for (int cuts = 0; cuts < 1 << 8; cuts++) {
                int[] starts = new int[Integer.bitCount(cuts) + 1];
                for (int place = 0, found = 1; place < 8; place++) {
                    if ((cuts >> place & 1) == 1) {
                        starts[found++] = place + 1;
                    }
                }
                best[starts.length] = Math.min(best[starts.length], CallBudget.cost(losses, starts));
            }
            for (int calls = 1; calls <= 9; calls++) {
                assertThat(CallBudget.cost(losses, CallBudget.cheapest(losses, calls)))
                        .isCloseTo(best[calls], within(1e-12));
            }
        }
    }

    @Test
    void lossesThatDoNotFallAreSorted() {
        assertThat(CallBudget.cheapest(new double[] {1, .25, 4, 3, .5, 2}, 3))
                .isEqualTo(CallBudget.cheapest(LOSSES, 3));
    }

    @Test
    void aThousandTokensInAHundredCallsAreDividedAtOnce() {
        double[] losses = new double[1024];
        Arrays.setAll(losses, t -> 3 * Math.exp(-t / 200.0) + .5);
        int[] starts = CallBudget.cheapest(losses, 128);
        assertThat(starts).hasSize(128).startsWith(0);
        assertThat(CallBudget.cost(losses, starts))
                .isLessThan(CallBudget.cost(losses, CallBudget.even(1024, 128)))
                .isGreaterThan(Arrays.stream(losses).sum());
    }

    @Test
    void evenDivisionsAreRoundedEvenly() {
        assertThat(CallBudget.even(6, 4)).containsExactly(0, 2, 3, 4);
        assertThat(CallBudget.counts(CallBudget.even(6, 4), 6)).containsExactly(2, 1, 1, 2);
        assertThat(CallBudget.even(3, 9)).containsExactly(0, 1, 2);
    }
}
