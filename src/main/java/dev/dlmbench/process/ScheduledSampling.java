package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.base.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Scheduled sampling (Diffusion of Thoughts, arXiv 2402.07754), for noise on tokens: some sequences of a batch are not
 * noised from their clean tokens but from what the model itself takes for them at a higher noise level, as while
 * sampling. That level is between the sequence's own and the most noise there is, each as likely; its prediction is
 * drawn position by position, from the law of the reverse step to time 0. The loss still aims at the clean tokens.
 *
 * @param probability of a sequence
 * @param prompts which tokens of a sequence are given, and stay clean
 * @param predictor the model as it is now
 * @param seeds of the step; each sequence has a stream of its own, and the batch's noise stays what it is without
 */
public record ScheduledSampling(double probability, Prompts prompts, Predictor predictor, Seeds seeds)
        implements NoiseSource {

    /** A model that predicts the clean tokens of noisy ones. */
    @FunctionalInterface
    public interface Predictor {
        /** Returns its x0 prediction for every token of a noisy batch, without a gradient. Whoever asks closes it. */
        Prediction of(LossInputs noisy);
    }

    /** Distributions over the K real tokens, one for each row. */
    public interface Prediction extends AutoCloseable {
        /** Returns the probability of an id in each of some rows. */
        double[] probabilities(int[] rows, int[] ids);

        /**
         * Takes amounts off the logits of ids, one for each of all rows.
         *
         * @param ids (N)
         * @param amounts (N)
         */
        void subtract(int[] ids, double[] amounts);

        /** Returns a token for each of some rows, drawn by inversion. */
        int[] draw(int[] rows, double[] uniforms);

        @Override
        void close();
    }

    @Override
    public int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels) {
        int[][] source = clean.clone(); // of which rows are replaced, never written to
        for (int sequence = 0; sequence < clean.length; sequence++) {
            SplittableRandom own = seeds.stream("sequence", first + sequence);
            if (own.nextDouble() < probability) {
                source[sequence] = predicted(process, clean[sequence], levels.above(sequence, own.nextDouble()), own);
            }
        }
        return source;
    }

    private int[] predicted(BlockDiffusion process, int[] clean, NoiseLevels levels, SplittableRandom own) {
        int[][] alone = {clean};
        LossInputs noisy = levels.corrupt(alone, alone, own).behind(prompts);
        int[] seen = Arrays.copyOf(noisy.ids(), clean.length);
        try (Prediction prediction = predictor.of(noisy)) {
            leaveOut(process, levels, seen, prediction);
            int[] rows = redrawn(process, levels, seen, prediction, own);
            double[] uniforms = own.doubles(rows.length).toArray();
            int[] tokens = rows.length == 0 ? rows : prediction.draw(rows, uniforms);
            for (int i = 0; i < rows.length; i++) {
                seen[rows[i]] = tokens[i];
            }
        }
        return seen;
    }

    /** Takes off the prediction what a network's output holds of each position's own state. */
    private static void leaveOut(BlockDiffusion process, NoiseLevels levels, int[] seen, Prediction prediction) {
        double[] observed = new double[seen.length];
        Arrays.setAll(
                observed,
                i -> process.observed(seen[i], levels.time(i / process.blocks().size())));
        if (Arrays.stream(observed).anyMatch(amount -> amount > 0)) {
            prediction.subtract(seen, observed);
        }
    }

    /** Returns the positions that the reverse step to time 0 draws anew. */
    private static int[] redrawn(
            BlockDiffusion process, NoiseLevels levels, int[] seen, Prediction prediction, SplittableRandom own) {
        int[] every = new int[process.predictionMatters() ? seen.length : 0];
        Arrays.setAll(every, i -> i);
        double[] kept = every.length == 0 ? new double[seen.length] : prediction.probabilities(every, seen);
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            if (process.noisy(seen[i])) {
                double time = levels.time(i / process.blocks().size());
                Move.Choice choice = process.move(seen[i], kept[i], time, 0).choose(own.nextDouble());
                if (choice != Move.Choice.KEEP) {
                    rows.add(i);
                }
            }
        }
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }
}
