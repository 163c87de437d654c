package dev.dlmbench.process;

import dev.dlmbench.backbone.DecodedLogits;
import dev.dlmbench.backbone.DecodedLogits.RowMeasure;
import org.jspecify.annotations.Nullable;

/** Logits that the engine holds and draws from. */
public final class HeldLogits implements Logits {
    private static final int ANSWERS = 3;

    /** So many logits are looked at here in about the time of a call into the engine. */
    private static final int LOOKED_AT = 1 << 15;

    /** So many logits are brought here in about the time of a call into the engine. */
    private static final int BROUGHT = 1 << 18;

    private final DecodedLogits logits;
    private final int count;
    private final int tokens;
    private float @Nullable [] values;

    /** Wraps {@code count} rows of logits over K {@code tokens} and the mask, which are closed with it. */
    public HeldLogits(DecodedLogits logits, int count, int tokens) {
        this.logits = logits;
        this.count = count;
        this.tokens = tokens;
    }

    /** Returns whether the engine answers for so many rows at once faster than they are looked at here. */
    public boolean pays(int rows) {
        boolean here = values != null || (long) count * tokens <= BROUGHT;
        return !here || (long) rows * tokens >= LOOKED_AT;
    }

    /** What is told of a row's distribution besides a draw. */
    public enum Measure {
        /** Nothing; 0. */
        NONE(RowMeasure.NONE),
        /** By how much the most probable token is ahead of the next. */
        MARGIN(RowMeasure.MARGIN),
        /** The entropy in nats. */
        ENTROPY(RowMeasure.ENTROPY),
        /** The probability of the most probable token. */
        MAXIMUM(RowMeasure.MAXIMUM);

        private final RowMeasure measure;

        Measure(RowMeasure measure) {
            this.measure = measure;
        }
    }

    /**
     * Tokens drawn for M rows.
     *
     * @param tokens (M)
     * @param probabilities (M) of these tokens
     * @param measures (M) of the rows' distributions
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Draws(int[] tokens, double[] probabilities, double[] measures) {}

    @Override
    public float[] values() {
        if (values == null) {
            values = logits.values();
        }
        return values;
    }

    @Override
    public float[] row(int row, int width) {
        if (values != null) {
            return Logits.super.row(row, width);
        }
        try (DecodedLogits one = logits.copy(row, 1)) {
            return one.values();
        }
    }

    /** Takes the amounts off where the logits are, and returns this. */
    @Override
    public HeldLogits minus(int[] ids, double[] amounts) {
        logits.subtract(ids, amounts);
        values = null;
        return this;
    }

    /** Returns a copy of {@code rows} rows from {@code first} on. */
    public HeldLogits copy(int first, int rows) {
        return new HeldLogits(logits.copy(first, rows), rows, tokens);
    }

    /**
     * Draws a token for each of M rows by inversion.
     *
     * @param rows (M) of the N
     * @param uniforms (M) between 0 and 1; below 0 where the most probable token is to be taken
     */
    public Draws draw(Distribution distribution, int[] rows, double[] uniforms, Measure measure) {
        double[] answers = logits.draw(rows, uniforms, numbers(distribution), measure.measure);
        int[] tokens = new int[rows.length];
        double[] probabilities = new double[rows.length];
        double[] measures = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            tokens[i] = (int) answers[ANSWERS * i];
            probabilities[i] = answers[ANSWERS * i + 1];
            measures[i] = answers[ANSWERS * i + 2];
        }
        return new Draws(tokens, probabilities, measures);
    }

    /**
     * Returns the probability (M) of an id in each of M rows; of the mask, its share of all K + 1 tempered logits.
     *
     * @param rows (M) of the N
     * @param ids (M)
     */
    public double[] probabilities(Distribution distribution, int[] rows, int[] ids) {
        return logits.probabilities(rows, ids, numbers(distribution));
    }

    private static double[] numbers(Distribution of) {
        return new double[] {of.temperature(), of.topK(), of.minP(), of.topP(), of.crossing() ? 1 : 0};
    }

    @Override
    public void close() {
        logits.close();
    }
}
