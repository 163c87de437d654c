package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How a training loss was moving when training ended.
 *
 * <p>The last third of the steps is cut into 24 batches of equal length, give or take a step. The means of the batches,
 * whose errors are nearly independent even where those of single steps are not (batch means: A. M. Law, Simulation
 * Modeling and Analysis, section 9.5.3), are regressed on the step. The fall is the slope over a sixth of the training:
 * what another stretch as long as half of what was looked at would still gain.
 *
 * <p>A learning rate that falls lets the loss fall, too, by less noise in the weights and not by more learning. Where
 * the rate changes within the last third it is a second regressor, and only what goes with the steps at an equal rate
 * counts. Where the rate changes in proportion to the steps, as in a linear decay, the two cannot be told apart and
 * there is no trend.
 *
 * <p>What this cannot see: a fall in a loss that scatters more. Where single steps scatter by s, the standard error of
 * the fall is 3 s / sqrt(n) over n steps at a constant rate, and a fall of 10.5 s / sqrt(n) is found in half of all
 * cases. Nor does it see a plateau that the model would have left later, such as that of one that has learned nothing
 * but the frequencies of tokens: a loss that does not move says that nothing is being learned, not that everything was.
 * Nor does it know where a training begins to measure its loss otherwise, as in another window of mask rates.
 *
 * @param fall in the unit of the loss, over a sixth of the training; negative where the loss rises
 * @param pValue of the hypothesis that the loss did not fall, one-sided
 */
public record LossTrend(double fall, double pValue) {
    /** The fall, in nats per token, from which on a model is still learning: 1 % of its perplexity. */
    public static final double THRESHOLD = 0.01;

    private static final double SIGNIFICANCE = 0.001;
    private static final int BATCHES = 24;

    /** What the squares of a regressor must be of themselves when another is taken out of it. */
    private static final double DISTINCT = 1e-6;

    /**
     * Returns the trend of {@code losses}, one for each step; nothing for fewer than 72 steps, or where the learning
     * rate explains the steps.
     *
     * @param losses of the steps' batches, in their order
     * @param learningRates of the same steps
     */
    public static Optional<LossTrend> of(double[] losses, double[] learningRates) {
        if (losses.length != learningRates.length) {
            throw new IllegalArgumentException(
                    "every loss needs a learning rate, got " + losses.length + " and " + learningRates.length);
        }
        if (losses.length < 3 * BATCHES) {
            return Optional.empty();
        }
        double[] steps = new double[losses.length];
        Arrays.setAll(steps, step -> step);
        double[] rates = batchMeans(learningRates);
        double[] loss = centred(batchMeans(losses));
        double[] rate = centred(rates);
        double[] step = centred(batchMeans(steps));
        double squares = product(step, step);
        int degrees = BATCHES - 2;
        if (product(rate, rate) > DISTINCT * Math.pow(Moments.mean(rates), 2)) {
            loss = without(rate, loss);
            step = without(rate, step);
            degrees--;
        }
        if (product(step, step) < DISTINCT * squares) {
            return Optional.empty();
        }
        double slope = product(step, loss) / product(step, step);
        double[] rest = without(step, loss);
        double error = Math.sqrt(product(rest, rest) / degrees / product(step, step));
        double stretch = losses.length / 6.0;
        return Optional.of(new LossTrend(-slope * stretch, pValue(-slope, error, degrees)));
    }

    private static double pValue(double fall, double error, int degrees) {
        if (error == 0) {
            return fall > 0 ? 0 : 1;
        }
        return TDistribution.of(degrees).survivalProbability(fall / error);
    }

    /**
     * Returns whether the model was still learning: the loss fell by more than {@link #THRESHOLD}, and that is no
     * accident at a level of 0.1 %, as a report tests dozens of models.
     */
    public boolean learning() {
        return fall > THRESHOLD && pValue < SIGNIFICANCE;
    }

    /** Returns the means of the batches that the last third of {@code values} is cut into. */
    private static double[] batchMeans(double[] values) {
        double[] means = new double[BATCHES];
        int third = values.length / 3;
        int first = values.length - third;
        for (int batch = 0; batch < BATCHES; batch++) {
            int begin = first + (int) ((long) batch * third / BATCHES);
            int end = first + (int) ((batch + 1L) * third / BATCHES);
            means[batch] = Moments.mean(Arrays.copyOfRange(values, begin, end));
        }
        return means;
    }

    private static double[] centred(double[] values) {
        double mean = Moments.mean(values);
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    /** Returns what is left of {@code values} when they are regressed on {@code regressor}; both have a mean of 0. */
    private static double[] without(double[] regressor, double[] values) {
        double slope = product(regressor, values) / product(regressor, regressor);
        double[] rest = new double[values.length];
        Arrays.setAll(rest, i -> values[i] - slope * regressor[i]);
        return rest;
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
