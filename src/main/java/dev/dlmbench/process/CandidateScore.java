package dev.dlmbench.process;

import dev.dlmbench.text.ExactSource;
import java.util.Arrays;
import java.util.List;

/**
 * A log weight for every candidate, of its tokens as a whole: an evaluator's log-likelihood is one, and so is an
 * energy. A {@link Denoiser} has losses for every position instead.
 */
@FunctionalInterface
public interface CandidateScore {

    /**
     * Scores candidates side by side.
     *
     * @param candidates of any length each
     * @param known tokens at the start of every candidate that it is given, such as a prompt
     */
    Scores score(List<int[]> candidates, int known);

    /**
     * What was found, and what it cost.
     *
     * @param logWeights of the candidates, in nats
     * @param calls of a network that each candidate took part in
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Scores(double[] logWeights, long[] calls) {

        /** Returns minus the log weights: where they are log-likelihoods, what the candidates cost in nats. */
        public double[] nats() {
            return Arrays.stream(logWeights).map(weight -> 0 - weight).toArray();
        }
    }

    /** Returns the log-likelihood under the source that made the corpus. */
    static CandidateScore of(ExactSource source) {
        return (candidates, known) -> new Scores(
                candidates.stream()
                        .mapToDouble(candidate -> source.logLikelihood(candidate, known))
                        .toArray(),
                new long[candidates.size()]);
    }
}
