package dev.dlmbench.sphere;

import dev.dlmbench.base.Seeds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Where the bridge from a start to a corner e_k is at every time, so that a state is drawn without walking there:
 * approximately {@code Exp_mu(rho P_mu e)} with the centre {@code mu = alpha e_k + sqrt(1 - alpha^2) w}, w the
 * direction from the corner to the start, and standard normal e (RDLM, arXiv 2502.11564, section 4.2). The means of a
 * state's coordinates along e_k and w are those of the bridge: with these means m and m', {@code alpha = m / sqrt(m^2 +
 * m'^2)}, and rho gives the mean the length {@code sqrt(m^2 + m'^2)} ({@link ResultantLength}). The means are of seeded
 * {@link BridgeWalk}s, the same at every call.
 */
public final class BridgeTable {
    private static final int STEPS = 512;
    private static final int WALKS = 8192;

    /** Tables that were computed: they are functions of their settings, and take a second each. */
    private static final Map<Settings, BridgeTable> KNOWN = new ConcurrentHashMap<>();

    private record Settings(Start start, BridgeSchedule schedule, int tokens) {}

    private final Start start;
    private final int tokens;
    private final double[] alphas = new double[STEPS + 1];
    private final double[] spreads = new double[STEPS + 1];

    /**
     * Returns the table of a bridge.
     *
     * @param tokens K, which is the dimension of the sphere; at least 2
     */
    public static BridgeTable of(Start start, BridgeSchedule schedule, int tokens) {
        return KNOWN.computeIfAbsent(
                new Settings(start, schedule, tokens), asked -> new BridgeTable(start, schedule, tokens));
    }

    private BridgeTable(Start start, BridgeSchedule schedule, int tokens) {
        this.start = start;
        this.tokens = tokens;
        double[][] means = means(schedule);
        for (int i = 0; i < STEPS; i++) {
            double length = Math.hypot(means[0][i], means[1][i]);
            alphas[i] = Math.max(0, means[0][i]) / length;
            spreads[i] = ResultantLength.spread(length, tokens);
        }
        alphas[STEPS] = 1;
    }

    /** Returns the mean coordinates along the corner and along w, by step. */
    private double[][] means(BridgeSchedule schedule) {
        double[][] means = new double[2][STEPS];
        RandomGenerator random = new Seeds(0).stream("bridge table");
        for (int walk = 0; walk < WALKS; walk++) {
            BridgeWalk path = new BridgeWalk(start, tokens, random);
            for (int i = 0; i < STEPS; i++) {
                means[0][i] += path.alongCorner() / WALKS;
                means[1][i] += path.alongStart() / WALKS;
                double time = (double) i / STEPS;
                path.step(schedule.gamma(time) / STEPS, schedule.beta(time) / STEPS);
            }
        }
        return means;
    }

    /** Returns alpha at a time, the centre's coordinate along the corner. */
    public double alpha(double time) {
        return between(alphas, time);
    }

    /** Returns rho at a time, the spread around the centre. */
    public double spread(double time) {
        return between(spreads, time);
    }

    private static double between(double[] values, double time) {
        double place = time * STEPS;
        int before = (int) Math.min(STEPS - 1, place);
        return values[before] + (place - before) * (values[before + 1] - values[before]);
    }

    /** Returns a state (K + 1) at a time in [0, 1], of the bridge to a token's corner. */
    public double[] draw(int token, double time, RandomGenerator random) {
        double alpha = alpha(time);
        double spread = spread(time);
        double[] centre = start.direction(tokens, token);
        for (int i = 0; i < centre.length; i++) {
            centre[i] *= Math.sqrt(1 - alpha * alpha);
        }
        centre[token] = alpha;
        double[] tangent = Hypersphere.tangent(centre, Hypersphere.gaussian(centre.length, random));
        for (int i = 0; i < tangent.length; i++) {
            tangent[i] *= spread;
        }
        return Hypersphere.exp(centre, tangent);
    }
}
