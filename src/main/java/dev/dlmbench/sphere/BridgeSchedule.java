package dev.dlmbench.sphere;

/**
 * The noise of a bridge that ends in a given corner, and how strongly it is drawn there: {@code dX = gamma_t log_X(e_k)
 * dt + sqrt(beta_t) dB} (RDLM, arXiv 2502.11564, section 3.2), with {@code beta_t = first^(1 - t) last^t} and
 * {@code gamma_t = beta_t / (integral of beta from t to 1)}. Time runs from 0, the start, to 1, the corner.
 *
 * @param first beta at time 0, positive
 * @param last beta at time 1, positive
 */
public record BridgeSchedule(double first, double last) {
    /** The schedule of the published models. */
    public static final BridgeSchedule PUBLISHED = new BridgeSchedule(1e-3, 0.2);

    /** Returns beta, the variance of the noise in each direction per unit of time. */
    public double beta(double time) {
        return first * Math.pow(last / first, time);
    }

    /** Returns gamma, the share of the way to the corner that the drift goes per unit of time; infinite at time 1. */
    public double gamma(double time) {
        double growth = Math.log(last / first);
        double left = 1 - time;
        return growth == 0 ? 1 / left : growth / Math.expm1(growth * left);
    }
}
