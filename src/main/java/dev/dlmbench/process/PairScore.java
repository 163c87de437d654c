package dev.dlmbench.process;

import dev.dlmbench.backbone.Backbone;
import java.util.Arrays;
import java.util.List;

/**
 * The log weight that an energy gives a candidate: minus the energy of the pair of its tokens and of the same with the
 * mask where tokens are scored (EDLM, arXiv 2410.21357, section 3). It is relative to the proposal that the energy
 * learnt to correct, and no likelihood.
 *
 * @param energy the network
 */
record PairScore(Backbone energy) implements CandidateScore {
    /** Pairs weighed in one call. */
    private static final int TOGETHER = 256;

    @Override
    public Scores score(List<Candidate> candidates) {
        double[] logWeights = new double[candidates.size()];
        int start = 0;
        while (start < candidates.size()) {
            int length = candidates.get(start).tokens().length;
            int end = start + 1;
            while (end < Math.min(candidates.size(), start + TOGETHER)
                    && candidates.get(end).tokens().length == length) {
                end++;
            }
            float[] found = energy.energies(end - start, pairs(candidates.subList(start, end), length));
            for (int i = start; i < end; i++) {
                logWeights[i] = -found[i - start];
            }
            start = end;
        }
        long[] calls = new long[candidates.size()];
        Arrays.fill(calls, 1);
        return new Scores(logWeights, calls);
    }

    private int[] pairs(List<Candidate> candidates, int length) {
        int mask = energy.vocabulary() - 1;
        int[] pairs = new int[2 * length * candidates.size()];
        for (int c = 0; c < candidates.size(); c++) {
            Candidate candidate = candidates.get(c);
            for (int i = 0; i < length; i++) {
                int token = candidate.tokens()[i];
                pairs[2 * c * length + i] = candidate.counted()[i] ? mask : token;
                pairs[(2 * c + 1) * length + i] = token;
            }
        }
        return pairs;
    }
}
