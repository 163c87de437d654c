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
    public Scores score(List<int[]> candidates, int known) {
        double[] logWeights = new double[candidates.size()];
        long[] calls = new long[candidates.size()];
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < logWeights.length; i++) {
            Stretch.of(candidates.get(i), i, window).stream()
                    .map(stretch -> stretch.counting(known))
                    .filter(stretch -> stretch.known() < stretch.tokens().length)
                    .forEach(stretches::add);
        }
        Autoregressive process = new Autoregressive(model.tokens());
        List<int[]> texts = stretches.stream().map(Stretch::tokens).toList();
        for (Run run : Run.of(texts, batch)) {
            int[][] rows = texts.subList(run.from(), run.to()).toArray(int[][]::new);
            double[] losses = model.losses(process.exact(rows));
            for (int row = 0; row < rows.length; row++) {
                Stretch stretch = stretches.get(run.from() + row);
                calls[stretch.sequence()]++;
                for (int i = stretch.known(); i < rows[row].length; i++) {
                    logWeights[stretch.sequence()] -= losses[row * rows[row].length + i];
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
     * @param known how many of them are read and not counted
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

        /** Returns the same where nothing counts before {@code place} of the sequence. */
        Stretch counting(int place) {
            return new Stretch(sequence, start, tokens, Math.max(known, Math.min(place - start, tokens.length)));
        }
    }
}
