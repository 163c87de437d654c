package dev.dlmbench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Times of work that follows a known law, told from times of other work. */
class CostLawTest {
    private static final double[] USUAL = {1, 2e-3, 2e-9, 1.3e-11};

    /** Trainings of some size: launches and, for each of them, elements and multiplications. */
    private static double[] terms(double launches, double width) {
        double rows = 2048 * launches;
        return new double[] {1, launches, 3 * rows * width, 36 * rows * width * width};
    }

    private static double seconds(double[] costs, double[] terms) {
        return IntStream.range(0, costs.length)
                .mapToDouble(i -> costs[i] * terms[i])
                .sum();
    }

    private static CostLaw.Seen seen(double[] costs, double[] terms) {
        return new CostLaw.Seen(terms, seconds(costs, terms));
    }

    private static double[] times(double factor) {
        return Arrays.stream(USUAL).map(cost -> factor * cost).toArray();
    }

    @Test
    void oneSizeTellsHowFastTheMachineIs() {
        double[] slow = times(7);
        CostLaw law = new CostLaw(USUAL, List.of(seen(slow, terms(1000, 64))));

        for (double width : new double[] {16, 64, 256, 1024}) {
            double[] other = terms(50_000, width);
            assertThat(law.forecast(other).seconds()).isCloseTo(seconds(slow, other), Percentage.withPercentage(5));
        }
    }

    @Test
    void workOfTheSameSizeTakesAsLongAsItDidWithoutAccidents() {
        double[] terms = terms(1000, 64);
        CostLaw law = new CostLaw(
                USUAL,
                List.of(
                        new CostLaw.Seen(terms, 10),
                        new CostLaw.Seen(terms, 11),
                        new CostLaw.Seen(terms, 12),
                        new CostLaw.Seen(terms, 1e6)));

        assertThat(law.forecast(terms).seconds()).isCloseTo(11.5, within(0.5));
    }

    /**
     * Machines whose single costs are up to twice and half the usual relation, with times that scatter by 10 %:
     * trainings of four sizes tell the times of others between and around them.
     */
    @Test
    void sizesThatWereNotSeenAreToldWithinAFactorOfOneAndAHalf() {
        int good = 0;
        int all = 0;
        for (int machine = 0; machine < 200; machine++) {
            SplittableRandom random = new Seeds(machine).stream("machine");
            double[] costs = USUAL.clone();
            double speed = Math.exp(1.5 * (2 * random.nextDouble() - 1));
            Arrays.setAll(costs, i -> USUAL[i] * speed * Math.pow(2, 2 * random.nextDouble() - 1));
            List<CostLaw.Seen> past = new ArrayList<>();
            for (double width : new double[] {32, 64, 128, 192}) {
                double[] terms = terms(500 + 2000 * random.nextDouble(), width);
                past.add(new CostLaw.Seen(terms, seconds(costs, terms) * Math.exp(0.1 * random.nextGaussian())));
            }
            CostLaw law = new CostLaw(USUAL, past);
            for (double width : new double[] {16, 48, 96, 256, 384}) {
                double[] terms = terms(20_000, width);
                double ratio = law.forecast(terms).seconds() / seconds(costs, terms);
                good += ratio > 1 / 1.5 && ratio < 1.5 ? 1 : 0;
                all++;
            }
        }
        assertThat((double) good / all).isGreaterThan(0.95);
    }

    @Test
    void theFurtherWorkIsFromWhatWasSeenTheWiderIsTheRange() {
        CostLaw law = new CostLaw(USUAL, List.of(seen(USUAL, terms(1000, 16)))); // nearly all of it launches
        double near = law.forecast(terms(2000, 16)).factor();
        double far = law.forecast(terms(1e6, 1024)).factor();

        assertThat(near).isLessThan(2);
        assertThat(far).isBetween(2.5, 10.0);
    }

    /** Under the law's own beliefs nine times out of ten: costs drawn from them, times that scatter as they say. */
    @Test
    void theRangeHoldsTheTimeNineTimesOutOfTen() {
        int held = 0;
        int all = 1000;
        for (int machine = 0; machine < all; machine++) {
            SplittableRandom random = new Seeds(machine).stream("machine");
            double speed = Math.exp(2 * random.nextGaussian());
            double[] costs = Arrays.stream(USUAL)
                    .map(cost -> cost * speed * Math.exp(0.5 * random.nextGaussian()))
                    .toArray();
            double[] small = terms(1000, 32);
            double[] large = terms(30_000, 512);
            CostLaw law = new CostLaw(
                    USUAL,
                    List.of(new CostLaw.Seen(small, seconds(costs, small) * Math.exp(0.25 * random.nextGaussian()))));
            double took = seconds(costs, large) * Math.exp(0.25 * random.nextGaussian());
            Forecast forecast = law.forecast(large);
            held += forecast.least() < took && took < forecast.most() ? 1 : 0;
        }
        assertThat((double) held / all).isBetween(0.87, 0.93);
    }
}
