package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the interval of an accuracy, as tables show it, holds the true one: the share that is right of all examples
 * a task could ask, of models of all seeds. Seeds differ in what they get right on average, and all of a trial are
 * asked the same examples, which are hard or easy for all of them.
 */
class AccuracyIntervalTest {
    private static final int SEEDS = 3;
    private static final int TRIALS = 500;

    private record Trial(List<MetricRow> rows, Map<String, List<ExampleScore>> kept) {
        List<ExampleScore> of(String node) {
            return kept.getOrDefault(node, List.of());
        }

        Interval interval(boolean known) {
            return Replicates.summarize(Metric.ACCURACY, rows, known ? this::of : node -> List.of())
                    .interval()
                    .orElseThrow();
        }
    }

    /** An answer is right if a normal number, to which seed and example add their shares, is below a quantile. */
    private static Trial trial(
            Random random, double truth, int seeds, int examples, double ofSeeds, double ofExamples) {
        double border = NormalDistribution.of(0, 1).inverseCumulativeProbability(truth);
        double[] hard = new double[examples];
        Arrays.setAll(hard, i -> Math.sqrt(ofExamples) * random.nextGaussian());
        List<MetricRow> rows = new ArrayList<>();
        Map<String, List<ExampleScore>> kept = new HashMap<>();
        for (int seed = 1; seed <= seeds; seed++) {
            double own = Math.sqrt(ofSeeds) * random.nextGaussian();
            List<ExampleScore> scores = new ArrayList<>();
            double right = 0;
            for (int i = 0; i < examples; i++) {
                double rest = Math.sqrt(1 - ofSeeds - ofExamples) * random.nextGaussian();
                double one = hard[i] + own + rest < border ? 1 : 0;
                right += one;
                scores.add(new ExampleScore("e" + i, Map.of("accuracy", one)));
            }
            Measurement measured =
                    Measurement.of(Metric.ACCURACY, right / examples, Bound.EXACT, examples, .01, Map.of("task", "t"));
            kept.put("node" + seed, scores);
            rows.add(new MetricRow("point", seed, "node" + seed, measured, measured.definition()));
        }
        return new Trial(rows, kept);
    }

    private static double coverage(
            boolean known, double truth, int seeds, int examples, double ofSeeds, double ofExamples) {
        Random random = new Random(7);
        int covered = 0;
        for (int i = 0; i < TRIALS; i++) {
            covered += trial(random, truth, seeds, examples, ofSeeds, ofExamples)
                            .interval(known)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        return (double) covered / TRIALS;
    }

    @ParameterizedTest
    @CsvSource({".5, .05, .5", ".9, .05, .5", ".9, 0, .9", ".1, .02, .3"})
    void acrossSeedsItHoldsTheTruthAtLeastAboutAsOftenAsClaimed(double truth, double ofSeeds, double ofExamples) {
        assertThat(coverage(true, truth, SEEDS, 100, ofSeeds, ofExamples)).isBetween(.935, 1.0);
        assertThat(coverage(false, truth, SEEDS, 100, ofSeeds, ofExamples)).isBetween(.935, 1.0);
    }

    /** Seeds and examples move the share about as much as each other, so that an interval over one is too narrow. */
    @Test
    void manySeedsDoNotHideTheChoiceOfExamplesNorExamplesThatOfSeeds() {
        assertThat(coverage(true, .5, 10, 100, .1, .89)).isBetween(.93, .985);
        assertThat(coverage(false, .5, 10, 100, .1, .89)).isBetween(.93, 1.0);
    }

    /** The limit of what one seed can say: other examples, asked of the same model. */
    @Test
    void withOneSeedTheChoiceOfTheSeedIsNotInIt() {
        assertThat(coverage(true, .7, 1, 200, 0, .5)).isBetween(.925, .975);
        assertThat(coverage(true, .7, 1, 200, .1, .5)).isLessThan(.7);
        Trial one = trial(new Random(1), .7, 1, 200, .1, .5);
        assertThat(Replicates.summarize(Metric.ACCURACY, one.rows(), one::of)
                        .basis()
                        .words())
                .isEqualTo("over examples; the choice of the seed is not in it");
    }

    @Test
    void saysWhatItIsOver() {
        Trial three = trial(new Random(1), .7, 3, 200, .1, .5);
        assertThat(Replicates.summarize(Metric.ACCURACY, three.rows(), three::of)
                        .basis()
                        .words())
                .isEqualTo("across seeds and examples");
    }
}
