package dev.dlmbench.sphere;

/**
 * The length of the mean of points spread around a centre: for {@code Exp_mu(rho P_mu e)} with standard normal e on the
 * sphere of dimension d, the mean is {@code E cos(rho chi_d) mu}, chi_d the length of d standard normal numbers. As a
 * series in rho squared that is {@code 1F1(d / 2; 1 / 2; -rho^2 / 2)}, without any other factor.
 */
final class ResultantLength {
    private static final int HALVINGS = 100;
    private static final int TERMS = 10_000;

    private ResultantLength() {}

    /**
     * Returns the length of the mean for a spread rho, from 1 at rho = 0 down past 0. By Kummer's transformation it is
     * {@code e^-x 1F1((1 - d) / 2; 1 / 2; x)} with {@code x = rho^2 / 2}, a polynomial where d is odd.
     */
    static double of(double rho, int dimension) {
        double x = rho * rho / 2;
        double term = 1;
        double sum = 1;
        for (int n = 0; n < TERMS && Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= ((1 - dimension) / 2.0 + n) * x / ((0.5 + n) * (n + 1));
            sum += term;
        }
        return Math.exp(-x) * sum;
    }

    /**
     * Returns the least spread rho that gives a length.
     *
     * @param length in (0, 1]
     */
    static double spread(double length, int dimension) {
        if (length >= 1) {
            return 0;
        }
        double high = 0.1 / Math.sqrt(dimension); // falls all the way to its first zero, in steps too small to miss it
        while (of(high, dimension) > length) {
            high *= 1.25;
        }
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (of(middle, dimension) > length) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
