package dev.dlmbench.process;

/**
 * Uniform tokens alone (UDLM, arXiv 2412.10193; Duo, 2506.10892).
 *
 * @param schedule of alpha
 */
public record UniformNoise(NoiseSchedule schedule) implements Noise {
    @Override
    public double alpha(double t) {
        return schedule.alpha(t);
    }

    @Override
    public double slope(double t) {
        return schedule.slope(t);
    }

    @Override
    public double uniform(double t) {
        return 1 - schedule.alpha(t);
    }

    @Override
    public double uniformSlope(double t) {
        return -schedule.slope(t);
    }

    @Override
    public double masked(double t) {
        return 0;
    }

    @Override
    public double maskedSlope(double t) {
        return 0;
    }

    @Override
    public double end() {
        return 1e-3;
    }

    @Override
    public double factor() {
        return 1;
    }
}
