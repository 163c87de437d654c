package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What an energy learns to tell from the data by noise-contrastive estimation (EDLM, arXiv 2410.21357, section 3):
 * beside every clean sequence one that has its visible tokens, and others drawn position by position from what a model
 * predicts for the masked ones. The model does not change while the energy learns.
 *
 * @param proposal the model
 * @param seeds of the step; each sequence has a stream of its own
 */
public record Negatives(ScheduledSampling.Predictor proposal, Seeds seeds) implements NoiseSource {

    @Override
    public int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels) {
        return clean;
    }

    @Override
    public LossInputs shown(LossInputs given, LossInputs noisy, int[][] clean, int first) {
        int n = clean[0].length;
        int[] drawn = given.clean().clone();
        int[] hidden = IntStream.range(0, drawn.length)
                .filter(i -> given.ids()[i] != drawn[i])
                .toArray();
        double[] uniforms = new double[drawn.length];
        for (int sequence = 0; sequence < clean.length; sequence++) {
            SplittableRandom own = seeds.stream("sequence", first + sequence);
            for (int i = sequence * n; i < (sequence + 1) * n; i++) {
                uniforms[i] = own.nextDouble();
            }
        }
        if (hidden.length > 0) {
            try (ScheduledSampling.Prediction prediction = proposal.of(given)) {
                int[] tokens = prediction.draw(
                        hidden,
                        Arrays.stream(hidden).mapToDouble(i -> uniforms[i]).toArray());
                for (int i = 0; i < hidden.length; i++) {
                    drawn[hidden[i]] = tokens[i];
                }
            }
        }
        return given.against(drawn);
    }
}
