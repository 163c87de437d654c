package dev.dlmbench.analysis;

import dev.dlmbench.analysis.Summary.Basis;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Wilson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Sums up the replicates of one metric at one point. */
final class Replicates {
    private static final double CONFIDENCE = 0.95;

    private Replicates() {}

    /**
     * Returns the mean and its interval; values from one node count once, values under different definitions are not
     * averaged.
     */
    static Summary summarize(Metric metric, List<MetricRow> rows) {
        return summarize(metric, rows, node -> List.of());
    }

    /**
     * Returns the mean and its interval; values from one node count once, values under different definitions are not
     * averaged.
     *
     * @param kept what shares are at each example of a task, by the address of a node
     */
    static Summary summarize(Metric metric, List<MetricRow> rows, Function<String, List<ExampleScore>> kept) {
        Map<String, MetricRow> byNode = new LinkedHashMap<>();
        rows.forEach(row -> byNode.putIfAbsent(row.node(), row));
        List<MetricRow> all = List.copyOf(byNode.values());
        List<MetricRow> measured =
                all.stream().filter(row -> row.measurement().value() != null).toList();
        if (measured.isEmpty()) {
            String reason = all.isEmpty()
                    ? "not measured"
                    : Objects.requireNonNullElse(all.get(0).measurement().reason(), "unknown");
            return Summary.absent(metric, all.isEmpty() ? Map.of() : conditions(all), reason);
        }
        if (measured.stream().map(MetricRow::definition).distinct().count() > 1) {
            return Summary.absent(metric, conditions(all), "not comparable: the seeds were measured differently");
        }
        Examples examples = metric.is(MetricTrait.PROPORTION) ? Examples.of(measured, kept) : Examples.NONE;
        return summarize(metric, conditions(measured), measured, examples);
    }

    private static Map<String, String> conditions(List<MetricRow> rows) {
        return rows.get(0).measurement().conditions();
    }

    private static Summary summarize(
            Metric metric, Map<String, String> conditions, List<MetricRow> rows, Examples examples) {
        double[] values =
                rows.stream().mapToDouble(row -> value(row.measurement())).toArray();
        List<Double> all = Arrays.stream(values).boxed().toList();
        boolean logarithmic = metric.scale().averagesLogarithms(values);
        DoubleUnaryOperator onto = logarithmic ? Math::log : value -> value;
        double[] transformed = Arrays.stream(values).map(onto).toArray();
        Optional<Interval> overSeeds =
                values.length >= 2 ? Optional.of(Estimate.ofMean(transformed).interval(CONFIDENCE)) : Optional.empty();
        Optional<Interval> interval = metric.is(MetricTrait.PROPORTION)
                ? Optional.of(
                        examples.known()
                                ? examples.proportion().interval(CONFIDENCE)
                                : proportion(
                                        rows.get(0).measurement(),
                                        metric.scale().mean(all),
                                        overSeeds))
                : overSeeds.isPresent() ? overSeeds : within(rows.get(0).measurement(), transformed[0], logarithmic);
        if (metric.between0And1()) { // Student's t knows no end
            interval = interval.map(found -> new Interval(Math.max(0, found.low()), Math.min(1, found.high())));
        }
        Basis basis = interval.isEmpty()
                ? Basis.NONE
                : values.length >= 2
                        ? overSeeds(metric, examples)
                        : withinBasis(rows.get(0).measurement());
        OptionalDouble lower = lower(metric, rows);
        return new Summary(
                metric,
                conditions,
                caveats(rows.get(0).measurement(), lower.isPresent()),
                OptionalDouble.of(metric.scale().mean(all)),
                logarithmic ? interval.map(Interval::exponential) : interval,
                basis,
                all,
                null,
                lower);
    }

    /** Returns the mean of the lower bounds beside upper ones; nothing unless every replicate has one. */
    private static OptionalDouble lower(Metric metric, List<MetricRow> rows) {
        List<Double> bounds = rows.stream()
                .flatMap(row -> row.measurement().lower().stream())
                .map(Replicates::value)
                .toList();
        return bounds.size() == rows.size() ? OptionalDouble.of(metric.scale().mean(bounds)) : OptionalDouble.empty();
    }

    private static Caveats caveats(Measurement measurement, boolean bounded) {
        Caveat side = bounded ? Caveat.BETWEEN_BOUNDS : Caveat.UPPER_BOUND;
        Caveats bound =
                switch (measurement.bound()) {
                    case UPPER -> Caveats.NONE.with(side);
                    case SCORE -> Caveats.NONE.with(Caveat.SCORE);
                    case EXACT, LOWER -> Caveats.NONE;
                };
        return measurement.details().containsKey(Measurement.OF_SAMPLER) ? bound.with(Caveat.OF_SAMPLER) : bound;
    }

    private static Basis overSeeds(Metric metric, Examples examples) {
        if (metric.is(MetricTrait.PROPORTION)) {
            return examples.known() ? Basis.SEEDS_AND_EXAMPLES : Basis.SEEDS;
        }
        return metric.ofTestText() ? Basis.SEEDS_ON_ONE_TEXT : Basis.SEEDS;
    }

    /**
     * Returns the interval of a share of examples where it is not known what it is at each: Wilson's with one seed,
     * which fits shares near 0 and 1 too. All seeds are asked the same examples, so that the interval over seeds lacks
     * the choice of these, and both are added as squares. That counts what seeds and examples bring about together
     * twice, and so is rather too wide.
     */
    private static Interval proportion(Measurement measurement, double share, Optional<Interval> overSeeds) {
        Interval ofExamples = Wilson.interval(share, (double) measurement.n(), CONFIDENCE);
        if (overSeeds.isEmpty()) {
            return ofExamples;
        }
        double ofSeeds = overSeeds.get().high() - share;
        return new Interval(
                Math.max(0, share - Math.hypot(ofSeeds, share - ofExamples.low())),
                Math.min(1, share + Math.hypot(ofSeeds, ofExamples.high() - share)));
    }

    /** The standard error of a logarithm is the relative standard error, to first order. */
    private static Optional<Interval> within(Measurement measurement, double transformed, boolean logarithmic) {
        Double standardError = measurement.standardError();
        if (standardError == null) {
            return Optional.empty();
        }
        double scaled = logarithmic ? standardError / value(measurement) : standardError;
        return measurement.n() < 2
                ? Optional.empty()
                : Optional.of(new Estimate(transformed, scaled, measurement.degrees()).interval(CONFIDENCE));
    }

    private static double value(Measurement measurement) {
        return Objects.requireNonNull(measurement.value());
    }

    private static Basis withinBasis(Measurement measurement) {
        Optional<DocumentOrder> order = DocumentOrder.of(measurement);
        if (order.isPresent()) {
            return order.get() == DocumentOrder.RUNNING_TEXT ? Basis.RUNNING_TEXT : Basis.DOCUMENTS;
        }
        return switch (measurement.metric().pooling()) {
            case TOKENS_OF_DOCUMENTS, CHARACTERS_OF_DOCUMENTS, DOCUMENTS -> Basis.DOCUMENTS;
            case EXAMPLES -> Basis.EXAMPLES;
            case TOKENS_OF_SAMPLES, SAMPLES -> Basis.SAMPLES;
            case JVMS -> Basis.JVMS;
            case REPETITIONS -> Basis.REPETITIONS;
        };
    }
}
