package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;

/**
 * Asks another denoiser about every call with all tokens before it computed anew, so that no key and no value is kept
 * from one call to the next. What it answers differs from the other by rounding alone, as long as sequences fit the
 * window.
 */
public final class UncachedDenoiser implements Denoiser {
    private final Denoiser other;
    private int[][] committed = {};
    private int block;
    private int window;
    private int maxLength;

    /** Wraps {@code other}, which is closed with it. */
    public UncachedDenoiser(Denoiser other) {
        this.other = other;
    }

    @Override
    public int tokens() {
        return other.tokens();
    }

    @Override
    public boolean timed() {
        return other.timed();
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return other.losses(inputs);
    }

    @Override
    public void open(int batch, int blockSize, int seen, int most) {
        if (most > seen) {
            throw new IllegalArgumentException("sequences of " + most + " tokens outgrow the window of " + seen);
        }
        committed = new int[batch][0];
        block = blockSize;
        window = seen;
        maxLength = most;
    }

    @Override
    public void keep(int[] sequences) {
        committed = Arrays.stream(sequences).mapToObj(b -> committed[b]).toArray(int[][]::new);
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        append(sequences, finished);
        int[] before = begin(sequences);
        return other.denoise(all(sequences.length), before, ids, alpha, start);
    }

    @Override
    public Logits next(int[] ids, int start) {
        int[] sequences = all(committed.length);
        append(sequences, ids);
        int[] whole = begin(sequences);
        return other.next(whole, start + ids.length / sequences.length - whole.length / sequences.length);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        read(sequences, start);
        return other.verify(all(sequences.length), candidate, noise, start);
    }

    @Override
    public Logits causal(int[] sequences, int[] ids, double[] alpha, int start) {
        read(sequences, start);
        return other.causal(all(sequences.length), ids, alpha, start);
    }

    private void append(int[] sequences, int[] finished) {
        int count = finished.length / sequences.length;
        for (int i = 0; i < sequences.length; i++) {
            int[] before = committed[sequences[i]];
            int[] longer = Arrays.copyOf(before, before.length + count);
            System.arraycopy(finished, i * count, longer, before.length, count);
            committed[sequences[i]] = longer;
        }
    }

    /** Opens the other for some sequences and returns all that is committed of them. */
    private int[] begin(int[] sequences) {
        other.open(sequences.length, block, window, maxLength);
        return Arrays.stream(sequences)
                .mapToObj(b -> committed[b])
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** Opens the other for some sequences, and has it read all that is committed of them, up to {@code start}. */
    private void read(int[] sequences, int start) {
        int[] before = begin(sequences);
        if (before.length > 0) {
            other.denoise(all(sequences.length), before, new int[0], new double[sequences.length], start)
                    .close();
        }
    }

    private static int[] all(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }

    @Override
    public void close() {
        other.close();
    }
}
