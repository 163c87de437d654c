package dev.dlmbench.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses among positions. */
final class Selection {
    private Selection() {}

    /** Returns the places of the {@code count} largest scores, the largest first; of equal ones the first. */
    static int[] largest(double[] scores, int count) {
        Integer[] places = new Integer[scores.length];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, (a, b) -> Double.compare(scores[b], scores[a]));
        int[] chosen = new int[Math.min(count, scores.length)];
        Arrays.setAll(chosen, i -> places[i]);
        return chosen;
    }

    /**
     * Returns {@code count} places drawn one after another without replacement, each in proportion to exp(score /
     * temperature) among those left: the largest of scores with Gumbel noise on top.
     */
    static int[] drawn(double[] scores, double temperature, int count, SplittableRandom random) {
        double[] noisy = new double[scores.length];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = scores[i] / temperature - Math.log(-Math.log(positive(random)));
        }
        return largest(noisy, count);
    }

    /** Returns {@code count} places drawn without replacement in proportion to their weights, which may be 0. */
    static int[] proportional(double[] weights, int count, SplittableRandom random) {
        double[] keys = new double[weights.length];
        for (int i = 0; i < keys.length; i++) {
            double u = positive(random);
            keys[i] = weights[i] > 0 ? Math.log(u) / weights[i] : -Double.MAX_VALUE * (1 - u / 2);
        }
        return largest(keys, count);
    }

    private static double positive(SplittableRandom random) {
        return Math.max(random.nextDouble(), Double.MIN_NORMAL);
    }

    /** Returns how many of the best confidences, sorted falling, the factor rule accepts; at least one (Fast-dLLM). */
    static int factor(double[] falling, double factor) {
        int accepted = 1;
        while (accepted < falling.length && (accepted + 2) * (1 - falling[accepted]) < factor) {
            accepted++;
        }
        return accepted;
    }

    /** Returns how many of the best confidences, sorted falling, reach the threshold; at least one (Fast-dLLM). */
    static int threshold(double[] falling, double threshold) {
        int accepted = 1;
        while (accepted < falling.length && falling[accepted] >= threshold) {
            accepted++;
        }
        return accepted;
    }
}
