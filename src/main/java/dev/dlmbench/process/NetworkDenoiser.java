package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.DecodingCall;
import dev.dlmbench.backbone.DecodingCall.AttentionMask;
import dev.dlmbench.backbone.LossInputs;
import java.util.Optional;

/**
 * The trained network as a denoiser. Keys and values of committed tokens are cached; where sequences outgrow the
 * window, those that nobody can see any more are dropped from time to time.
 */
public final class NetworkDenoiser implements Denoiser {
    private static final int[] ALL = {};

    /** From so many tokens on it pays to have the engine draw. */
    private static final int MANY = 1024;

    private final Backbone backbone;
    private final AttentionMask mask;
    private int batch;
    private int block;
    private int window;
    private int slots;
    private int dropped; // position of the cache's first slot

    /**
     * Wraps {@code backbone}, which is closed with it.
     *
     * @param cleanRows what clean tokens saw while it was trained
     */
    public NetworkDenoiser(Backbone backbone, CleanRows cleanRows) {
        this.backbone = backbone;
        this.mask = cleanRows == CleanRows.TOKEN_CAUSAL ? AttentionMask.TOKENS : AttentionMask.BLOCKS;
    }

    @Override
    public int tokens() {
        return backbone.vocabulary() - 1;
    }

    @Override
    public boolean timed() {
        return backbone.timed();
    }

    @Override
    public Optional<CandidateScore> energy() {
        return backbone.isEnergy() ? Optional.of(new PairScore(backbone)) : Optional.empty();
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return backbone.losses(inputs);
    }

    /**
     * Returns what the output layer sees (N, D) of some rows of whole sequences, each of which sees those before it.
     *
     * @param ids (B, n)
     * @param rows which N of the B n
     */
    public float[] hiddenStates(int batch, int[] ids, int[] rows) {
        return backbone.hiddenStates(batch, ids, AttentionPattern.CAUSAL, rows);
    }

    @Override
    public void open(int batch, int block, int window, int maxLength) {
        this.batch = batch;
        this.block = block;
        this.window = window;
        this.slots = Math.min(maxLength, 2 * window);
        this.dropped = 0;
        backbone.open(batch, slots, maxLength);
    }

    @Override
    public void keep(int[] sequences) {
        backbone.keep(sequences, 0, 0);
        batch = sequences.length;
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        int count = sequences.length;
        int clean = finished.length / count;
        int rows = ids.length / count;
        int first = start - clean;
        makeRoom(first, start + rows);
        int[] all = joined(finished, clean, ids, rows, count);
        return logits(call(sequences, all, Blocks.levels(alpha), first, clean, rows, mask));
    }

    @Override
    public Logits ofVectors(float[] vectors, double[] alpha) {
        return Logits.of(backbone.logits(alpha.length, vectors, Blocks.levels(alpha)));
    }

    @Override
    public Logits next(int[] ids, int start) {
        int rows = ids.length / batch;
        makeRoom(start, start + rows);
        DecodingCall call = new DecodingCall(
                batch,
                ALL,
                ids,
                new float[batch],
                Math.max(0, start + 1 - window - dropped),
                start - dropped,
                start,
                rows,
                1,
                AttentionMask.TOKENS,
                1,
                window);
        return logits(call);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        int count = sequences.length;
        int rows = candidate.length / count;
        float[] sigma = Blocks.levels(new double[count]);
        int[] all = joined(candidate, rows, noise, rows, count);
        return logits(call(sequences, all, sigma, start, rows, rows, AttentionMask.VERIFICATION));
    }

    @Override
    public Logits causal(int[] sequences, int[] ids, double[] alpha, int start) {
        int rows = ids.length / sequences.length;
        return logits(call(sequences, ids, Blocks.levels(alpha), start, 0, rows, AttentionMask.CAUSAL));
    }

    private Logits logits(DecodingCall call) {
        DecodedLogits decoded = backbone.decode(call);
        if (call.wanted() > 0 && tokens() >= MANY) {
            return new HeldLogits(decoded, call.batch() * call.wanted(), tokens());
        }
        try (decoded) {
            return Logits.of(call.wanted() > 0 ? decoded.values() : new float[0]);
        }
    }

    private DecodingCall call(
            int[] sequences, int[] ids, float[] sigma, int first, int clean, int wanted, AttentionMask visible) {
        int firstBlock = first / block * block;
        return new DecodingCall(
                sequences.length,
                sequences.length == batch ? ALL : sequences,
                ids,
                sigma,
                Math.max(0, firstBlock + block - window - dropped),
                first - dropped,
                first,
                clean,
                wanted,
                visible,
                block,
                window);
    }

    /** Drops what no row from {@code first} on can see, if rows up to {@code end} would not fit otherwise. */
    private void makeRoom(int first, int end) {
        if (end - dropped > slots) {
            int seen = Math.max(0, first / block * block + block - window);
            backbone.keep(ALL, seen - dropped, first - seen);
            dropped = seen;
        }
    }

    private static int[] joined(int[] left, int leftWidth, int[] right, int rightWidth, int count) {
        if (leftWidth == 0) {
            return right;
        }
        int width = leftWidth + rightWidth;
        int[] all = new int[count * width];
        for (int i = 0; i < count; i++) {
            System.arraycopy(left, i * leftWidth, all, i * width, leftWidth);
            System.arraycopy(right, i * rightWidth, all, i * width + leftWidth, rightWidth);
        }
        return all;
    }

    @Override
    public void close() {
        backbone.close();
    }
}
