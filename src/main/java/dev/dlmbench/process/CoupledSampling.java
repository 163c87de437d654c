package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.base.Seeds;

/**
 * Coupled sampling (Diffusion of Thoughts, arXiv 2402.07754): in some sequences the thought before the one that is
 * learnt has the noise of the rest, too, so that a model learns to go on behind a thought that it got wrong. It counts
 * no loss all the same. In block diffusion it is seen with noise within the block that it shares with the next thought;
 * later blocks see clean tokens.
 *
 * @param other what is shown besides
 * @param probability of a sequence
 * @param prompts which tokens of a sequence are the thought before
 * @param seeds of the step; each sequence has a stream of its own
 */
public record CoupledSampling(NoiseSource other, double probability, Prompts prompts, Seeds seeds)
        implements NoiseSource {
    @Override
    public int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels) {
        return other.of(process, clean, first, levels);
    }

    @Override
    public LossInputs shown(LossInputs given, LossInputs noisy, int[][] clean, int first) {
        LossInputs shown = other.shown(given, noisy, clean, first);
        for (int sequence = 0; sequence < clean.length; sequence++) {
            if (seeds.stream("sequence", first + sequence).nextDouble() < probability) {
                shown = shown.seeing(noisy, sequence, prompts.previous(clean[sequence]));
            }
        }
        return shown;
    }
}
