package dev.dlmbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must be true of every metric, whoever adds it. */
class MetricTest {
    private static final Set<String> UNITS = Set.of(
            "nats per token",
            "bits per character",
            "perplexity",
            "nats",
            "nats squared",
            "share",
            "count",
            "tokens",
            "calls per sequence",
            "steps per sequence",
            "ms",
            "tokens per second",
            "MiB");

    @ParameterizedTest
    @EnumSource
    void hasANameAHeadingAUnitAndADefinition(Metric metric) {
        assertThat(metric.id()).matches("[a-z]+(-[a-z0-9]+)*");
        assertThat(Metric.byId(metric.id())).contains(metric);
        assertThat(metric.heading()).isNotBlank();
        assertThat(metric.definition()).isNotBlank();
        assertThat(UNITS).contains(metric.unit());
    }

    @Test
    void namesAndHeadingsAreNotTakenTwice() {
        assertThat(Stream.of(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
        assertThat(Stream.of(Metric.values()).map(Metric::heading)).doesNotHaveDuplicates();
    }

    /** Only the exponential of a mean is averaged as a logarithm, and a perplexity is such a one. */
    @ParameterizedTest
    @EnumSource
    void averagesPerplexitiesGeometricallyAndNothingElse(Metric metric) {
        assertThat(metric.scale() == MetricScale.EXPONENTIAL)
                .isEqualTo(metric.unit().equals("perplexity"));
    }

    /** Counts, times, rates and variances have a natural zero, so that ratios of them mean something. */
    @ParameterizedTest
    @EnumSource
    void comparesWhatHasNoThreeDecimalsByRatios(Metric metric) {
        if (metric.better() != Metric.Better.NONE) {
            assertThat(metric.scale().comparesRatios())
                    .isEqualTo(metric.format() != MetricFormat.THREE_DECIMALS || metric == Metric.PPL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isPooledOverWhatItsKindOfNodeHas(Metric metric) {
        List<NodeKind> kinds =
                switch (metric.pooling()) {
                    case TOKENS_OF_DOCUMENTS, CHARACTERS_OF_DOCUMENTS -> List.of(NodeKind.LIKELIHOOD);
                    case DOCUMENTS -> List.of(NodeKind.LIKELIHOOD, NodeKind.DATA);
                    case TOKENS_OF_SAMPLES -> List.of(NodeKind.SCORE);
                    case SAMPLES -> List.of(NodeKind.SCORE, NodeKind.SAMPLES);
                    case JVMS -> List.of(NodeKind.LATENCY);
                    case REPETITIONS -> List.of(NodeKind.values());
                };
        assertThat(kinds).contains(metric.measuredBy());
    }

    @ParameterizedTest
    @EnumSource
    void isComparableAcrossMachinesUnlessItIsATiming(Metric metric) {
        assertThat(metric.comparableAcrossMachines()).isNotEqualTo(metric.timing());
        if (metric.measuredBy() == NodeKind.LATENCY) {
            assertThat(metric.timing()).isTrue();
        }
    }

    /** A gate that judged by the same decodings that are no timings, or by times of one build alone, would say nothing. */
    @Test
    void onlyTimingsAreJudgedSideBySideOrOnceForEachBatch() {
        assertThat(Metric.all(MetricTrait.SIDE_BY_SIDE)).allMatch(Metric::timing);
        assertThat(Metric.all(MetricTrait.EACH_BATCH)).allMatch(Metric::timing);
    }

    @Test
    void qualityIsNoTimingAndHasADirection() {
        assertThat(Metric.all(MetricTrait.QUALITY))
                .isNotEmpty()
                .noneMatch(Metric::timing)
                .allMatch(metric -> metric.better() == Metric.Better.LOWER || metric.better() == Metric.Better.HIGHER);
    }

    @Test
    void aCostHasAColumnAndADirection() {
        assertThat(Metric.all(MetricTrait.COST))
                .isNotEmpty()
                .allMatch(metric -> metric.section().isPresent())
                .allMatch(metric -> metric.better() == Metric.Better.LOWER || metric.better() == Metric.Better.HIGHER);
    }

    /** What a suite measures by default it could have asked for, with whatever that needs beside it. */
    @Test
    void standardMetricsCanBeAskedForAndHaveTheirCompanions() {
        List<Metric> standard = Metric.all(MetricTrait.STANDARD);
        assertThat(standard).isNotEmpty().allMatch(Metric::askable);
        standard.forEach(metric -> metric.companion().ifPresent(other -> assertThat(standard).contains(other)));
    }

    @Test
    void aCompanionIsAnotherMetricThatCanBeAskedFor() {
        assertThat(all(metric -> metric.companion().isPresent()))
                .containsExactly(Metric.GEN_PPL)
                .allSatisfy(metric -> assertThat(metric.companion().orElseThrow())
                        .isNotEqualTo(metric)
                        .matches(Metric::askable));
    }

    /** What nobody can ask for is measured all the same: it comes from the nodes that every suite has. */
    @Test
    void factsComeFromTextsAndModels() {
        assertThat(all(metric -> !metric.askable()))
                .isNotEmpty()
                .allMatch(metric -> metric.measuredBy() == NodeKind.DATA || metric.measuredBy() == NodeKind.TRAIN);
    }

    private static List<Metric> all(Predicate<Metric> such) {
        return Arrays.stream(Metric.values()).filter(such).toList();
    }
}
