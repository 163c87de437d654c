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

    /** Scores candidates side by side. */
    Scores score(List<Candidate> candidates);

    /**
     * Scores texts side by side.
     *
     * @param texts of any length each
     * @param known tokens at the start of every text that it is given, such as a prompt
     */
    default Scores score(List<int[]> texts, int known) {
        return score(texts.stream().map(text -> Candidate.behind(text, known)).toList());
    }

    /**
     * A sequence that is scored.
     *
     * @param tokens of any number
     * @param counted which of them are scored; the others are given
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Candidate(int[] tokens, boolean[] counted) {

        /** Returns a text of which all is scored behind {@code known} tokens. */
        public static Candidate behind(int[] text, int known) {
            boolean[] counted = new boolean[text.length];
            Arrays.fill(counted, Math.min(known, text.length), text.length, true);
            return new Candidate(text, counted);
        }

        /** Returns whether any token of a stretch is scored. */
        public boolean counts(int from, int to) {
            for (int i = from; i < to; i++) {
                if (counted[i]) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Returns how many tokens at the start are given.
         *
         * @throws IllegalArgumentException if others are, too
         */
        private int known() {
            int known = 0;
            while (known < tokens.length && !counted[known]) {
                known++;
            }
            for (int i = known; i < tokens.length; i++) {
                if (!counted[i]) {
                    throw new IllegalArgumentException("a source scores all tokens behind those that it is given");
                }
            }
            return known;
        }
    }

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
        return candidates -> new Scores(
                candidates.stream()
                        .mapToDouble(candidate -> source.logLikelihood(candidate.tokens(), candidate.known()))
                        .toArray(),
                new long[candidates.size()]);
    }
}
