package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Examples;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.CrossedDifference;
import dev.dlmbench.statistics.CrossedMean;
import dev.dlmbench.statistics.CrossedProportion;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.McNemar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** What the examples of a task show of how far apart shares of them are, together with seeds. */
final class ExampleEvidence {
    private static final String ON_EXAMPLES = ", on these examples alone";

    private ExampleEvidence() {}

    /** Returns evidence across seeds alone; none where equal shares of examples seem certain, and only are few. */
    static Optional<Evidence> alone(Metric metric, Evidence found) {
        if (!metric.shareOfExamples()) {
            return Optional.of(found);
        }
        Interval interval = found.interval().apply(.5);
        return interval.low() == interval.high()
                ? Optional.empty()
                : Optional.of(found.called(found.test() + ON_EXAMPLES));
    }

    /**
     * Compares shares of the same examples; nothing where one side alone has several seeds.
     *
     * @param ratio whether logarithms are compared
     */
    static Optional<Evidence> between(Side left, Examples ours, Side right, Examples theirs, boolean ratio) {
        boolean paired = left.rows().keySet().equals(right.rows().keySet());
        boolean single = ours.shares().length == 1 && theirs.shares().length == 1;
        if (!single && Math.min(ours.shares().length, theirs.shares().length) < 2) {
            return Optional.empty();
        }
        CrossedDifference difference = CrossedDifference.of(
                new CrossedDifference.Side(ours.shares(), left.factor()),
                new CrossedDifference.Side(theirs.shares(), right.factor()),
                paired || single,
                ratio);
        String test = single
                ? "one seed, over examples, paired by example"
                : "across seeds and examples, paired by " + (paired ? "seed and example" : "example");
        int n = single ? ours.ids().size() : difference.seeds();
        return Optional.of(
                evidence(difference.value(), difference::interval, test, n, single ? 0 : n, difference.mean(), 1));
    }

    /** Compares a share with a number: the number less the share, or the difference of their logarithms. */
    static Evidence against(Side left, Examples ours, double number, boolean ratio) {
        CrossedProportion share = ours.proportion();
        double factor = left.factor();
        double value = Arrays.stream(ours.shares())
                .mapToDouble(seed -> Arrays.stream(seed).average().orElseThrow())
                .average()
                .orElseThrow();
        DoubleFunction<Interval> interval = confidence -> {
            Interval found = share.interval(confidence);
            return new Interval(
                    distance(number, factor * found.high(), ratio), distance(number, factor * found.low(), ratio));
        };
        int seeds = ours.shares().length;
        return evidence(
                distance(number, factor * value, ratio),
                interval,
                seeds == 1 ? "one seed, over examples" : "across seeds and examples",
                seeds == 1 ? ours.ids().size() : seeds,
                seeds == 1 ? 0 : seeds,
                share.mean(),
                ratio ? 1 / value : factor);
    }

    private static double distance(double number, double share, boolean ratio) {
        return ratio ? Math.log(number) - Math.log(share) : number - share;
    }

    /**
     * Returns the evidence.
     *
     * @param seeds that it is across; 0 where they are not what it is over
     * @param slope of the scale of the comparison
     */
    private static Evidence evidence(
            double value,
            DoubleFunction<Interval> interval,
            String test,
            int n,
            int seeds,
            CrossedMean mean,
            double slope) {
        return new Evidence(
                value,
                interval,
                test,
                n,
                n,
                slope * mean.seeds().standardError() * Math.sqrt(seeds),
                slope * mean.text().value(),
                Evidence.LEAST);
    }

    /** Returns what both sides get right, seed by seed; nothing where examples are right in part. */
    static List<PairedSeed> pairs(Side left, Examples ours, Side right, Examples theirs) {
        List<PairedSeed> pairs = new ArrayList<>();
        if (!ours.same(theirs) || !ours.decided() || !theirs.decided()) {
            return pairs;
        }
        List<Long> first = List.copyOf(left.rows().keySet());
        List<Long> second = List.copyOf(right.rows().keySet());
        for (long seed : first) {
            if (second.contains(seed)) {
                McNemar table = McNemar.of(
                        right(ours.shares()[first.indexOf(seed)]), right(theirs.shares()[second.indexOf(seed)]));
                pairs.add(new PairedSeed(seed, table));
            }
        }
        return pairs;
    }

    private static boolean[] right(double[] shares) {
        boolean[] right = new boolean[shares.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = shares[i] == 1;
        }
        return right;
    }
}
