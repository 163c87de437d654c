package dev.dlmbench.sphere;

import java.util.random.RandomGenerator;

/**
 * A geodesic random walk along the bridge from a start to a corner e_k, as far as its law goes. The drift lies in the
 * plane of the point and the corner and the noise prefers no direction, so the law is the same after every rotation
 * that leaves corner and start in place: of a point's d + 1 coordinates it is enough to know that along the corner,
 * that along the direction w from the corner to the start, and the length of the rest. These three walk by themselves,
 * with the noise of the other directions in their length alone, and {@link #point} gives the rest a direction.
 *
 * <p>Their stochastic differential equations are {@code dz = (gamma theta / sin(theta) (y_k - z_k z) - d beta z / 2) dt
 * + sqrt(beta (1 - z^2)) dB} for {@code z = <X, y>}, y the corner or w, with the cosine z_k of the corner's angle theta
 * (RDLM, arXiv 2502.11564, appendix A); the noises of two coordinates have the covariance {@code beta (<y, y'> - z
 * z')}.
 */
public final class BridgeWalk {
    private final int dimension;
    private final RandomGenerator random;
    private double corner;
    private double start;
    private double rest;

    /** Begins at a start, on the sphere of {@code tokens} + 1 corners. */
    public BridgeWalk(Start start, int tokens, RandomGenerator random) {
        this.dimension = tokens;
        this.random = random;
        this.corner = start.cosine(tokens);
        this.start = Math.sqrt(1 - corner * corner);
    }

    /** Returns the coordinate along the corner. */
    public double alongCorner() {
        return corner;
    }

    /** Returns the coordinate along w. */
    double alongStart() {
        return start;
    }

    /**
     * Takes a step.
     *
     * @param gain gamma times the step's length in time
     * @param variance beta times the step's length in time
     */
    public void step(double gain, double variance) {
        double pull = gain * Hypersphere.stretch(corner);
        double scale = Math.sqrt(variance);
        double toCorner = random.nextGaussian();
        double toStart = random.nextGaussian();
        double outward = dimension > 1 ? random.nextGaussian() : 0;
        double outwards = toCorner * corner + toStart * start + outward * rest; // off the sphere
        double vCorner = pull * (1 - corner * corner) + scale * (toCorner - outwards * corner);
        double vStart = -pull * corner * start + scale * (toStart - outwards * start);
        double vRest = -pull * corner * rest + scale * (outward - outwards * rest);
        double square = dimension > 2 ? variance * chiSquare(dimension - 2) : 0;
        double angle = Math.sqrt(vCorner * vCorner + vStart * vStart + vRest * vRest + square);
        double cosine = Math.cos(angle);
        double share = Hypersphere.sineShare(angle);
        corner = cosine * corner + share * vCorner;
        start = cosine * start + share * vStart;
        double kept = cosine * rest + share * vRest;
        rest = Math.sqrt(kept * kept + share * share * square);
    }

    /**
     * Returns a point of the walk (d + 1), whose rest points anywhere.
     *
     * @param token whose corner it is
     */
    public double[] point(Start from, int token) {
        double[] w = from.direction(dimension, token);
        double[] other = Hypersphere.gaussian(dimension + 1, random);
        other[token] = 0;
        other = Hypersphere.unit(Hypersphere.tangent(w, other));
        for (int i = 0; i < other.length; i++) {
            other[i] = start * w[i] + rest * other[i];
        }
        other[token] = corner;
        return Hypersphere.unit(other);
    }

    /** Returns the sum of so many squared normal numbers: twice a gamma variable (Marsaglia and Tsang, 2000). */
    private double chiSquare(int degrees) {
        double shape = degrees / 2.0;
        double boost = 1;
        if (shape < 1) {
            boost = Math.pow(1 - random.nextDouble(), 1 / shape);
            shape += 1;
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (root > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return 2 * d * v * boost;
            }
        }
    }
}
