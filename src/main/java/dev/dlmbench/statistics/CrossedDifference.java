package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The difference of two proportions that are of the same examples, such as the accuracies of two models, where other
 * seeds and other examples would have given another.
 *
 * <p>{@link CrossedMean} says how far seeds and examples move it. An example that both sides get right, or both wrong,
 * tells that they rarely differ, and a difference of nothing but such ones would be taken for certain. So two examples
 * are imagined besides, one that only the left side gets right and one that only the right side does, in every seed:
 * the interval of D. G. Bonett and R. M. Price (J. Educ. Behav. Stat. 37, 2012), here with Student's t. It is Laplace's
 * rule of succession for examples that tell the sides apart.
 *
 * <p>With few seeds, their means may agree by chance, and what examples move may be taken for what seeds and examples
 * bring about together, until no error is left. So the half width is never less than if every answer were independent,
 * of seeds and of examples: that of their interval with the normal distribution for seeds times examples. Through it
 * and the imagined examples the width is never 0.
 *
 * @param value the right proportion less the left one, or of their logarithms
 * @param mean the same with the imagined examples, and its errors
 * @param independent the standard error it had if the answers of all seeds to all examples were independent
 * @param seeds of the side that has fewer
 * @param least the smallest difference there can be
 * @param most the largest
 */
public record CrossedDifference(
        double value, CrossedMean mean, double independent, int seeds, double least, double most) {

    /**
     * One of the sides.
     *
     * @param right for each seed and each example 1 or 0, or between them where an example is right in part
     * @param factor that the proportion is multiplied by
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Side(double[][] right, double factor) {

        /** Returns the proportion, with the factor. */
        double share() {
            return factor
                    * Arrays.stream(right).mapToDouble(Moments::mean).average().orElseThrow();
        }

        /**
         * Returns the side with an example more that only the left side gets right, and one that only the right does.
         */
        private Side with(double ofLeft, double ofRight) {
            double[][] more = Arrays.stream(right)
                    .map(seed -> {
                        double[] longer = Arrays.copyOf(seed, seed.length + 2);
                        longer[seed.length] = ofLeft;
                        longer[seed.length + 1] = ofRight;
                        return longer;
                    })
                    .toArray(double[][]::new);
            return new Side(more, factor);
        }

        private double[] shares(boolean logarithms) {
            return Arrays.stream(right)
                    .mapToDouble(seed -> factor * Moments.mean(seed))
                    .map(share -> logarithms ? Math.log(share) : share)
                    .toArray();
        }

        /** Returns how far each example moves each seed's share, or its logarithm, to first order. */
        private double[][] moves(boolean logarithms) {
            return Arrays.stream(right)
                    .map(seed -> {
                        double share = Moments.mean(seed);
                        double slope = logarithms ? 1 / share : factor;
                        return Arrays.stream(seed)
                                .map(example -> slope * (example - share))
                                .toArray();
                    })
                    .toArray(double[][]::new);
        }
    }

    /**
     * Returns the difference.
     *
     * @param paired whether the seeds of both sides belong together; needed where there is one
     * @param logarithms whether the difference is one of logarithms, whose exponential is a ratio
     * @throws IllegalArgumentException if sides or seeds differ in their number of examples, or one side alone has
     *     several seeds
     */
    public static CrossedDifference of(Side left, Side right, boolean paired, boolean logarithms) {
        check(left, right, paired);
        Side ours = left.with(1, 0);
        Side theirs = right.with(0, 1);
        double[] first = ours.shares(logarithms);
        double[] second = theirs.shares(logarithms);
        Estimate across = first.length == 1
                ? new Estimate(second[0] - first[0], 0, 1)
                : paired ? Estimate.ofPairs(first, second) : Estimate.ofGroups(first, second);
        double[][] moves = theirs.moves(logarithms);
        double[][] others = minus(ours.moves(logarithms));
        List<double[][]> groups = paired ? List.<double[][]>of(plus(moves, others)) : List.of(moves, others);
        double value = logarithms ? Math.log(right.share()) - Math.log(left.share()) : right.share() - left.share();
        return new CrossedDifference(
                value,
                CrossedMean.of(across, groups, false),
                Math.sqrt(groups.stream()
                        .mapToDouble(CrossedDifference::independent)
                        .sum()),
                Math.min(first.length, second.length),
                logarithms ? Double.NEGATIVE_INFINITY : -left.factor(),
                logarithms ? Double.POSITIVE_INFINITY : right.factor());
    }

    private static void check(Side left, Side right, boolean paired) {
        if (left.right().length == 0 || right.right().length == 0) {
            throw new IllegalArgumentException("a difference needs a seed on both sides");
        }
        int examples = left.right()[0].length;
        for (double[][] side : List.of(left.right(), right.right())) {
            for (double[] seed : side) {
                if (seed.length != examples) {
                    throw new IllegalArgumentException(
                            "sides differ in their examples: " + examples + " and " + seed.length);
                }
            }
        }
        if (paired
                ? left.right().length != right.right().length
                : Math.min(left.right().length, right.right().length) < 2) {
            throw new IllegalArgumentException(
                    "seeds do not belong together: " + left.right().length + " and " + right.right().length);
        }
    }

    /** Returns the variance of a group's mean if no answer depended on another: the mean one within seeds, by all. */
    private static double independent(double[][] moves) {
        double ofOneSeed = Arrays.stream(moves)
                .mapToDouble(Moments::standardError)
                .map(error -> error * error)
                .average()
                .orElseThrow();
        return ofOneSeed / moves.length;
    }

    private static double[][] minus(double[][] moves) {
        return Arrays.stream(moves)
                .map(seed -> Arrays.stream(seed).map(move -> -move).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] plus(double[][] moves, double[][] others) {
        return IntStream.range(0, moves.length)
                .mapToObj(seed -> IntStream.range(0, moves[seed].length)
                        .mapToDouble(example -> moves[seed][example] + others[seed][example])
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Returns the interval that holds the true difference in a share {@code confidence} of all repetitions. */
    public Interval interval(double confidence) {
        Interval whole = mean.interval(confidence);
        double middle = mean.seeds().value();
        double reach = Wilson.quantile(confidence) * independent;
        return new Interval(
                Math.max(least, Math.min(whole.low(), middle - reach)),
                Math.min(most, Math.max(whole.high(), middle + reach)));
    }
}
