package dev.dlmbench.metric;

import java.util.Optional;
import java.util.Set;

/**
 * What is known of a metric, as its constant declares it.
 *
 * @param id the name in suites, result files and reports
 * @param unit of its values
 * @param better which way it improves
 * @param measuredBy the kind of node that its values come from
 * @param scale on which replicates are averaged and values compared
 * @param format of its values
 * @param pooling what one seed's value is over
 * @param heading for people
 * @param section of the main table; absent where it has no column there
 * @param companion the id of the metric without which it says nothing; absent where it speaks for itself
 * @param traits what else is true of it
 */
record MetricFacts(
        String id,
        String unit,
        Metric.Better better,
        NodeKind measuredBy,
        MetricScale scale,
        MetricFormat format,
        MetricPooling pooling,
        String heading,
        Optional<MetricSection> section,
        Optional<String> companion,
        Set<MetricTrait> traits) {

    /**
     * Begins a declaration. What it does not go on to say is: values that differ by their difference and have three
     * decimals, pooled over repetitions; the id as heading, no column in the main table, no companion, no traits.
     */
    static MetricFacts of(String id, String unit, Metric.Better better, NodeKind measuredBy) {
        return new MetricFacts(
                id,
                unit,
                better,
                measuredBy,
                MetricScale.DIFFERENCE,
                MetricFormat.THREE_DECIMALS,
                MetricPooling.REPETITIONS,
                id,
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    /** Begins the declaration of a share of a task's examples, which has a column among its like. */
    static MetricFacts share(String id, String heading, Metric.Better better, NodeKind measuredBy) {
        return of(id, "share", better, measuredBy).over(MetricPooling.EXAMPLES).column(MetricSection.ANSWERS, heading);
    }

    /** Begins the declaration of a number of network calls for a sample, which has a column among its like. */
    static MetricFacts calls(String id, String heading) {
        return of(id, "calls per sequence", Metric.Better.LOWER, NodeKind.SAMPLES)
                .values(MetricScale.RATIO, MetricFormat.COUNT)
                .column(MetricSection.CALLS, heading);
    }

    /** Begins the declaration of what the source of a synthetic text says of samples. */
    static MetricFacts bySource(String id, String unit, Metric.Better better, String heading) {
        return of(id, unit, better, NodeKind.SCORE).column(MetricSection.SOURCE, heading);
    }

    /** Returns the condition each of whose values has a column of its own; nothing for most. */
    Optional<String> spread() {
        if (traits.contains(MetricTrait.EACH_BATCH)) {
            return Optional.of("batch");
        }
        if (traits.contains(MetricTrait.EACH_K)) {
            return Optional.of("k");
        }
        return traits.contains(MetricTrait.EACH_N) ? Optional.of("n") : Optional.empty();
    }

    /** Returns the same with values that are compared on {@code as} and written in {@code digits}. */
    MetricFacts values(MetricScale as, MetricFormat digits) {
        return new MetricFacts(id, unit, better, measuredBy, as, digits, pooling, heading, section, companion, traits);
    }

    /** Returns the same, pooled over {@code parts}. */
    MetricFacts over(MetricPooling parts) {
        return new MetricFacts(id, unit, better, measuredBy, scale, format, parts, heading, section, companion, traits);
    }

    /** Returns the same with a column in the main table. */
    MetricFacts column(MetricSection at, String words) {
        return new MetricFacts(
                id, unit, better, measuredBy, scale, format, pooling, words, Optional.of(at), companion, traits);
    }

    /** Returns the same, called {@code words} where it has no column. */
    MetricFacts heading(String words) {
        return new MetricFacts(id, unit, better, measuredBy, scale, format, pooling, words, section, companion, traits);
    }

    /** Returns the same for what says nothing where the metric called {@code other} is not measured. */
    MetricFacts notWithout(String other) {
        return new MetricFacts(
                id, unit, better, measuredBy, scale, format, pooling, heading, section, Optional.of(other), traits);
    }

    /** Returns the same with these traits. */
    MetricFacts with(MetricTrait... these) {
        return new MetricFacts(
                id, unit, better, measuredBy, scale, format, pooling, heading, section, companion, Set.of(these));
    }
}
