package dev.dlmbench.evaluation;

import java.util.List;

/**
 * Upper bounds of minus the log-likelihood under a mixture of models, from bounds under each: by Jensen's inequality
 * {@code sum_i share_i E_i}, and, tighter, {@code -ln sum_i share_i exp(-E_i)}. Both are taken for each document on its
 * own. Where the {@code E_i} are noisy estimates the second is biased low by their noise.
 *
 * @param nats of every document, one array for each model
 * @param shares of the models, adding up to 1
 */
public record MixtureBounds(List<double[]> nats, List<Double> shares) {

    /** Returns every document's bound by Jensen's inequality. */
    public double[] jensen() {
        double[] bound = new double[nats.get(0).length];
        for (int i = 0; i < shares.size(); i++) {
            for (int d = 0; d < bound.length; d++) {
                bound[d] += shares.get(i) * nats.get(i)[d];
            }
        }
        return bound;
    }

    /** Returns every document's bound by the mixture of likelihoods. */
    public double[] logSumExp() {
        double[] bound = new double[nats.get(0).length];
        for (int d = 0; d < bound.length; d++) {
            double least = Double.POSITIVE_INFINITY;
            for (double[] model : nats) {
                least = Math.min(least, model[d]);
            }
            double sum = 0;
            for (int i = 0; i < shares.size(); i++) {
                sum += shares.get(i) * Math.exp(least - nats.get(i)[d]);
            }
            bound[d] = least - Math.log(sum);
        }
        return bound;
    }
}
