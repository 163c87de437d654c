package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.DoubleBuffer;

/**
 * What the network's loss is computed from; B sequences of n tokens.
 *
 * @param batch B
 * @param ids (B, R) what the network sees; R is n, or 2n (noisy, then clean) for {@link AttentionPattern#DUAL}
 * @param sigma (B, G) noise levels, each for n / G tokens in turn
 * @param clean (B, n) the true tokens
 * @param noise (B, n) weights of the cross-entropy, or (B, n, 3) signal level, mass of each token and rate of the
 *     general bound
 * @param pattern which rows see which
 * @param block S
 * @param bound whether {@code noise} is that of the general bound
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
        boolean bound) {

    /** Returns the arguments of the program's losses, as arrays of {@code scope}. */
    public NDArray[] arrays(NDManager scope) {
        int n = clean.length / batch;
        NDArray levels = bound
                ? scope.create(DoubleBuffer.wrap(noise), new Shape(batch, n, 3), DataType.FLOAT64)
                : scope.create(single(noise), new Shape(batch, n));
        return new NDArray[] {
            Backbone.ids(scope, batch, ids),
            Backbone.levels(scope, batch, sigma),
            Backbone.ids(scope, batch, clean),
            levels,
            Backbone.plan(scope, pattern.code(), block, bound ? 1 : 0)
        };
    }

    private static float[] single(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }
}
