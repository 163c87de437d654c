package dev.dlmbench.statistics;

/**
 * How many neighbours in a series belong together, found from its autocorrelation: the length of the blocks that a
 * circular block bootstrap of the mean should draw (D. N. Politis and H. White, Econometric Reviews 23, 2004; corrected
 * by A. Patton, D. N. Politis and H. White, Econometric Reviews 28, 2009).
 */
final class BlockLength {
    /** Autocorrelations within this many standard deviations of 0, for large samples, count as 0. */
    private static final double CRITICAL = 2;

    private static final int FEWEST_IN_A_ROW = 5;

    private BlockLength() {}

    /**
     * Returns the length of a block.
     *
     * @param autocovariances from lag 0 on, at least up to {@link #lags}; the first is positive
     * @param n values of the series
     * @return at least 1 and at most a third of the series
     */
    static double of(double[] autocovariances, int n) {
        int row = inARow(n);
        int bandwidth = Math.min(2 * firstOfARow(autocovariances, n, row), lags(n));
        double weighted = 0; // of lags by autocovariance
        double spectrum = autocovariances[0];
        for (int lag = 1; lag <= bandwidth; lag++) {
            double share = (double) lag / bandwidth;
            double taper = share <= 0.5 ? 1 : 2 * (1 - share); // flat-top
            weighted += 2 * taper * lag * autocovariances[lag];
            spectrum += 2 * taper * autocovariances[lag];
        }
        double length = Math.cbrt(1.5 * weighted * weighted / (spectrum * spectrum) * n);
        double most = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3.0));
        return spectrum > 0 ? Math.max(1, Math.min(Math.ceil(length), most)) : most;
    }

    /** Returns the largest lag that is looked at in {@code n} values. */
    static int lags(int n) {
        return Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)) + inARow(n));
    }

    private static int inARow(int n) {
        return Math.max(FEWEST_IN_A_ROW, (int) Math.ceil(Math.sqrt(Math.log10(n))));
    }

    /**
     * Returns the lag from which on a row of autocorrelations counts as 0, else the one behind the last that does not.
     */
    private static int firstOfARow(double[] autocovariances, int n, int row) {
        double least = CRITICAL * Math.sqrt(Math.log10(n) / n) * autocovariances[0];
        int last = 0;
        for (int lag = 1; lag <= lags(n) && lag - last <= row; lag++) {
            if (Math.abs(autocovariances[lag]) >= least) {
                last = lag;
            }
        }
        return last + 1;
    }
}
