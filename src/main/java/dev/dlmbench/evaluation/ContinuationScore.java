package dev.dlmbench.evaluation;

import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Moments;
import java.util.Arrays;

/**
 * How likely a continuation is.
 *
 * @param tokens how many it has
 * @param rounds in nats: minus its log-likelihood given its prompt, or unbiased estimates of an upper bound of that,
 *     one for each round of noise; a single value where no noise is drawn
 */
@SuppressWarnings("ArrayRecordComponent") // read here alone
public record ContinuationScore(int tokens, double[] rounds) {

    /** Returns the mean over the rounds, in nats. */
    public double nats() {
        return Moments.mean(rounds);
    }

    /** Returns the standard error that the noise leaves in the nats; 0 where none is drawn. */
    public double standardError() {
        return rounds.length == 1 ? 0 : Moments.standardError(rounds);
    }

    /** Returns how many nats this one has more than {@code other}, round by round where the two share their noise. */
    public Estimate minus(ContinuationScore other) {
        int most = Math.max(rounds.length, other.rounds.length);
        return most == 1
                ? new Estimate(rounds[0] - other.rounds[0], 0, 1)
                : Estimate.ofPairs(other.over(most), over(most));
    }

    private double[] over(int count) {
        double[] values = Arrays.copyOf(rounds, count);
        if (rounds.length == 1) {
            Arrays.fill(values, rounds[0]);
        }
        return values;
    }
}
