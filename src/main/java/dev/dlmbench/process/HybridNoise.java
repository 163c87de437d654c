package dev.dlmbench.process;

/**
 * Masks and uniform tokens (GIDD, arXiv 2503.04482, section 3, with gamma = 1): alpha = (1 - t) / C, mask t / C,
 * uniform c / C, where c = 2 p sqrt(t (1 - t)) / (1 - p) and C = 1 + c. At both ends no token is uniform; halfway a
 * share p is.
 *
 * @param share p, at least 0 and below 1; 0 is masked noise alone
 */
public record HybridNoise(double share) implements Noise {

    /** Returns B, the factor of sqrt(t (1 - t)) in c. */
    @Override
    public double factor() {
        return 2 * share / (1 - share);
    }

    private double c(double t) {
        return factor() * Math.sqrt(t * (1 - t));
    }

    private double cSlope(double t) {
        return share == 0 ? 0 : factor() * (1 - 2 * t) / (2 * Math.sqrt(t * (1 - t)));
    }

    private double whole(double t) {
        return 1 + c(t);
    }

    @Override
    public double alpha(double t) {
        return (1 - t) / whole(t);
    }

    @Override
    public double slope(double t) {
        return (-whole(t) - (1 - t) * cSlope(t)) / (whole(t) * whole(t));
    }

    @Override
    public double uniform(double t) {
        return c(t) / whole(t);
    }

    @Override
    public double uniformSlope(double t) {
        return cSlope(t) / (whole(t) * whole(t));
    }

    @Override
    public double masked(double t) {
        return t / whole(t);
    }

    @Override
    public double maskedSlope(double t) {
        return (whole(t) - t * cSlope(t)) / (whole(t) * whole(t));
    }

    /** Returns GIDD's own distance (arXiv 2503.04482, appendix). */
    @Override
    public double end() {
        return 1e-4;
    }
}
