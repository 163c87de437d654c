package dev.dlmbench.metric;

import java.util.Map;

/**
 * One line of {@code examples.jsonl}: what each share of examples is at one of them, of which the measured value is the
 * mean.
 *
 * @param id of the example, the same in every run
 * @param values from 0 to 1, by {@link #key}
 */
public record ExampleScore(String id, Map<String, Double> values) {
    /** The detail of a measured share that says how many answers to each example it is over, if not one. */
    public static final String ANSWERS = "answers-each";

    /** Copies the map. */
    public ExampleScore {
        values = Map.copyOf(values);
    }

    /**
     * Returns the name of a value.
     *
     * @param at what tells it from others of the metric, such as the number of answers; empty where there is one
     */
    public static String key(Metric metric, String at) {
        return at.isEmpty() ? metric.id() : metric.id() + "," + at;
    }
}
