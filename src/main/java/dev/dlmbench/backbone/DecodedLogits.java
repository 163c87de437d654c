package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.engine.Program;
import java.util.stream.IntStream;

/**
 * The logits (N, V) of the N rows of a decoding call, held by the engine until they are closed. It draws from them,
 * too, so that a few numbers a row leave a device in place of a whole vocabulary. How the distribution over the real
 * tokens is made is told by 5 numbers: temperature, top k (0: all), least share of the best token's probability (0:
 * all), nucleus (1: all), and whether the token with which the nucleus first holds more than that is kept (1 or 0).
 */
public final class DecodedLogits implements AutoCloseable {
    private final Program program;
    private final NDManager manager;
    private final NDArray logits;

    /** What a draw tells of its row's distribution besides. */
    public enum RowMeasure {
        /** Nothing; 0. */
        NONE(0),
        /** By how much the most probable token is ahead of the next. */
        MARGIN(1),
        /** The entropy in nats. */
        ENTROPY(2),
        /** The probability of the most probable token. */
        MAXIMUM(3);

        private final int code;

        RowMeasure(int code) {
            this.code = code;
        }

        /** Returns the number that the program knows it by. */
        int code() {
            return code;
        }
    }

    /** Takes over the manager and what it holds. */
    DecodedLogits(Program program, NDManager manager, NDArray logits) {
        this.program = program;
        this.manager = manager;
        this.logits = logits;
    }

    /**
     * Has a program predict noisy sequences as a whole, without gradients and dropout.
     *
     * @param program whose weights are bound
     * @param manager of the session
     * @param noisy B sequences of n tokens
     * @return logits of B n rows
     */
    public static DecodedLogits ofSequences(Program program, NDManager manager, LossInputs noisy) {
        NDManager scope = manager.newSubManager();
        try {
            NDArray out = program.run(
                            scope,
                            "forward",
                            Backbone.ids(scope, noisy.batch(), noisy.ids()),
                            Backbone.levels(scope, noisy.batch(), noisy.sigma()),
                            Backbone.plan(scope, noisy.pattern().code(), noisy.block()))
                    .singletonOrThrow();
            return new DecodedLogits(program, scope, out);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /** Returns a copy of {@code count} rows from {@code first} on. */
    public DecodedLogits copy(int first, int count) {
        NDManager owner = manager.getParentManager().newSubManager();
        try (NDManager scope = manager.newSubManager()) {
            int[] rows = IntStream.range(first, first + count).toArray();
            NDArray copied = program.run(owner, "rows_of_logits", logits, Backbone.wide(scope, rows))
                    .singletonOrThrow();
            return new DecodedLogits(program, owner, copied);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** Returns the numbers, row by row. */
    public float[] values() {
        return logits.toFloatArray();
    }

    /**
     * Draws a token for each of M rows by inversion, with probabilities that are normalised and cumulated in double
     * precision, and returns (M, 3): the token, its probability, and what is told besides.
     *
     * @param rows (M) of the N
     * @param uniforms (M) between 0 and 1; below 0 where the most probable token is to be taken
     * @param distribution the 5 numbers
     * @param measure what is told
     */
    public double[] draw(int[] rows, double[] uniforms, double[] distribution, RowMeasure measure) {
        try (NDManager scope = manager.newSubManager()) {
            double[] how = new double[distribution.length + 1];
            System.arraycopy(distribution, 0, how, 0, distribution.length);
            how[distribution.length] = measure.code();
            NDArray drawn = program.run(
                            scope,
                            "sample_tokens",
                            logits,
                            Backbone.wide(scope, rows),
                            scope.create(uniforms),
                            Program.onHost(scope).create(how))
                    .singletonOrThrow();
            return drawn.toDoubleArray();
        }
    }

    /**
     * Returns the probability (M) of an id in each of M rows; of the mask, its share of all V tempered logits.
     *
     * @param rows (M) of the N
     * @param ids (M)
     * @param distribution the 5 numbers
     */
    public double[] probabilities(int[] rows, int[] ids, double[] distribution) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray shares = program.run(
                            scope,
                            "probabilities",
                            logits,
                            Backbone.wide(scope, rows),
                            Backbone.wide(scope, ids),
                            Program.onHost(scope).create(distribution))
                    .singletonOrThrow();
            return shares.toDoubleArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
