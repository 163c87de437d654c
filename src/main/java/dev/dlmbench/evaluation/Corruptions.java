package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.SoftMaskedDiffusion;
import dev.dlmbench.process.SphereDiffusion;
import dev.dlmbench.process.SphereWalks;
import dev.dlmbench.process.Times;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The corrupted copies of documents whose weighted losses add up to an estimate of their likelihood. Strata run over
 * the draws and the blocks of one document, so that every document's value is unbiased on its own.
 *
 * @param process the model's
 * @param estimator which copies
 * @param draws of noise per document
 */
record Corruptions(GenerativeProcess process, Estimator estimator, int draws) {

    /** What a position's loss counts. */
    @FunctionalInterface
    interface Weight {
        /** Returns the factor for position {@code i} of all the documents' positions, one document after the other. */
        double of(int i);
    }

    /** Takes one corrupted copy of every document of a group. */
    @FunctionalInterface
    interface Copy {
        /** Called with the inputs and the weights of their losses. */
        void take(LossInputs inputs, Weight weight);
    }

    /**
     * Makes all copies of a group of documents of one length.
     *
     * @param first the number of the first document
     */
    void each(int[][] group, Seeds seeds, int first, Copy copy) {
        switch (estimator) {
            case EXACT -> copy.take(process.leftToRight(group, seeds.stream("corruption", first)), i -> 1);
            case ENUMERATION -> enumerate((MaskedDiffusion) process, group, copy);
            case PURE_NOISE -> {
                SplittableRandom random = seeds.stream("corruption", first);
                for (int draw = 0; draw < draws; draw++) {
                    copy.take(((BlockDiffusion) process).pureNoise(group, random), i -> 1.0 / draws);
                }
            }
            case EXACT_COUNT, MONTE_CARLO, WEIGHTED_CROSS_ENTROPY ->
                process.<Runnable>match(
                                nextToken -> () -> {
                                    throw new IllegalArgumentException("autoregression is exact");
                                },
                                blocks -> () -> drawn(blocks, group, seeds, first, copy),
                                sphere -> () -> walked(sphere, group, seeds, first, copy))
                        .run();
            case AUTO, ORDER, ANY_ORDER ->
                throw new IllegalArgumentException(estimator.id() + " needs no corrupted copies");
        }
    }

    private static void enumerate(MaskedDiffusion masked, int[][] group, Copy copy) {
        int n = group[0].length;
        Blocks blocks = masked.blocks();
        int size = Math.min(blocks.size(), n);
        int sets = AnyOrder.sets(blocks, n);
        for (int set = 1; set < sets; set++) {
            boolean[] isMasked = AnyOrder.where(blocks, group.length, n, set);
            int chosen = Integer.bitCount(set);
            copy.take(masked.masked(group, isMasked), i -> {
                int length = blocks.length(i % n / size, n);
                return chosen > length ? 0 : 1 / (length * binomial(length, chosen));
            });
        }
    }

    /** Returns how many sets of k things there are among n. */
    static double binomial(int n, int k) {
        double value = 1;
        for (int i = 1; i <= k; i++) {
            value *= (double) (n - k + i) / i;
        }
        return value;
    }

    private void drawn(BlockDiffusion diffusion, int[][] group, Seeds seeds, int first, Copy copy) {
        int n = group[0].length;
        int blocks = diffusion.blocks().count(n);
        double[][] strata = new double[group.length][];
        for (int b = 0; b < group.length; b++) {
            strata[b] = strata(blocks, seeds.stream("strata", first + b));
        }
        SplittableRandom random = seeds.stream("corruption", first);
        for (int draw = 0; draw < draws; draw++) {
            double[] chosen = new double[group.length * blocks];
            for (int b = 0; b < group.length; b++) {
                System.arraycopy(strata[b], draw * blocks, chosen, b * blocks, blocks);
            }
            if (estimator == Estimator.EXACT_COUNT) {
                int[] counts = diffusion.blocks().counts(chosen, n);
                copy.take(((MaskedDiffusion) diffusion).mask(group, counts, random), i -> 1.0 / draws);
            } else {
                double[] times =
                        Arrays.stream(chosen).map(diffusion::scoringTime).toArray();
                copy.take(
                        estimator == Estimator.WEIGHTED_CROSS_ENTROPY
                                ? ((SoftMaskedDiffusion) diffusion).weighted(group, times, random)
                                : diffusion.corrupt(group, times, random),
                        i -> diffusion.scoringWeight(times[
                                        i / n * blocks
                                                + i % n / diffusion.blocks().size()])
                                / draws);
            }
        }
    }

    /**
     * Takes each document along one walk: steps that are drawn from equal slices of all steps, one each, and the
     * reading of the last points.
     */
    private void walked(SphereDiffusion sphere, int[][] group, Seeds seeds, int first, Copy copy) {
        SplittableRandom[] random = new SplittableRandom[group.length];
        Arrays.setAll(random, b -> seeds.stream("corruption", first + b));
        double[][] strata = new double[group.length][];
        Arrays.setAll(strata, b -> strata(1, seeds.stream("strata", first + b)));
        SphereWalks walks = sphere.walks(group, random);
        for (int draw = 0; draw < draws; draw++) {
            int[] steps = new int[group.length];
            for (int b = 0; b < steps.length; b++) {
                steps[b] = (int) (strata[b][draw] * walks.terms());
            }
            copy.take(walks.terms(steps), i -> (double) walks.terms() / draws);
        }
        copy.take(walks.reading(), i -> 1);
    }

    /**
     * Returns numbers in (0, 1), one per draw and block: over the draws, a block's numbers fall into equal slices, one
     * each, and within a slice the blocks' numbers are spread evenly.
     */
    private double[] strata(int blocks, SplittableRandom random) {
        double[] strata = new double[draws * blocks];
        for (int draw = 0; draw < draws; draw++) {
            double[] slice =
                    Times.stratified(blocks, Math.max((double) draw / draws, 1e-12), (draw + 1.0) / draws, random);
            System.arraycopy(slice, 0, strata, draw * blocks, blocks);
        }
        return strata;
    }
}
