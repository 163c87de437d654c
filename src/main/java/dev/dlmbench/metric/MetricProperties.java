package dev.dlmbench.metric;

import java.util.List;
import java.util.Optional;

/** What can be asked of a {@link Metric}: everything that {@link MetricFacts} declares of it, and what follows. */
interface MetricProperties {

    /** Returns what is declared. */
    MetricFacts facts();

    /** Returns the name in suites, result files and reports. */
    default String id() {
        return facts().id();
    }

    /** Returns the unit of its values. */
    default String unit() {
        return facts().unit();
    }

    /** Returns which way it improves. */
    default Metric.Better better() {
        return facts().better();
    }

    /** Returns whether suites can ask for it; others are facts, which are measured anyway. */
    default boolean askable() {
        return better() != Metric.Better.NONE;
    }

    /** Returns the kind of node that its values come from. */
    default NodeKind measuredBy() {
        return facts().measuredBy();
    }

    /** Returns on which scale its values are averaged over replicates and compared. */
    default MetricScale scale() {
        return facts().scale();
    }

    /** Returns how its values are written. */
    default MetricFormat format() {
        return facts().format();
    }

    /** Returns what one seed's value is pooled over. */
    default MetricPooling pooling() {
        return facts().pooling();
    }

    /** Returns whether it is the likelihood of test documents, in one of its units. */
    default boolean likelihood() {
        return pooling().likelihood();
    }

    /** Returns whether what samples or models are held against is the same text in all replicates. */
    default boolean ofTestText() {
        return likelihood() || measuredBy() == NodeKind.MAUVE;
    }

    /** Returns whether it cannot be below 0 or above 1. */
    default boolean between0And1() {
        return List.of("share", "area", "BLEU").contains(unit());
    }

    /** Returns whether it is a share of a task's examples, or of their tokens: from 0 to 1. */
    default boolean shareOfExamples() {
        return pooling() == MetricPooling.EXAMPLES && unit().equals("share");
    }

    /** Returns what it is called at the head of a column or a line. */
    default String heading() {
        return facts().heading();
    }

    /** Returns where it has its column in the main table, if it has one. */
    default Optional<MetricSection> section() {
        return facts().section();
    }

    /** Returns the metric that must be measured, too, for its values to say anything; nothing for most. */
    default Optional<Metric> companion() {
        return facts().companion().flatMap(Metric::byId);
    }

    /** Returns whether {@code trait} is true of it. */
    default boolean is(MetricTrait trait) {
        return facts().traits().contains(trait);
    }

    /** Returns the condition each of whose values has a column of its own, such as the batch size; nothing for most. */
    default Optional<String> spread() {
        return facts().spread();
    }

    /** Returns whether its value depends on the machine and the moment, so that a repetition gives another. */
    default boolean timing() {
        return is(MetricTrait.TIMING);
    }

    /** Returns whether values from different machines mean the same. */
    default boolean comparableAcrossMachines() {
        return !timing();
    }
}
