package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
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
        LossKind loss) {

    /** Returns the same inputs for another, equivalent pattern of attention. */
    public LossInputs with(AttentionPattern other) {
        return new LossInputs(batch, ids, sigma, clean, noise, other, block, loss);
    }

    /** Returns the same inputs with other weights, for losses that take nothing but a weight. */
    public LossInputs weighed(DoubleUnaryOperator weight) {
        return new LossInputs(
                batch, ids, sigma, clean, Arrays.stream(noise).map(weight).toArray(), pattern, block, loss);
    }

    /**
     * Returns the same inputs without the losses of positions whose true token is {@code token}; the others weigh more,
     * so that the mean over all positions becomes the mean over these.
     */
    public LossInputs except(int token) {
        long left = Arrays.stream(clean).filter(id -> id != token).count();
        if (left == clean.length) {
            return this;
        }
        double[] weighed = noise.clone();
        for (int i = 0; i < clean.length; i++) {
            int factor = i * loss.width() + loss.factor();
            weighed[factor] = clean[i] == token ? 0 : weighed[factor] * clean.length / left;
        }
        return new LossInputs(batch, ids, sigma, clean, weighed, pattern, block, loss);
    }

    /** Returns the arguments of the program's losses, as arrays of {@code scope}. */
    public NDArray[] arrays(NDManager scope) {
        int n = clean.length / batch;
        NDArray levels = loss.width() > 1
                ? scope.create(DoubleBuffer.wrap(noise), new Shape(batch, n, loss.width()), DataType.FLOAT64)
                : scope.create(single(noise), new Shape(batch, n));
        return new NDArray[] {
            Backbone.ids(scope, batch, ids),
            Backbone.levels(scope, batch, sigma),
            Backbone.ids(scope, batch, clean),
            levels,
            Backbone.plan(scope, pattern.code(), block, loss.code()),
            scope.create(counted())
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
