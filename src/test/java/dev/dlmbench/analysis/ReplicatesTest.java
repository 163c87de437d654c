package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.analysis.Summary.Basis;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicatesTest {

    @Test
    void averagesSeedsWithStudentsInterval() {
        Summary summary = Replicates.summarize(Metric.NLL, List.of(nll(1, 1.0), nll(2, 2.0), nll(3, 3.0)));

        assertThat(summary.mean().orElseThrow()).isEqualTo(2.0);
        assertThat(summary.basis()).isEqualTo(Basis.SEEDS_ON_ONE_TEXT);
        assertThat(summary.n()).isEqualTo(3);
        assertThat(summary.interval().orElseThrow().high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void takesTheIntervalOverDocumentsWhereThereIsOneSeed() {
        Measurement measurement = Measurement.of(Metric.NLL, 1.5, Bound.UPPER, 4, 0.1, Map.of());
        Summary summary = Replicates.summarize(Metric.NLL, List.of(row(1, "a", measurement)));

        // t(0.975, 3) = 3.182446
        assertThat(summary.interval().orElseThrow().high()).isCloseTo(1.5 + 0.3182446, within(1e-6));
        assertThat(summary.basis()).isEqualTo(Basis.DOCUMENTS);
        assertThat(summary.caveats().all()).containsExactly(Caveat.UPPER_BOUND);
    }

    /** t(0.975, 5) = 2.570582: as sure as the error is known, however many windows of a running text it is over. */
    @Test
    void windowsOfARunningTextCountForAsManyAsTheyAreWorth() {
        Measurement measurement = Measurement.of(Metric.NLL, 1.5, Bound.UPPER, 400, 0.1, Map.of())
                .detailed(Map.of("documents", "running text", "degrees-of-freedom", "5.0"));
        Summary summary = Replicates.summarize(Metric.NLL, List.of(row(1, "a", measurement)));

        assertThat(summary.interval().orElseThrow().high()).isCloseTo(1.5 + 0.2570582, within(1e-6));
        assertThat(summary.basis().words()).startsWith("over blocks of running text");
    }

    /** Student's interval of 0.9 and 1 reaches above 1; MAUVE cannot. */
    @Test
    void aPartOfAWholeHasAnEnd() {
        Summary mauve = Replicates.summarize(
                Metric.MAUVE,
                List.of(
                        row(1, "a", Measurement.of(Metric.MAUVE, .9, 10, Map.of())),
                        row(2, "b", Measurement.of(Metric.MAUVE, 1, 10, Map.of()))));
        Interval interval = mauve.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(.95 - 12.706204736432095 * .05, within(1e-9));
        assertThat(interval.high()).isEqualTo(1);
        assertThat(mauve.basis()).isEqualTo(Basis.SEEDS_ON_ONE_TEXT);
    }

    @Test
    void saysThatSeedsShareTheirTestTextWhereThereIsOne() {
        assertThat(Replicates.summarize(Metric.NLL, List.of(nll(1, 1.0), nll(2, 2.0)))
                        .basis()
                        .words())
                .isEqualTo("across seeds; the choice of the test text is not in it");
        assertThat(Replicates.summarize(
                                Metric.ENTROPY,
                                List.of(
                                        row(1, "a", Measurement.of(Metric.ENTROPY, 2, 10, Map.of())),
                                        row(2, "b", Measurement.of(Metric.ENTROPY, 3, 10, Map.of()))))
                        .basis()
                        .words())
                .isEqualTo("across seeds");
    }

    @Test
    void leavesTheIntervalAbsentWhereNothingIsKnown() {
        Summary summary = Replicates.summarize(Metric.NLL, List.of(nll(1, 1.5)));

        assertThat(summary.interval()).isEmpty();
        assertThat(summary.basis()).isEqualTo(Basis.NONE);
        assertThat(summary.mean()).hasValue(1.5);
    }

    @Test
    void averagesPerplexitiesInTheLogDomain() {
        Summary summary = Replicates.summarize(
                Metric.GEN_PPL,
                List.of(
                        row(1, "a", Measurement.of(Metric.GEN_PPL, 2, 10, Map.of())),
                        row(2, "b", Measurement.of(Metric.GEN_PPL, 8, 10, Map.of()))));

        // logs are log 4 -+ log 2; t(0.975, 1) = 12.7062
        assertThat(summary.mean().orElseThrow()).isCloseTo(4, within(1e-12));
        assertThat(summary.interval().orElseThrow().low())
                .isCloseTo(Math.exp(Math.log(4) - 12.7062 * Math.log(2)), within(1e-6));
    }

    @Test
    void turnsTheErrorOfAPerplexityIntoTheErrorOfItsLogarithm() {
        Measurement measurement = Measurement.of(Metric.PPL, 10, Bound.EXACT, 4, 1, Map.of());
        Summary summary = Replicates.summarize(Metric.PPL, List.of(row(1, "a", measurement)));

        assertThat(summary.interval().orElseThrow().high()).isCloseTo(10 * Math.exp(0.1 * 3.182446), within(1e-5));
    }

    /** t(0.975, 1) = 12.7062, t(0.975, 3) = 3.182446: Student's interval would reach beyond 1. */
    @Test
    void aShareOfTokensDoesNotLeaveItsRange() {
        Summary seeds = Replicates.summarize(
                Metric.TOKEN_ACCURACY,
                List.of(
                        row(1, "a", Measurement.of(Metric.TOKEN_ACCURACY, .99, 10, Map.of())),
                        row(2, "b", Measurement.of(Metric.TOKEN_ACCURACY, .95, 10, Map.of()))));
        assertThat(seeds.interval().orElseThrow().low()).isCloseTo(.97 - 12.7062 * .02, within(1e-6));
        assertThat(seeds.interval().orElseThrow().high()).isEqualTo(1);
        Measurement one = Measurement.of(Metric.TOKEN_ACCURACY, .02, Bound.EXACT, 4, .01, Map.of());
        Interval texts = Replicates.summarize(Metric.TOKEN_ACCURACY, List.of(row(1, "a", one)))
                .interval()
                .orElseThrow();
        assertThat(texts.low()).isZero();
        assertThat(texts.high()).isCloseTo(.02 + .03182446, within(1e-6));
    }

    @Test
    void countsANodeThatSeedsShareOnce() {
        Measurement rate = Measurement.of(Metric.ENTROPY_RATE, 1.2, 1, Map.of());
        Summary summary = Replicates.summarize(Metric.ENTROPY_RATE, List.of(row(1, "a", rate), row(2, "a", rate)));

        assertThat(summary.n()).isEqualTo(1);
        assertThat(summary.interval()).isEmpty();
    }

    @Test
    void neverAveragesAcrossDefinitions() {
        Measurement some = Measurement.of(Metric.GEN_PPL, 2, 10, Map.of("evaluator", "a"));
        Measurement other = Measurement.of(Metric.GEN_PPL, 2, 10, Map.of("evaluator", "b"));
        Summary summary = Replicates.summarize(Metric.GEN_PPL, List.of(row(1, "a", some), row(2, "b", other)));

        assertThat(summary.mean()).isEmpty();
        assertThat(summary.reason()).startsWith("not comparable");
    }

    @Test
    void keepsTheReasonOfAnAbsentValue() {
        Summary summary = Replicates.summarize(
                Metric.PEAK_MEMORY,
                List.of(row(1, "a", Measurement.absent(Metric.PEAK_MEMORY, "not on this platform"))));

        assertThat(summary.mean()).isEmpty();
        assertThat(summary.reason()).isEqualTo("not on this platform");
    }

    private static MetricRow nll(long seed, double value) {
        return row(seed, "node" + seed, Measurement.of(Metric.NLL, value, 10, Map.of()));
    }

    private static MetricRow row(long seed, String node, Measurement measurement) {
        return new MetricRow("point", seed, node, measurement, measurement.definition());
    }
}
