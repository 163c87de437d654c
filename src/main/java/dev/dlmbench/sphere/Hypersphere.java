package dev.dlmbench.sphere;

import java.util.random.RandomGenerator;

/**
 * Operations on the unit sphere of dimension d, whose points are unit vectors of d + 1 numbers. Angles are in radians;
 * nothing changes its arguments.
 */
public final class Hypersphere {
    /** An angle and its sine are one number below this. */
    private static final double SMALL = 1e-8;

    /** The cosine of the widest angle that is told from another: opposite points have no direction. As in the loss. */
    private static final double OPPOSITE = -0.999999;

    private Hypersphere() {}

    /** Returns the inner product of two vectors. */
    public static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Returns a vector of length 1 in the direction of {@code x}, which is not zero. */
    public static double[] unit(double[] x) {
        double length = Math.sqrt(dot(x, x));
        double[] unit = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            unit[i] = x[i] / length;
        }
        return unit;
    }

    /**
     * Returns {@code theta / sin(theta)} of the angle with a cosine, which rounding may have left outside [-1, 1]; of
     * wider angles than that of {@code -0.999999}, what it is there.
     */
    public static double stretch(double cosine) {
        double angle = Math.acos(Math.max(OPPOSITE, Math.min(1, cosine)));
        return angle < SMALL ? 1 : angle / Math.sin(angle);
    }

    /** Returns the part of a vector that is tangent to the sphere at {@code x}. */
    public static double[] tangent(double[] x, double[] vector) {
        double along = dot(x, vector);
        double[] tangent = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            tangent[i] = vector[i] - along * x[i];
        }
        return tangent;
    }

    /**
     * Returns the tangent vector at {@code x} that leads to {@code y}; as long as the angle between them, and shorter
     * where they are all but opposite.
     */
    public static double[] log(double[] x, double[] y) {
        double cosine = dot(x, y);
        double stretch = stretch(cosine);
        double[] log = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            log[i] = stretch * (y[i] - cosine * x[i]);
        }
        return log;
    }

    /** Returns the point that a tangent vector at {@code x} leads to, rounded back to length 1. */
    public static double[] exp(double[] x, double[] tangent) {
        double angle = Math.sqrt(dot(tangent, tangent));
        double cosine = Math.cos(angle);
        double share = sineShare(angle);
        double[] point = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            point[i] = cosine * x[i] + share * tangent[i];
        }
        return unit(point);
    }

    /** Returns {@code sin(angle) / angle}. */
    static double sineShare(double angle) {
        return angle < SMALL ? 1 : Math.sin(angle) / angle;
    }

    /**
     * Returns the next point of a geodesic random walk: the one that drift and noise lead to together.
     *
     * @param drift a tangent vector at {@code x}, for the whole step
     * @param variance of the noise in each direction, for the whole step
     */
    public static double[] step(double[] x, double[] drift, double variance, RandomGenerator random) {
        double scale = Math.sqrt(variance);
        double[] noise = tangent(x, gaussian(x.length, random));
        for (int i = 0; i < x.length; i++) {
            noise[i] = drift[i] + scale * noise[i];
        }
        return exp(x, noise);
    }

    /** Returns independent standard normal numbers. */
    static double[] gaussian(int count, RandomGenerator random) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian();
        }
        return numbers;
    }
}
