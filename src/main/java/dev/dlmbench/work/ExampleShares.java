package dev.dlmbench.work;

import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Shares of the examples that a model was asked, of which is kept what each is at every example. */
final class ExampleShares {
    private final List<String> ids;
    private final List<Map<String, Double>> values = new ArrayList<>();

    /**
     * Begins with nothing measured.
     *
     * @param ids of the examples, in the order that they were asked in
     */
    ExampleShares(List<String> ids) {
        this.ids = ids;
        ids.forEach(id -> values.add(new TreeMap<>()));
    }

    /**
     * Measures a share.
     *
     * @param at what tells it from others of the metric; empty where there is one
     * @param each what it is at each example, 0 to 1
     */
    Measurement share(Metric metric, String at, double[] each, Map<String, String> conditions) {
        for (int i = 0; i < each.length; i++) {
            values.get(i).put(ExampleScore.key(metric, at), each[i]);
        }
        return Means.of(metric, each, conditions);
    }

    /** Returns what the measured shares are at each example, as {@code examples.jsonl} has it. */
    List<ExampleScore> scores() {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new ExampleScore(ids.get(i), values.get(i)))
                .toList();
    }
}
