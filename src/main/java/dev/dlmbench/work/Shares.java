package dev.dlmbench.work;

import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What is measured on answers. Values are means over examples, of the means over the answers to each, and their errors
 * are over examples, since the answers to one depend on each other. What a share is at every example is kept.
 */
final class Shares {
    private final List<Answered> examples;
    private final Map<String, String> conditions;
    private final String layout;
    private final ExampleShares shares;

    /**
     * Begins with nothing measured.
     *
     * @param task hash of what is asked
     * @param layout hash of how it is written, too
     */
    Shares(List<Answered> examples, String task, String layout) {
        this.examples = examples;
        this.conditions = Map.of("task", task);
        this.layout = layout;
        this.shares = new ExampleShares(examples.stream().map(Answered::id).toList());
    }

    /** Measures a share. */
    Measurement share(Metric metric, ToDoubleFunction<Answered> value) {
        return share(metric, "", value, conditions);
    }

    /** Measures a share of what {@code k} answers to an example come to together. */
    Measurement share(Metric metric, int k, ToDoubleFunction<Answered> value) {
        Map<String, String> at = new TreeMap<>(conditions);
        at.put("k", Integer.toString(k));
        return share(metric, Integer.toString(k), value, at);
    }

    private Measurement share(
            Metric metric, String at, ToDoubleFunction<Answered> value, Map<String, String> conditions) {
        double[] each = examples.stream().mapToDouble(value).toArray();
        int answers = examples.get(0).answers().size();
        Measurement measured = shares.share(metric, at, each, conditions);
        return answers == 1 ? measured : measured.detailed(Map.of(ExampleScore.ANSWERS, Integer.toString(answers)));
    }

    /** Measures a mean over answers. */
    Measurement mean(Metric metric, ToDoubleFunction<Answer> value) {
        return Means.of(
                metric,
                examples.stream().mapToDouble(example -> example.mean(value)).toArray(),
                conditions);
    }

    /** Measures a sum over all examples by another. */
    Measurement rate(Metric metric, ToDoubleFunction<Answered> part, ToDoubleFunction<Answered> whole) {
        return rate(metric, part, whole, conditions);
    }

    /**
     * Measures a sum over the tokens of all examples by another, which means the same only where they are written
     * alike.
     */
    Measurement rateAsWritten(Metric metric, ToDoubleFunction<Answered> part, ToDoubleFunction<Answered> whole) {
        Map<String, String> written = new TreeMap<>(conditions);
        written.put("layout", layout);
        return rate(metric, part, whole, written);
    }

    private Measurement rate(
            Metric metric,
            ToDoubleFunction<Answered> part,
            ToDoubleFunction<Answered> whole,
            Map<String, String> conditions) {
        PooledRate rate = PooledRate.of(
                examples.stream().mapToDouble(part).toArray(),
                examples.stream().mapToDouble(whole).toArray());
        return Measurement.of(metric, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), conditions);
    }

    /** Returns what the measured shares are at each example. */
    List<ExampleScore> scores() {
        return shares.scores();
    }
}
