package dev.dlmbench.evaluation;

import dev.dlmbench.base.LogMean;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.MaskedDiffusion;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The exact likelihood of the sampler that reveals the tokens of a block one after another in random order. With h(M)
 * the probability that it reveals the tokens of a set M rightly where all others of the block are known,
 *
 * <pre>h(no token) = 1,  h(M) = mean over i in M of p(x_i | all but M) h(M without i),</pre>
 *
 * since the first of a random order of M is any of M, and the order of the others is random again. So 2^S - 1 calls sum
 * over all S! orders. By Jensen's inequality it is at most the NELBO, which takes the mean of the logarithms.
 *
 * @param process with blocks that can be enumerated
 */
record AnyOrder(MaskedDiffusion process) {

    /** Returns minus the logarithm of the likelihood of each document of a group of one length, in nats. */
    double[] nats(Denoiser denoiser, int[][] group) {
        int n = group[0].length;
        Blocks blocks = process.blocks();
        int count = blocks.count(n);
        double[][] lnRight = new double[group.length * count][];
        for (int b = 0; b < lnRight.length; b++) {
            lnRight[b] = new double[1 << blocks.length(b % count, n)];
        }
        int sets = sets(blocks, n);
        for (int masked = 1; masked < sets; masked++) { // sets of fewer tokens come before those that they are part of
            double[] losses = denoiser.losses(process.masked(group, where(blocks, group.length, n, masked)));
            for (int b = 0; b < lnRight.length; b++) {
                if (masked < lnRight[b].length) {
                    int length = blocks.length(b % count, n);
                    int first = b / count * n + blocks.start(b % count);
                    double weight = (double) length / Integer.bitCount(masked); // of every loss
                    lnRight[b][masked] = lnRight(lnRight[b], masked, place -> losses[first + place] / weight);
                }
            }
        }
        double[] nats = new double[group.length];
        for (int b = 0; b < lnRight.length; b++) {
            nats[b / count] -= lnRight[b][lnRight[b].length - 1];
        }
        return nats;
    }

    /** Returns how many sets the tokens of a block have that has most of those that are not given. */
    static int sets(Blocks blocks, int n) {
        int most = IntStream.range(0, blocks.count(n))
                .map(block -> blocks.length(block, n))
                .max()
                .orElse(0);
        if (most > Estimator.LARGEST_ENUMERATED) {
            throw new IllegalArgumentException("blocks of " + most + " tokens have too many sets to go through");
        }
        return 1 << most;
    }

    private static double lnRight(double[] known, int masked, IntToDoubleFunction losses) {
        double[] ways = new double[Integer.bitCount(masked)];
        int next = 0;
        for (int left = masked; left != 0; left &= left - 1) {
            int place = Integer.numberOfTrailingZeros(left);
            ways[next++] = known[masked & ~(1 << place)] - losses.applyAsDouble(place);
        }
        return LogMean.of(ways);
    }

    /**
     * Returns where tokens of a group are masked (B, n) if {@code set} of each block are, which bit i says of its i-th
     * token that is not given; blocks that are too short for the set have none.
     */
    static boolean[] where(Blocks blocks, int documents, int n, int set) {
        boolean[] masked = new boolean[documents * n];
        for (int i = 0; i < masked.length; i++) {
            int block = i % n / Math.min(blocks.size(), n);
            int place = i % n - blocks.start(block);
            boolean fits = set < 1 << blocks.length(block, n);
            masked[i] = fits && place >= 0 && (set >> place & 1) == 1;
        }
        return masked;
    }
}
