package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Scores held-out documents, every token of every document.
 *
 * <p>Autoregression and masked blocks of one token are exact. Masked blocks are scored by hiding exactly j of their S
 * tokens, j stratified over 1 to S: unbiased for the bound under every schedule, with bounded weights. Other noise is
 * scored at times stratified over (0, 1). Strata run over the draws and the blocks of one document, so that every
 * document's value is unbiased on its own.
 *
 * @param process the model's
 * @param draws of noise per document
 * @param batch documents per call
 */
public record Likelihood(GenerativeProcess process, int draws, int batch) {

    /** Hears of finished documents. */
    @FunctionalInterface
    public interface Progress {
        /** Called with how many documents are done. */
        void documents(int done);
    }

    /** Returns whether the values are exact, not bounds. */
    public boolean exact() {
        return process instanceof Autoregressive
                || (process instanceof MaskedDiffusion masked && masked.blockSize() == 1);
    }

    /** Returns the estimator's name for result files. */
    public String estimator() {
        if (exact()) {
            return "exact";
        }
        return process instanceof MaskedDiffusion ? "exact-count" : "monte-carlo";
    }

    /** Returns every document's score, in order. */
    public List<DocumentScore> score(Denoiser denoiser, List<int[]> documents, Seeds seeds, Progress progress) {
        List<DocumentScore> scores = new ArrayList<>();
        int from = 0;
        while (from < documents.size()) {
            int to = from + 1;
            while (to < documents.size()
                    && to - from < batch
                    && documents.get(to).length == documents.get(from).length) {
                to++;
            }
            int[][] group = documents.subList(from, to).toArray(int[][]::new);
            double[] nats = group(denoiser, group, seeds, from);
            for (int b = 0; b < group.length; b++) {
                scores.add(new DocumentScore(from + b, group[b].length, nats[b]));
            }
            from = to;
            progress.documents(from);
        }
        return scores;
    }

    private double[] group(Denoiser denoiser, int[][] group, Seeds seeds, int first) {
        int repeats = exact() ? 1 : draws;
        double[][] strata = new double[group.length][];
        SplittableRandom random = seeds.stream("corruption", first);
        if (process instanceof BlockDiffusion blocks) {
            for (int b = 0; b < group.length; b++) {
                strata[b] = strata(repeats, blocks.blocks(group[b].length), seeds.stream("strata", first + b));
            }
        }
        double[] nats = new double[group.length];
        for (int draw = 0; draw < repeats; draw++) {
            LossInputs inputs = corrupted(group, strata, draw, random);
            double[] losses = denoiser.losses(inputs);
            int n = group[0].length;
            for (int i = 0; i < losses.length; i++) {
                nats[i / n] += losses[i] / repeats;
            }
        }
        return nats;
    }

    /**
     * Returns numbers in (0, 1), one per draw and block: over the draws, a block's numbers fall into equal slices, one
     * each, and within a slice the blocks' numbers are spread evenly.
     */
    private static double[] strata(int draws, int blocks, SplittableRandom random) {
        double[] strata = new double[draws * blocks];
        for (int draw = 0; draw < draws; draw++) {
            double[] slice =
                    Times.stratified(blocks, Math.max((double) draw / draws, 1e-12), (draw + 1.0) / draws, random);
            Times.shuffle(slice, random);
            System.arraycopy(slice, 0, strata, draw * blocks, blocks);
        }
        return strata;
    }

    private LossInputs corrupted(int[][] group, double[][] strata, int draw, SplittableRandom random) {
        if (process instanceof Autoregressive autoregressive) {
            return autoregressive.exact(group);
        }
        BlockDiffusion diffusion = (BlockDiffusion) process;
        int n = group[0].length;
        int blocks = diffusion.blocks(n);
        double[] chosen = new double[group.length * blocks];
        for (int b = 0; b < group.length; b++) {
            System.arraycopy(strata[b], draw * blocks, chosen, b * blocks, blocks);
        }
        if (diffusion instanceof MaskedDiffusion masked) {
            int[] counts = new int[chosen.length];
            for (int i = 0; i < counts.length; i++) {
                int size = Math.min(masked.blockSize(), n - i % blocks * masked.blockSize());
                counts[i] = Math.min(size, 1 + (int) (chosen[i] * size));
            }
            return masked.hide(group, counts, random);
        }
        return diffusion.corrupt(group, chosen, random);
    }
}
