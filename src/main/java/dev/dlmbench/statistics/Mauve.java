package dev.dlmbench.statistics;

import java.util.Arrays;

/**
 * How alike two histograms are, from 0 to 1: the area under the curve of what each has that the other lacks (K.
 * Pillutla et al., MAUVE, NeurIPS 2021). It is 1 for equal histograms.
 */
public final class Mauve {
    /** By how much the curve shrinks divergences, as published. */
    private static final double SCALE = 5;

    /** Mixtures of the two, from almost all of one to almost all of the other. */
    private static final int MIXTURES = 25;

    private static final double NEAREST = 1e-6;

    /** What is added to every count (R. Krichevsky and V. Trofimov, IEEE Trans. Inf. Theory 27, 1981). */
    private static final double ADDED = 0.5;

    private Mauve() {}

    /** Returns it for two histograms over the same clusters, each of which adds up to 1. */
    public static double of(double[] p, double[] q) {
        return of(p, q, MIXTURES);
    }

    /** Returns the same with another number of mixtures. */
    static double of(double[] p, double[] q, int mixtures) {
        double area = 0;
        double x = 1; // from (1, 0), over what is almost q and what is almost p, to (0, 1)
        double y = 0;
        for (int i = 0; i < mixtures; i++) {
            double[] mixed = mixed(p, q, NEAREST + (1 - 2 * NEAREST) * i / (mixtures - 1));
            double nextX = Math.exp(-SCALE * divergence(q, mixed));
            double nextY = Math.exp(-SCALE * divergence(p, mixed));
            area += (x - nextX) * (y + nextY) / 2;
            x = nextX;
            y = nextY;
        }
        return area + x * (y + 1) / 2;
    }

    private static double[] mixed(double[] p, double[] q, double weight) {
        double[] mixed = new double[p.length];
        Arrays.setAll(mixed, k -> weight * p[k] + (1 - weight) * q[k]);
        return mixed;
    }

    /** Returns shares of counts, each with 1/2 added to it, so that no cluster is impossible. */
    public static double[] smoothed(int[] counts) {
        double all = Arrays.stream(counts).sum() + ADDED * counts.length;
        return Arrays.stream(counts).mapToDouble(count -> (count + ADDED) / all).toArray();
    }

    /** Returns shares of counts. */
    public static double[] shares(int[] counts) {
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(count -> count / all).toArray();
    }

    /** Returns the Kullback-Leibler divergence of {@code r} from {@code p} in nats. */
    private static double divergence(double[] p, double[] r) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            if (p[k] > 0) {
                sum += p[k] * Math.log(p[k] / r[k]);
            }
        }
        return sum;
    }
}
