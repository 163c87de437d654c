package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A process that corrupts the positions of a block independently, to a level that the block's time sets. With blocks as
 * long as the sequence it is full-sequence diffusion; otherwise blocks follow each other left to right (BD3-LM, arXiv
 * 2503.09573).
 */
public sealed interface BlockDiffusion extends GenerativeProcess permits MaskedDiffusion, UniformDiffusion {

    /** Signal below this is no signal, and its logarithm no number. */
    double LEAST_SIGNAL = 1e-9;

    /** Returns S, the tokens of a block; a sequence may end in a shorter one. */
    int blockSize();

    /** Returns how the signal fades. */
    NoiseSchedule schedule();

    /** Returns a sequence's number of blocks, the last of which may be shorter. */
    default int blocks(int length) {
        return (length + blockSize() - 1) / blockSize();
    }

    /**
     * Returns a corrupted batch with the weights of the bound, for one time per block.
     *
     * @param clean (B, n)
     * @param times (B, blocks), each strictly between 0 and 1
     */
    LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random);

    /** Returns the id that a position starts from when a block is drawn. */
    int prior(SplittableRandom random);

    /** Returns whether a position in this state can change in a reverse step. */
    boolean open(int state);

    /** Returns whether {@link #move} depends on the guess. */
    boolean guessMatters();

    /**
     * Returns the reverse step of one position from signal level {@code alpha} to {@code alphaBefore}.
     *
     * @param guess the guessed probability of the seen state
     */
    Move move(double guess, double alpha, double alphaBefore);

    @Override
    default LossInputs train(int[][] clean, SplittableRandom random) {
        int count = clean.length * blocks(clean[0].length);
        return corrupt(clean, Times.stratified(count, Times.TRAINING_LOW, trainingHigh(), random), random);
    }

    /** Returns the latest time that training draws. */
    double trainingHigh();

    /** Returns the ids of a batch, sequence after sequence. */
    static int[] flat(int[][] sequences) {
        return Arrays.stream(sequences).flatMapToInt(Arrays::stream).toArray();
    }

    /**
     * Returns the inputs for a corrupted batch: the noisy rows alone where they are one block, else noisy and clean.
     */
    default LossInputs inputs(int[][] clean, int[] noisy, double[] times, double[] noise, boolean bound) {
        int batch = clean.length;
        int n = clean[0].length;
        int[] truth = flat(clean);
        if (blockSize() >= n) {
            return new LossInputs(
                    batch, noisy, levels(times, n), truth, noise, AttentionPattern.BIDIRECTIONAL, n, bound);
        }
        int[] ids = new int[2 * truth.length];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(noisy, b * n, ids, 2 * b * n, n);
            System.arraycopy(truth, b * n, ids, (2 * b + 1) * n, n);
        }
        return new LossInputs(batch, ids, levels(times, n), truth, noise, AttentionPattern.DUAL, blockSize(), bound);
    }

    /** Returns the noise level minus ln alpha per block, or per token where blocks differ in length. */
    private float[] levels(double[] times, int n) {
        int blocks = blocks(n);
        int groups = n % blocks == 0 && (blocks == 1 || n % blockSize() == 0) ? blocks : n;
        int batch = times.length / blocks;
        float[] levels = new float[batch * groups];
        for (int i = 0; i < levels.length; i++) {
            int block = groups == blocks ? i % groups : i % groups / blockSize();
            levels[i] = (float) -Math.log(Math.max(schedule().alpha(times[i / groups * blocks + block]), LEAST_SIGNAL));
        }
        return levels;
    }
}
