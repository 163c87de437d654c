package dev.dlmbench.evaluation;

/**
 * A total per token over independent texts, with its standard error as a ratio of two sums.
 *
 * @param value sum of the totals by sum of the tokens
 * @param standardError by the delta method over the texts; NaN for fewer than two
 * @param texts how many
 */
public record PooledRate(double value, double standardError, int texts) {

    /**
     * Returns the pooled rate.
     *
     * @param totals of each text
     * @param tokens of each text
     */
    public static PooledRate of(double[] totals, double[] tokens) {
        double total = 0;
        double length = 0;
        for (int i = 0; i < totals.length; i++) {
            total += totals[i];
            length += tokens[i];
        }
        double rate = total / length;
        double squares = 0;
        for (int i = 0; i < totals.length; i++) {
            double residual = totals[i] - rate * tokens[i];
            squares += residual * residual;
        }
        int n = totals.length;
        double standardError = n < 2 ? Double.NaN : Math.sqrt(squares * n / (n - 1)) / length;
        return new PooledRate(rate, standardError, n);
    }
}
