package dev.dlmbench.store;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of {@code measurements.jsonl}; unit and direction are written out for readers that are not this program. */
record MeasurementLine(
        String metric,
        @Nullable Double value,
        @Nullable String reason,
        String unit,
        String better,
        String bound,
        long n,
        @Nullable Double standardError,
        Map<String, String> conditions,
        @Nullable Map<String, String> details,
        String definition) {

    /** What values are stored as; a lower bound is a detail of an upper one. */
    private static final List<String> BOUNDS = Stream.of(Bound.EXACT, Bound.UPPER, Bound.SCORE)
            .map(bound -> bound.name().toLowerCase(Locale.ROOT))
            .toList();

    static MeasurementLine of(Measurement measurement) {
        Metric metric = measurement.metric();
        return new MeasurementLine(
                metric.id(),
                measurement.value(),
                measurement.reason(),
                metric.unit(),
                metric.better().name().toLowerCase(Locale.ROOT),
                measurement.bound().name().toLowerCase(Locale.ROOT),
                measurement.n(),
                measurement.standardError(),
                measurement.conditions(),
                measurement.details(),
                measurement.definition());
    }

    /**
     * Returns the measurement.
     *
     * @throws IllegalArgumentException if the line says something that no measurement can
     */
    StoredMeasurement toMeasurement() {
        Metric known = Metric.byId(metric)
                .orElseThrow(() -> new IllegalArgumentException("there is no metric called '" + metric + "'"));
        if (!BOUNDS.contains(bound)) {
            throw new IllegalArgumentException("bound must be one of " + BOUNDS + ", got '" + bound + "'");
        }
        if (n < 0) {
            throw new IllegalArgumentException("n must not be negative, got " + n);
        }
        if (!definition.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("definition must be 16 hexadecimal digits, got '" + definition + "'");
        }
        Measurement.Bound kind = Measurement.Bound.valueOf(bound.toUpperCase(Locale.ROOT));
        return new StoredMeasurement(
                new Measurement(
                        known, value, reason, kind, n, standardError, conditions, details == null ? Map.of() : details),
                definition);
    }
}
