package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What the network's loss is computed from; B sequences of n tokens.
 *
 * @param batch B
 * @param ids (B, R) what the network sees; R is n, or 2n (noisy, then clean) for {@link AttentionPattern#DUAL} and its
 *     like
 * @param sigma (B, G) noise levels, each for n / G tokens in turn
 * @param clean (B, n) the true tokens
 * @param noise (B, n, W) the numbers that the loss takes for each position, see {@link LossKind}
 * @param pattern which rows see which
 * @param block S
 * @param loss how logits become losses
 * @param beginning whether there is a row for the first token; if not, the row of a token predicts the next one, and
 *     the first has no loss
 * @param vectors (B, n, V) what the network sees in place of ids; empty where it sees ids
 * @param exponents (K) of the tokens, for {@link LossKind#SOFT_MASK}; empty for all others
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, never compared
public record LossInputs(
        int batch,
        int[] ids,
        float[] sigma,
        int[] clean,
        double[] noise,
        AttentionPattern pattern,
        int block,
        LossKind loss,
        boolean beginning,
        float[] vectors,
        double[] exponents) {
    private static final float[] NO_VECTORS = {};
    private static final double[] NO_EXPONENTS = {};
    private static final int[] NO_IDS = {};

    /** Creates inputs of ids. */
    public LossInputs(
            int batch,
            int[] ids,
            float[] sigma,
            int[] clean,
            double[] noise,
            AttentionPattern pattern,
            int block,
            LossKind loss,
            boolean beginning) {
        this(batch, ids, sigma, clean, noise, pattern, block, loss, beginning, NO_VECTORS, NO_EXPONENTS);
    }

    /** Creates inputs in which each row predicts the token in its own place. */
    public LossInputs(
            int batch,
            int[] ids,
            float[] sigma,
            int[] clean,
            double[] noise,
            AttentionPattern pattern,
            int block,
            LossKind loss) {
        this(batch, ids, sigma, clean, noise, pattern, block, loss, true);
    }

    /**
     * Returns inputs of vectors in place of ids: whole sequences, each row of which sees all rows and predicts the
     * token in its own place.
     *
     * @param sigma (B) noise levels
     * @param noise (B, n) weights
     * @param vectors (B, n, V)
     */
    public static LossInputs ofVectors(
            int batch, float[] vectors, float[] sigma, int[] clean, double[] noise, LossKind loss) {
        return new LossInputs(
                batch,
                NO_IDS,
                sigma,
                clean,
                noise,
                AttentionPattern.BIDIRECTIONAL,
                clean.length / batch,
                loss,
                true,
                vectors,
                NO_EXPONENTS);
    }

    /** Returns how many rows of a sequence the network sees. */
    int rows() {
        return (vectors.length > 0 ? clean.length : ids.length) / batch;
    }

    /**
     * Returns the same of rows that read one token on: the first row reads the first token and predicts the second. The
     * losses are still where the tokens are, but the first has none.
     */
    public LossInputs withoutBeginning() {
        int n = clean.length / batch;
        int[] next = new int[clean.length];
        double[] weights = new double[clean.length];
        for (int i = 0; i < clean.length; i++) {
            boolean last = i % n == n - 1;
            next[i] = last ? clean[i] : clean[i + 1];
            weights[i] = last ? 0 : noise[i + 1];
        }
        return new LossInputs(batch, clean, sigma, next, weights, pattern, block, loss, false);
    }

    /** Returns losses (B, n) by the token that they are of, from those by the row that they are made in. */
    public double[] byToken(double[] rows) {
        if (beginning) {
            return rows;
        }
        int n = clean.length / batch;
        double[] tokens = new double[rows.length];
        for (int start = 0; start < rows.length; start += n) {
            System.arraycopy(rows, start, tokens, start + 1, n - 1);
        }
        return tokens;
    }

    /** Returns the same inputs for another, equivalent pattern of attention. */
    public LossInputs with(AttentionPattern other) {
        return new LossInputs(batch, ids, sigma, clean, noise, other, block, loss, beginning, vectors, exponents);
    }

    /** Returns the same inputs with the exponents of tokens. */
    public LossInputs with(double[] ofTokens) {
        return new LossInputs(batch, ids, sigma, clean, noise, pattern, block, loss, beginning, vectors, ofTokens);
    }

    /** Returns the same inputs with other weights, for losses that take nothing but a weight. */
    public LossInputs weighed(DoubleUnaryOperator weight) {
        return new LossInputs(
                batch,
                ids,
                sigma,
                clean,
                Arrays.stream(noise).map(weight).toArray(),
                pattern,
                block,
                loss,
                beginning,
                vectors,
                exponents);
    }

    /** Returns the same inputs with the plain loss of these of the (B n) tokens, and none of others. */
    public LossInputs asking(IntPredicate asked) {
        double[] weights = new double[clean.length];
        Arrays.setAll(weights, i -> asked.test(i) ? 1 : 0);
        return new LossInputs(batch, ids, sigma, clean, weights, pattern, block, loss, beginning, vectors, exponents);
    }

    /**
     * Returns the same inputs weighed so that the mean over all rows is that over the tokens that are learnt: those
     * that a row predicts and that are not {@code padding}, which gets no loss.
     */
    public LossInputs averaged(OptionalInt padding) {
        int n = clean.length / batch;
        IntPredicate learnt =
                i -> (beginning || i % n < n - 1) && (padding.isEmpty() || clean[i] != padding.getAsInt());
        long left = IntStream.range(0, clean.length).filter(learnt).count();
        if (left == clean.length) {
            return this;
        }
        double[] weighed = noise.clone();
        for (int i = 0; i < clean.length; i++) {
            int factor = i * loss.width() + loss.factor();
            weighed[factor] = learnt.test(i) ? weighed[factor] * clean.length / left : 0;
        }
        return new LossInputs(batch, ids, sigma, clean, weighed, pattern, block, loss, beginning, vectors, exponents);
    }

    /**
     * Returns the same inputs where prompts are given: their tokens are clean and have no loss, and the mean is over
     * the others.
     */
    public LossInputs behind(Prompts prompts) {
        if (prompts.equals(Prompts.NONE)) {
            return this;
        }
        int n = clean.length / batch;
        int rows = ids.length / batch;
        int[] seen = ids.clone();
        float[] points = vectors.clone();
        double[] weighed = noise.clone();
        int predicted = clean.length - (beginning ? 0 : batch);
        int left = predicted;
        for (int b = 0; b < batch; b++) {
            BitSet given = prompts.in(tokens(b));
            for (int token = given.nextSetBit(0); token >= 0; token = given.nextSetBit(token + 1)) {
                int row = beginning ? token : token - 1; // that the token is predicted in
                if (vectors.length > 0) {
                    corner(points, b * n + token, clean[b * n + token]);
                } else if (pattern != AttentionPattern.CAUSAL) {
                    seen[b * rows + token] = clean[b * n + token];
                }
                if (row >= 0) {
                    weighed[(b * n + row) * loss.width() + loss.factor()] = 0;
                    left--;
                }
            }
        }
        double scale = (double) predicted / left;
        for (int i = 0; i < clean.length; i++) {
            weighed[i * loss.width() + loss.factor()] *= scale;
        }
        return new LossInputs(batch, seen, sigma, clean, weighed, pattern, block, loss, beginning, points, exponents);
    }

    /** Puts the corner of a token in a place. */
    private void corner(float[] points, int place, int token) {
        int width = points.length / clean.length;
        Arrays.fill(points, place * width, (place + 1) * width, 0);
        points[place * width + token] = 1;
    }

    /** Returns the same inputs that see, at some places of one sequence, what {@code other} inputs see there. */
    public LossInputs seeing(LossInputs other, int sequence, BitSet places) {
        int rows = ids.length / batch;
        int[] seen = ids.clone();
        places.stream().forEach(place -> seen[sequence * rows + place] = other.ids[sequence * rows + place]);
        return new LossInputs(batch, seen, sigma, clean, noise, pattern, block, loss, beginning, vectors, exponents);
    }

    /**
     * Returns pairs of sequences to tell data from what was drawn: every noisy sequence with its clean one, and with a
     * drawn one. The mean of the losses is over pairs of both, half of the loss of a sequence; so each counts twice.
     *
     * @param drawn (B, n) tokens
     */
    public LossInputs against(int[] drawn) {
        int n = clean.length / batch;
        int[] pairs = new int[4 * clean.length];
        int[] data = new int[2 * batch];
        for (int b = 0; b < batch; b++) {
            for (int half = 0; half < 2; half++) {
                int start = (2 * b + half) * 2 * n;
                System.arraycopy(ids, b * n, pairs, start, n);
                System.arraycopy(half == 0 ? clean : drawn, b * n, pairs, start + n, n);
                data[2 * b + half] = 1 - half;
            }
        }
        double[] weights = new double[2 * batch];
        Arrays.fill(weights, 2);
        return new LossInputs(
                2 * batch,
                pairs,
                new float[2 * batch],
                data,
                weights,
                AttentionPattern.BIDIRECTIONAL,
                n,
                LossKind.CONTRASTIVE);
    }

    /** Returns a sequence as it is in the text; rows without a beginning are one token on. */
    private int[] tokens(int sequence) {
        int n = clean.length / batch;
        int[] whole = beginning ? clean : ids;
        return Arrays.copyOfRange(whole, sequence * n, (sequence + 1) * n);
    }

    /** Returns the arguments of the program's losses, as arrays of {@code scope}. */
    public NDArray[] arrays(NDManager scope) {
        int n = clean.length / batch;
        NDArray levels = loss.width() > 1
                ? scope.create(DoubleBuffer.wrap(noise), new Shape(batch, n, loss.width()), DataType.FLOAT64)
                : scope.create(single(noise), new Shape(batch, n));
        return new NDArray[] {
            vectors.length > 0 ? Backbone.vectors(scope, batch, n, vectors) : Backbone.ids(scope, batch, ids),
            Backbone.levels(scope, batch, sigma),
            Backbone.ids(scope, batch, clean),
            levels,
            Backbone.plan(scope, pattern.code(), block, loss.code()),
            scope.create(counted()),
            scope.create(DoubleBuffer.wrap(exponents), new Shape(exponents.length), DataType.FLOAT64)
        };
    }

    /** Returns the positions of (B n) whose loss is not zero for sure; none stands for all. */
    private long[] counted() {
        int width = loss.width();
        long[] counted = IntStream.range(0, clean.length)
                .filter(i -> noise[i * width + loss.factor()] != 0)
                .asLongStream()
                .toArray();
        return counted.length == clean.length ? new long[0] : counted;
    }

    private static float[] single(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }
}
