package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * A proportion over seeds that all were asked the same examples, such as accuracy, where other seeds and other examples
 * would have given another.
 *
 * <p>{@link CrossedMean} says how far seeds and examples move it. Its interval is symmetric, may leave 0 and 1, and is
 * a point where all is right. So its half width is only taken to say how many independent examples would be as sure,
 * and the interval is {@link Wilson}'s for that many (E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998, for
 * the number with the quantiles of Student's t in it; N. Dean and M. Pagano, J. Surv. Stat. Methodol. 3, 2015, for
 * Wilson's interval on it). Three rules bound the number:
 *
 * <ul>
 *   <li>With one seed it is that of the examples at least, and so plain Wilson where each is right or wrong, which says
 *       nothing of other seeds.
 *   <li>Where every seed is right, or wrong, everywhere, nothing tells seeds from examples, and it is that of the
 *       examples.
 *   <li>It never exceeds seeds times examples times what each is worth: all answers cannot tell more than as many that
 *       are independent.
 * </ul>
 *
 * <p>In simulations of three seeds with 200 and 1000 examples, intervals of 95 % cover 95 to 99 % for proportions of
 * 0.02 to 0.99, as long as seeds scatter by up to 9 points at 0.5, and accordingly less towards 0 and 1. Where they
 * scatter by 18, three rarely show one of the few that make up the mean, and near the ends as few as 90 % hold the
 * truth.
 *
 * @param mean over seeds and examples
 * @param seeds at least one
 * @param examples of each seed
 * @param worth how many independent values each example of each seed is the mean of; need not be whole
 */
public record CrossedProportion(CrossedMean mean, int seeds, int examples, double worth) {

    /**
     * Returns the proportion of what is right.
     *
     * @param right for each seed and each example 1 or 0, or between them where an example is right in part, such as in
     *     a vote; in the order of the examples, of which several seeds need two
     * @throws IllegalArgumentException if there are none, seeds differ in their number, or a value is not from 0 to 1
     */
    public static CrossedProportion of(double[][] right) {
        return of(right, 1);
    }

    /**
     * Returns the proportion of what is right of several answers to each example.
     *
     * @param right for each seed and each example the share of its answers that are right, in the order of the
     *     examples, of which several seeds need two
     * @param worth how many independent values each of them is the mean of: the answers to the example; n / k where the
     *     value is the mean over all choices of k of n answers, whose variance is at most that of n / k choices that
     *     have no answer in common (W. Hoeffding, Ann. Math. Stat. 19, 1948, section 5)
     * @throws IllegalArgumentException if there are none, seeds differ in their number, or a value is not from 0 to 1
     */
    public static CrossedProportion of(double[][] right, double worth) {
        check(right);
        double[] shares = Arrays.stream(right).mapToDouble(Moments::mean).toArray();
        double[][] moves = new double[right.length][right[0].length];
        for (int seed = 0; seed < right.length; seed++) {
            double[] given = right[seed];
            double share = shares[seed];
            Arrays.setAll(moves[seed], example -> given[example] - share);
        }
        Estimate across = right.length == 1 ? new Estimate(shares[0], 0, 1) : Estimate.ofMean(shares);
        return new CrossedProportion(
                CrossedMean.of(across, List.<double[][]>of(moves), false), right.length, right[0].length, worth);
    }

    private static void check(double[][] right) {
        if (right.length == 0 || right[0].length < Math.min(2, right.length)) {
            throw new IllegalArgumentException("a proportion needs an example, and two with several seeds");
        }
        for (double[] answers : right) {
            if (answers.length != right[0].length) {
                throw new IllegalArgumentException(
                        "seeds differ in their examples: " + right[0].length + " and " + answers.length);
            }
            if (!Arrays.stream(answers).allMatch(answer -> answer >= 0 && answer <= 1)) {
                throw new IllegalArgumentException("an answer is right by 0 to 1");
            }
        }
    }

    /** Returns the proportion. */
    public double value() {
        return mean.seeds().value();
    }

    /** Returns the interval that holds the true proportion in a share {@code confidence} of all repetitions. */
    public Interval interval(double confidence) {
        return Wilson.interval(value(), size(confidence), confidence);
    }

    /** Returns how many independent examples would be as sure at this confidence. */
    private double size(double confidence) {
        double spread = value() * (1 - value());
        if (examples == 1 || spread == 0) {
            return examples;
        }
        double errors = (mean.interval(confidence).high() - value()) / Wilson.quantile(confidence);
        double size = Math.min(spread / (errors * errors), seeds * examples * worth);
        return seeds == 1 ? Math.max(size, examples) : size;
    }
}
