package dev.dlmbench.evaluation;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.MaskedDiffusion;
import java.util.Arrays;
import java.util.List;

/**
 * The mean loss of a masked token of a block while 0, 1, ... of its tokens are known, in random order: what an order is
 * divided into calls by (ARDM, arXiv 2110.02037, section 3.2).
 */
public final class CountLosses {
    private CountLosses() {}

    /**
     * Returns the mean cross-entropy in nats of a masked token, by how many of its block's S tokens are known.
     *
     * @param texts to measure on, each of the same length, a multiple of S
     */
    public static double[] measure(MaskedDiffusion process, Denoiser denoiser, List<int[]> texts, Seeds seeds) {
        int[][] group = texts.toArray(int[][]::new);
        int size = process.blocks().size();
        int blocks = process.blocks().count(group[0].length);
        double[] losses = new double[size];
        for (int known = 0; known < size; known++) {
            int masks = size - known;
            int[] counts = new int[group.length * blocks];
            Arrays.fill(counts, masks);
            double[] weighted = denoiser.losses(process.mask(group, counts, seeds.stream("known", known)));
            // mask weighs each by S / masked, so that a block's losses add up to S times the mean
            losses[known] = Arrays.stream(weighted).sum() / size / counts.length;
        }
        return losses;
    }
}
