package dev.dlmbench.evaluation;

import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.CandidateScore;
import dev.dlmbench.process.Denoiser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained autoregressive model that scores samples by their log-likelihood. A sequence longer than the model has
 * learnt is read in windows that slide by half, of which only what is new counts (BD3-LM, arXiv 2503.09573, appendix
 * C.5).
 *
 * @param model that scores
 * @param window tokens that the model was trained to see at once
 * @param batch sequences per call
 */
public record Evaluator(Denoiser model, int window, int batch) implements CandidateScore {

    @Override
    public Scores score(List<Candidate> candidates) {
        double[] logWeights = new double[candidates.size()];
        long[] calls = new long[candidates.size()];
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < logWeights.length; i++) {
            Candidate candidate = candidates.get(i);
            Stretch.of(candidate.tokens(), i, window).stream()
                    .filter(stretch -> candidate.counts(stretch.start() + stretch.known(), stretch.end()))
                    .forEach(stretches::add);
        }
        Autoregressive process = new Autoregressive(model.tokens());
        List<int[]> texts = stretches.stream().map(Stretch::tokens).toList();
        for (Run run : Run.of(texts, batch)) {
            int[][] rows = texts.subList(run.from(), run.to()).toArray(int[][]::new);
            double[] losses = model.losses(process.exact(rows));
            for (int row = 0; row < rows.length; row++) {
                Stretch stretch = stretches.get(run.from() + row);
                boolean[] counted = candidates.get(stretch.sequence()).counted();
                calls[stretch.sequence()]++;
                for (int i = stretch.known(); i < rows[row].length; i++) {
                    logWeights[stretch.sequence()] -=
                            counted[stretch.start() + i] ? losses[row * rows[row].length + i] : 0;
                }
            }
        }
        return new Scores(logWeights, calls);
    }

    /**
     * What an evaluator reads at once.
     *
     * @param sequence the number of the sequence it is from
     * @param start place in the sequence of its first token
     * @param tokens of the sequence, one window at most
     * @param known how many of them are read, and were counted in the window before
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Stretch(int sequence, int start, int[] tokens, int known) {

        /** Returns the windows of a sequence. */
        static List<Stretch> of(int[] tokens, int sequence, int window) {
            List<Stretch> stretches = new ArrayList<>();
            int counted = 0;
            while (counted < tokens.length) {
                int end =
                        counted == 0 ? Math.min(window, tokens.length) : Math.min(counted + window / 2, tokens.length);
                int start = Math.max(0, end - window);
                stretches.add(new Stretch(sequence, start, Arrays.copyOfRange(tokens, start, end), counted - start));
                counted = end;
            }
            return stretches;
        }

        /** Returns the place in the sequence behind its last token. */
        int end() {
            return start + tokens.length;
        }
    }
}
