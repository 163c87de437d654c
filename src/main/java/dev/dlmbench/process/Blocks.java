package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.Arrays;

/**
 * How sequences are cut: blocks follow each other left to right, and each is conditioned on the clean ones before it. A
 * sequence may end in a shorter block.
 *
 * @param size S, in tokens
 * @param cleanRows what clean rows see while the network is trained or scored
 * @param given tokens at the start of a sequence that are context: neither corrupted nor scored
 */
public record Blocks(int size, CleanRows cleanRows, int given) {
    /** The noise level that a network sees stays below that of this alpha, 6.9, as in Duo and BD3-LM. */
    private static final double LEAST_ALPHA_SEEN = 1e-3;

    /** Cuts sequences of which nothing is given. */
    public Blocks(int size, CleanRows cleanRows) {
        this(size, cleanRows, 0);
    }

    /** Returns the same with so many tokens given at the start of a sequence. */
    Blocks given(int tokens) {
        return new Blocks(size, cleanRows, tokens);
    }

    /** Returns how many blocks a sequence of {@code length} tokens has. */
    public int count(int length) {
        return (length + size - 1) / size;
    }

    /** Returns the place of a block's first token that is not given. */
    public int start(int block) {
        return Math.min((block + 1) * size, Math.max(block * size, given));
    }

    /** Returns how many tokens that are not given one block of a sequence of {@code length} tokens has. */
    public int length(int block, int length) {
        return Math.max(0, Math.min((block + 1) * size, length) - start(block));
    }

    /**
     * Returns how many tokens to mask in each block, from numbers in [0, 1): 1 to the block's own length, if it has
     * any.
     *
     * @param uniform (B, blocks)
     */
    public int[] counts(double[] uniform, int length) {
        int perSequence = count(length);
        int[] counts = new int[uniform.length];
        for (int b = 0; b < counts.length; b++) {
            int own = length(b % perSequence, length);
            counts[b] = Math.min(own, 1 + (int) (uniform[b] * own));
        }
        return counts;
    }

    /** Returns the ids of a batch, sequence after sequence. */
    static int[] flat(int[][] sequences) {
        return Arrays.stream(sequences).flatMapToInt(Arrays::stream).toArray();
    }

    /**
     * Returns the inputs for a corrupted batch: the noisy rows alone where they are one block, else noisy and clean.
     *
     * @param clean (B, n)
     * @param noisy (B, n)
     * @param alpha (B, blocks) alpha levels
     * @param noise what {@code loss} takes for each position
     */
    LossInputs inputs(int[][] clean, int[] noisy, double[] alpha, double[] noise, LossKind loss) {
        int batch = clean.length;
        int n = clean[0].length;
        int[] truth = flat(clean);
        AttentionPattern pattern = pattern(n);
        if (pattern == AttentionPattern.BIDIRECTIONAL) {
            return new LossInputs(batch, noisy, levels(alpha, n), truth, noise, pattern, n, loss);
        }
        int[] ids = new int[2 * truth.length];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(noisy, b * n, ids, 2 * b * n, n);
            System.arraycopy(truth, b * n, ids, (2 * b + 1) * n, n);
        }
        return new LossInputs(batch, ids, levels(alpha, n), truth, noise, pattern, size, loss);
    }

    /** Returns which rows see which where sequences have {@code length} tokens. */
    AttentionPattern pattern(int length) {
        if (size >= length) {
            return AttentionPattern.BIDIRECTIONAL;
        }
        return switch (cleanRows) {
            case BLOCK_CAUSAL -> AttentionPattern.DUAL;
            case TOKEN_CAUSAL -> AttentionPattern.DUAL_TOKEN_CAUSAL;
        };
    }

    /** Returns the noise level minus ln alpha per block, or per token where blocks differ in length. */
    private float[] levels(double[] alpha, int n) {
        int blocks = count(n);
        int groups = n % blocks == 0 && (blocks == 1 || n % size == 0) ? blocks : n;
        int batch = alpha.length / blocks;
        float[] levels = new float[batch * groups];
        for (int i = 0; i < levels.length; i++) {
            int block = groups == blocks ? i % groups : i % groups / size;
            levels[i] = (float) level(alpha[i / groups * blocks + block]);
        }
        return levels;
    }

    /** Returns the noise level of each alpha. */
    static float[] levels(double[] alpha) {
        float[] levels = new float[alpha.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (float) level(alpha[i]);
        }
        return levels;
    }

    /**
     * Returns the noise level minus ln of alpha, as the network's time input sees it: at most 6.9. Beyond that it would
     * grow without bound towards pure noise, where nothing else changes any more.
     */
    static double level(double alpha) {
        return -Math.log(Math.max(alpha, LEAST_ALPHA_SEEN));
    }
}
