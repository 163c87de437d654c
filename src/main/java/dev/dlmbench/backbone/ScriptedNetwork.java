package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.Script;
import dev.dlmbench.engine.TorchSession;
import java.io.IOException;
import java.util.Arrays;

/**
 * A TorchScript module as a network for K real ids and the mask id K, without a cache. Where the module has more than K
 * ids, as padded vocabularies do, those take their share of the probability in losses, and are never drawn.
 */
public final class ScriptedNetwork implements AutoCloseable {
    private static final float NEVER = -1e9f;

    /** Logits that a call computes at once, at most, unless a single sequence has more. */
    private static final long AT_ONCE = 1L << 26;

    private final ScriptSpec spec;
    private final Script script;
    private final NDManager manager;
    private final int tokens;
    private final int vocabulary;

    /**
     * Loads a module.
     *
     * @param tokens K
     * @throws InvalidSettingException if it is none, or not one for K ids
     */
    public ScriptedNetwork(TorchSession session, ScriptSpec spec, int tokens) throws IOException {
        this.spec = spec;
        this.tokens = tokens;
        this.script = session.script(spec.place());
        this.manager = session.manager().newSubManager();
        try (NDManager scope = manager.newSubManager()) {
            Shape shape = script.forward(scope, scope.create(new long[2], new Shape(1, 2)))
                    .getShape();
            if (shape.dimension() != 3 || shape.get(0) != 1 || shape.get(1) != 2) {
                throw new InvalidSettingException(
                        spec.path() + " must return logits (B, n, V), and returned " + shape + " for ids (1, 2)");
            }
            this.vocabulary = (int) shape.get(2);
            Integer mask = spec.mask();
            if (mask != null && mask >= vocabulary) {
                throw new InvalidSettingException(
                        "backbone.mask " + mask + " is outside of the " + vocabulary + " ids of " + spec.path());
            }
            int needed = mask != null && mask == vocabulary - 1 ? tokens + 1 : tokens;
            if (vocabulary < needed) {
                throw new InvalidSettingException(
                        spec.path() + " has " + vocabulary + " ids, too few for the " + tokens + " of the text");
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Returns K. */
    public int tokens() {
        return tokens;
    }

    /** Returns what rows see. */
    public ScriptSpec.Attention attention() {
        return spec.attention();
    }

    /**
     * Returns the logits (B, K + 1) of the last row of each sequence; that of the mask means nothing.
     *
     * @param ids (B, n)
     */
    public float[] last(int batch, int[] ids) {
        return logits(batch, ids, true);
    }

    /**
     * Returns the logits (B, n, K + 1) of every row; that of the mask means nothing.
     *
     * @param ids (B, n)
     */
    public float[] all(int batch, int[] ids) {
        return logits(batch, ids, false);
    }

    private float[] logits(int batch, int[] ids, boolean last) {
        int n = ids.length / batch;
        int rows = last ? 1 : n;
        float[] all = new float[batch * rows * (tokens + 1)];
        int each = sequencesAtOnce(n);
        for (int from = 0; from < batch; from += each) {
            int count = Math.min(each, batch - from);
            try (NDManager scope = manager.newSubManager()) {
                NDArray out = forward(scope, count, Arrays.copyOfRange(ids, from * n, (from + count) * n));
                NDArray wanted = last ? out.get(":, {}:, :{}", n - 1, tokens) : out.get(":, :, :{}", tokens);
                float[] values = wanted.toFloatArray();
                for (int row = 0; row < count * rows; row++) {
                    System.arraycopy(values, row * tokens, all, (from * rows + row) * (tokens + 1), tokens);
                }
            }
        }
        return all;
    }

    /**
     * Returns every position's loss in nats (B, n): the weighted cross-entropy over all ids but the mask.
     *
     * @throws InvalidSettingException if the attention is another
     */
    public double[] losses(LossInputs inputs) {
        spec.require(inputs.pattern());
        if (inputs.loss() != LossKind.CROSS_ENTROPY) {
            throw new IllegalArgumentException("a TorchScript network has no loss but the cross-entropy");
        }
        int batch = inputs.batch();
        int n = inputs.clean().length / batch;
        double[] losses = new double[batch * n];
        int each = sequencesAtOnce(n);
        for (int from = 0; from < batch; from += each) {
            int count = Math.min(each, batch - from);
            int start = from * n;
            int end = (from + count) * n;
            try (NDManager scope = manager.newSubManager()) {
                NDArray out = forward(scope, count, Arrays.copyOfRange(inputs.ids(), start, end));
                NDArray target = Backbone.ids(scope, count, Arrays.copyOfRange(inputs.clean(), start, end));
                float[] values =
                        out.logSoftmax(-1).gather(target.expandDims(-1), 2).toFloatArray();
                for (int i = start; i < end; i++) {
                    losses[i] = inputs.noise()[i] == 0 ? 0 : -inputs.noise()[i] * values[i - start];
                }
            }
        }
        return inputs.byToken(losses);
    }

    /** Returns single-precision logits (B, n, V) in which the mask has no probability. */
    private NDArray forward(NDManager scope, int batch, int[] ids) {
        Integer mask = spec.mask();
        int[] own = mask == null
                ? ids
                : Arrays.stream(ids).map(id -> id == tokens ? mask : id).toArray();
        NDArray logits = script.forward(scope, Backbone.ids(scope, batch, own)).toType(DataType.FLOAT32, false);
        if (mask == null) {
            return logits;
        }
        float[] never = new float[vocabulary];
        never[mask] = NEVER;
        return logits.add(scope.create(never));
    }

    private int sequencesAtOnce(int n) {
        return (int) Math.max(1, AT_ONCE / ((long) n * vocabulary));
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
