package dev.dlmbench.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must be true of every metric, whoever adds it. */
class MetricTest {
    /**
     * Every unit, and the scale of what is measured in it: counts, times, rates, sizes and variances have a natural
     * zero, so that ratios of them mean something; an information has none, and a perplexity is the exponential of one.
     * What lies between 0 and 1 differs by its difference.
     */
    private static final Map<String, MetricScale> UNITS = Map.ofEntries(
            Map.entry("nats per token", MetricScale.DIFFERENCE),
            Map.entry("bits per character", MetricScale.DIFFERENCE),
            Map.entry("bits per byte", MetricScale.DIFFERENCE),
            Map.entry("nats", MetricScale.DIFFERENCE),
            Map.entry("share", MetricScale.DIFFERENCE),
            Map.entry("perplexity", MetricScale.EXPONENTIAL),
            Map.entry("nats squared", MetricScale.RATIO),
            Map.entry("count", MetricScale.RATIO),
            Map.entry("BLEU", MetricScale.DIFFERENCE),
            Map.entry("area", MetricScale.DIFFERENCE),
            Map.entry("tokens", MetricScale.RATIO),
            Map.entry("calls per sequence", MetricScale.RATIO),
            Map.entry("calls per answer", MetricScale.RATIO),
            Map.entry("tokens per call", MetricScale.RATIO),
            Map.entry("steps per sequence", MetricScale.RATIO),
            Map.entry("ms", MetricScale.RATIO),
            Map.entry("tokens per second", MetricScale.RATIO),
            Map.entry("answers per second", MetricScale.RATIO),
            Map.entry("characters per second", MetricScale.RATIO),
            Map.entry("MiB", MetricScale.RATIO));

    @ParameterizedTest
    @EnumSource
    void hasANameAHeadingAUnitAndADefinition(Metric metric) {
        assertThat(metric.id()).matches("[a-z]+(-[a-z0-9]+)*");
        assertThat(Metric.byId(metric.id())).contains(metric);
        assertThat(metric.heading()).isNotBlank();
        assertThat(metric.definition()).isNotBlank();
        assertThat(UNITS).containsKey(metric.unit());
    }

    @Test
    void namesAndHeadingsAreNotTakenTwice() {
        assertThat(Stream.of(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
        assertThat(Stream.of(Metric.values()).map(Metric::heading)).doesNotHaveDuplicates();
    }

    /** Facts are not judged; the number of parameters is shown by its difference. */
    @ParameterizedTest
    @EnumSource
    void hasTheScaleOfItsUnit(Metric metric) {
        if (metric.askable()) {
            assertThat(metric.scale()).isEqualTo(UNITS.get(metric.unit()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isPooledOverWhatItsKindOfNodeHas(Metric metric) {
        List<NodeKind> kinds =
                switch (metric.pooling()) {
                    case TOKENS_OF_DOCUMENTS -> List.of(NodeKind.LIKELIHOOD);
                    case CHARACTERS_OF_DOCUMENTS -> List.of(NodeKind.LIKELIHOOD, NodeKind.CODE);
                    case DOCUMENTS -> List.of(NodeKind.LIKELIHOOD, NodeKind.DATA);
                    case EXAMPLES -> List.of(NodeKind.ANSWERS, NodeKind.CHOICES);
                    case TOKENS_OF_SAMPLES -> List.of(NodeKind.SCORE);
                    case SAMPLES ->
                        List.of(NodeKind.SCORE, NodeKind.SAMPLES, NodeKind.DIVERSITY, NodeKind.MAUVE, NodeKind.LATENCY);
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

    /** A gate has two builds decode in turn, and decoding is timed at each batch size: both are about times. */
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
        assertThat(Metric.all(MetricTrait.FRONTIER)).hasSize(1).allMatch(metric -> metric.companion()
                .isPresent());
        assertThat(Metric.all(MetricTrait.CONTROLLED)).contains(Metric.GEN_PPL);
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
        standard.forEach(metric ->
                metric.companion().ifPresent(other -> assertThat(standard).contains(other)));
    }

    @Test
    void aCompanionIsAnotherMetricThatCanBeAskedFor() {
        assertThat(all(metric -> metric.companion().isPresent())).isNotEmpty().allSatisfy(metric -> assertThat(
                        metric.companion().orElseThrow())
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
