package dev.dlmbench.process;

import dev.dlmbench.base.Problems;
import dev.dlmbench.sphere.BridgeSchedule;
import dev.dlmbench.sphere.Start;

/**
 * How positions walk over the hypersphere from a start to their tokens (RDLM, arXiv 2502.11564). Time runs from 0, the
 * start, to 1, the token.
 *
 * <p>Under a mixture, the walk from the uniform start is the one that is drawn and scored, and the network is never
 * trained on that walk's points from the threshold on: training then draws states of walks from the mask, which have a
 * large coordinate along the mask until they are near their corners, where those of the walk have next to none. The
 * bound is one of that walk and measures how the network extrapolates. The paper's numbers are of states of the
 * mixture, without the reading of a last point; and the uniform start of its released code has a coordinate along the
 * mask, which is 0 here.
 *
 * @param origin where walks start
 * @param threshold mixture: the time from which on training draws states of walks from the mask
 * @param betaStart beta at time 0, the variance of the noise per unit of time
 * @param betaEnd beta at time 1
 * @param low the least of the times that training draws from
 * @param high the greatest of them; other times are {@link #OUTSIDE} times as likely as these, and weigh more by that
 * @param steps T of the walk whose likelihood is bounded
 */
public record SpherePath(
        Origin origin, double threshold, double betaStart, double betaEnd, double low, double high, int steps) {
    /** How likely a time outside the interval is, relative to one inside (the published step weight). */
    static final double OUTSIDE = 1e-4;

    /** Walks from the mask under the published schedule, with all times as likely. */
    public static final SpherePath MASKED = new SpherePath(Origin.MASK, 0, 1e-3, 0.2, 0, 1, 500);

    /** Where walks start. */
    public enum Origin {
        /** At the mask. */
        MASK,
        /** At the point that is as far from one token as from another. */
        UNIFORM,
        /** As uniform; but training draws states of walks from the mask from a time on (section 3.4). */
        MIXTURE
    }

    /** Checks the settings. */
    public SpherePath {
        boolean mixture = origin == Origin.MIXTURE;
        Problems.in("process")
                .check(
                        mixture ? threshold > 0 && threshold < 1 : threshold == 0,
                        "startThreshold",
                        "must be between 0 and 1 for start mixture, and goes with no other, got %s",
                        threshold)
                .check(
                        betaStart > 0 && betaStart <= 10,
                        "betaStart",
                        "must be positive and at most 10, got %s",
                        betaStart)
                .check(betaEnd > 0 && betaEnd <= 10, "betaEnd", "must be positive and at most 10, got %s", betaEnd)
                .check(
                        low >= 0 && low < high && high <= 1,
                        "trainingTimes",
                        "must be two times in rising order from 0 to 1, got [%s, %s]",
                        low,
                        high)
                .check(steps >= 2 && steps <= 100_000, "walkSteps", "must be between 2 and 100000, got %d", steps)
                .rejectIfAny();
    }

    /** Returns the noise of a walk. */
    public BridgeSchedule schedule() {
        return new BridgeSchedule(betaStart, betaEnd);
    }

    /** Returns where a walk starts when text is drawn or scored. */
    public Start start() {
        return origin == Origin.MASK ? Start.MASK : Start.UNIFORM;
    }

    /** Returns where a walk started whose state training draws at a time. */
    Start start(double time) {
        boolean mask = origin == Origin.MASK || (origin == Origin.MIXTURE && time >= threshold);
        return mask ? Start.MASK : Start.UNIFORM;
    }

    /** Returns the time that training draws for a number in [0, 1). */
    double time(double u) {
        double before = OUTSIDE * low;
        double inside = high - low;
        double mass = u * (before + inside + OUTSIDE * (1 - high));
        if (mass < before) {
            return mass / OUTSIDE;
        }
        return mass < before + inside ? low + mass - before : high + (mass - before - inside) / OUTSIDE;
    }

    /** Returns the factor that makes up for drawing {@link #time} and not a uniform time. */
    double weight(double time) {
        double inside = high - low;
        double mass = inside + OUTSIDE * (1 - inside);
        return time >= low && time < high ? mass : mass / OUTSIDE;
    }
}
