package dev.dlmbench.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Upper bounds of minus the log-likelihood under a mixture of models, {@code -ln sum_i share_i p_i}, from bounds
 * {@code E_i} of {@code -ln p_i}. Both are taken for each document on its own.
 *
 * <p>By Jensen's inequality {@code sum_i share_i E_i} is one. A tighter one is {@code f(E) = -ln sum_i share_i
 * exp(-E_i)}; but f is concave, so that of estimates of the E_i its mean is below f(E), and no bound. Hence, for any
 * weights w that add up to 1,
 *
 * <pre>{@code -ln sum_i share_i exp(-E_i) <= sum_i w_i (E_i + ln(w_i / share_i))}</pre>
 *
 * again by Jensen's inequality, for {@code sum_i w_i (share_i exp(-E_i) / w_i)}; the two sides are equal for w in
 * proportion to {@code share_i exp(-E_i)}. The right side is linear in E. With unbiased estimates of the E_i, and
 * weights that their noise has no part in, its mean is therefore a bound, whatever the noise. The weights are those of
 * independent draws for the same document: of the even rounds for the odd ones' values and the other way round. Where
 * there was one round only, they are those of the mean of all other documents. Without noise the value is f(E).
 *
 * @param scores of every document, one list for each model
 * @param shares of the models, adding up to 1
 */
public record MixtureBounds(List<List<DocumentLikelihood>> scores, List<Double> shares) {

    /** Returns every document's bound by Jensen's inequality. */
    public double[] jensen() {
        double[] bound = new double[documents()];
        for (int d = 0; d < bound.length; d++) {
            double[] nats = of(d, DocumentLikelihood::nats);
            for (int i = 0; i < nats.length; i++) {
                bound[d] += shares.get(i) * nats[i];
            }
        }
        return bound;
    }

    /** Returns every document's tighter bound. */
    public double[] tighter() {
        double[] bound = new double[documents()];
        double[] totals = new double[shares.size()];
        long tokens = 0;
        for (int d = 0; d < bound.length; d++) {
            add(totals, of(d, DocumentLikelihood::nats));
            tokens += tokens(d);
        }
        for (int d = 0; d < bound.length; d++) {
            double[] even = of(d, DocumentLikelihood::even);
            double[] odd = of(d, DocumentLikelihood::odd);
            if (Arrays.stream(even).anyMatch(Double::isNaN)) {
                double[] nats = of(d, DocumentLikelihood::nats);
                bound[d] = bound(nats, weights(others(nats, tokens(d), totals, tokens)));
            } else {
                bound[d] = (bound(even, weights(odd)) + bound(odd, weights(even))) / 2;
            }
        }
        return bound;
    }

    private int documents() {
        return scores.get(0).size();
    }

    private int tokens(int document) {
        return scores.get(0).get(document).tokens();
    }

    private double[] of(int document, ToDoubleFunction<DocumentLikelihood> number) {
        List<DocumentLikelihood> own = new ArrayList<>();
        scores.forEach(model -> own.add(model.get(document)));
        return own.stream().mapToDouble(number).toArray();
    }

    private static void add(double[] totals, double[] nats) {
        for (int i = 0; i < totals.length; i++) {
            totals[i] += nats[i];
        }
    }

    /** Returns what so many tokens cost each model on average in all other documents; nothing, if there are none. */
    private static double[] others(double[] nats, int tokens, double[] totals, long allTokens) {
        double[] others = new double[nats.length];
        if (allTokens > tokens) {
            Arrays.setAll(others, i -> (totals[i] - nats[i]) / (allTokens - tokens) * tokens);
        }
        return others;
    }

    /** Returns the weights that make the bound as small as it can be: shares times exp(-nats), adding up to 1. */
    private double[] weights(double[] nats) {
        double least = Arrays.stream(nats).min().orElseThrow();
        double[] weights = new double[nats.length];
        Arrays.setAll(weights, i -> shares.get(i) * Math.exp(least - nats[i]));
        double sum = Arrays.stream(weights).sum();
        Arrays.setAll(weights, i -> weights[i] / sum);
        return weights;
    }

    private double bound(double[] nats, double[] weights) {
        double bound = 0;
        for (int i = 0; i < nats.length; i++) {
            bound += weights[i] == 0 ? 0 : weights[i] * (nats[i] + Math.log(weights[i] / shares.get(i)));
        }
        return bound;
    }
}
