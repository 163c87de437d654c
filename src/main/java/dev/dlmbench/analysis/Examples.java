package dev.dlmbench.analysis;

import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.statistics.CrossedProportion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The examples of a task that a share was measured on, seed by seed.
 *
 * @param ids of the examples, in the order of the task; empty where what the share is at each is not kept
 * @param shares for each seed what the share is at each example, 0 to 1
 * @param worth how many independent values each of these is the mean of: the answers to an example, or the choices of k
 *     among them that have none in common
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Examples(List<String> ids, double[][] shares, double worth) {
    /** Nothing is known. */
    static final Examples NONE = new Examples(List.of(), new double[0][], 1);

    /**
     * Gathers the examples behind values of one metric, one for each seed; none unless every node keeps the same ones.
     *
     * @param kept what shares are at each example, by the address of a node
     */
    public static Examples of(List<MetricRow> rows, Function<String, List<ExampleScore>> kept) {
        List<String> ids = List.of();
        List<double[]> shares = new ArrayList<>();
        for (MetricRow row : rows) {
            String key = ExampleScore.key(row.metric(), row.variant());
            List<ExampleScore> read = kept.apply(row.node()).stream()
                    .filter(example -> example.values().containsKey(key))
                    .toList();
            List<String> own = read.stream().map(ExampleScore::id).toList();
            if (own.size() < 2 || !(shares.isEmpty() || own.equals(ids))) {
                return NONE;
            }
            ids = own;
            shares.add(read.stream()
                    .mapToDouble(example -> example.values().getOrDefault(key, 0.0))
                    .toArray());
        }
        return shares.isEmpty() ? NONE : new Examples(ids, shares.toArray(double[][]::new), worth(rows.get(0)));
    }

    private static double worth(MetricRow row) {
        double answers = number(row.measurement().details().getOrDefault(ExampleScore.ANSWERS, ""));
        return row.metric().is(MetricTrait.EACH_K) ? Math.max(1, answers / number(row.variant())) : answers;
    }

    private static int number(String stored) {
        return stored.matches("\\d{1,6}") ? Math.max(1, Integer.parseInt(stored)) : 1;
    }

    /** Returns whether what the share is at each example is known. */
    public boolean known() {
        return !ids.isEmpty();
    }

    /** Returns whether the other side was asked the same examples. */
    public boolean same(Examples other) {
        return known() && ids.equals(other.ids);
    }

    /** Returns the share over seeds and examples. */
    public CrossedProportion proportion() {
        return CrossedProportion.of(shares, worth);
    }

    /** Returns whether every example is right or wrong, in every seed. */
    public boolean decided() {
        for (double[] seed : shares) {
            for (double share : seed) {
                if (share != 0 && share != 1) {
                    return false;
                }
            }
        }
        return true;
    }
}
