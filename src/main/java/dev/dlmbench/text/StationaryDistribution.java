package dev.dlmbench.text;

import java.util.Arrays;

/**
 * The long-run share of time that an irreducible Markov chain spends in each state.
 *
 * <p>Uses the elimination of Grassmann, Taksar and Heyman (1985), which subtracts nothing and so keeps every digit
 * however rarely the chain moves; iterating would need as many rounds as the chain needs steps to mix.
 */
final class StationaryDistribution {
    private StationaryDistribution() {}

    /**
     * Returns the distribution.
     *
     * @param transition a square table, one row per state
     * @throws IllegalArgumentException if some states cannot be left for the others, so that there is no one answer
     */
    static double[] of(double[][] transition) {
        double[][] left = Arrays.stream(transition).map(double[]::clone).toArray(double[][]::new);
        int states = left.length;
        for (int k = states - 1; k > 0; k--) {
            eliminate(left, k);
        }
        double[] shares = new double[states];
        shares[0] = 1;
        double sum = 1;
        for (int k = 1; k < states; k++) {
            for (int i = 0; i < k; i++) {
                shares[k] += shares[i] * left[i][k];
            }
            sum += shares[k];
        }
        for (int k = 0; k < states; k++) {
            shares[k] /= sum;
        }
        return shares;
    }

    /** Watches the chain only while it is in the first {@code k} states. */
    private static void eliminate(double[][] left, int k) {
        double leaving = 0;
        for (int j = 0; j < k; j++) {
            leaving += left[k][j];
        }
        if (leaving == 0) {
            throw new IllegalArgumentException("the chain cannot get from state " + k + " to the states before it");
        }
        for (int i = 0; i < k; i++) {
            left[i][k] /= leaving;
            for (int j = 0; j < k && left[i][k] > 0; j++) {
                left[i][j] += left[i][k] * left[k][j];
            }
        }
    }
}
