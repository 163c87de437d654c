package dev.dlmbench.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network on a device: logits, losses and decoding, whatever the architecture; its weights do not change.
 *
 * <p>Shapes: B sequences, n tokens, R rows of a call, V ids including the mask id. Everything goes in and out as plain
 * arrays, row by row, but for logits while decoding. A backbone is not safe for use by threads.
 */
public final class Backbone implements AutoCloseable {
    /** The attributes of every network's program that hold tensors. */
    private static final List<String> LISTS =
            List.of("weights", "exp_avg", "exp_avg_sq", "step", "ema", "grads", "kv_cache");

    private final Network network;
    private final NDManager manager;
    private final Program program;
    private final int vocabulary;
    private final boolean timed;
    private final NDArray everybody;
    private final NDArray timeless;

    /** Puts {@code weights} on the session's device. */
    public Backbone(TorchSession session, Weights weights) {
        this.network = weights.spec().network();
        this.manager = session.manager().newSubManager();
        this.program = compile(session, weights.spec(), 0);
        this.vocabulary = weights.vocabulary();
        this.timed = weights.spec().timeConditioning();
        this.everybody = manager.create(new long[0]);
        this.timeless = manager.create(0f);
        try (NDManager scope = manager.newSubManager()) {
            program.run(scope, "bind", Program.list("weights", arrays(scope, weights)));
        }
    }

    /**
     * Returns the program for a network of shape {@code spec}.
     *
     * @throws InvalidSettingException if the network does not run in the session's precision
     */
    public static Program compile(TorchSession session, BackboneSpec spec, double dropout) {
        Network network = spec.network();
        if (session.bf16()) {
            network.require(Ability.BF16);
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("input_bias", 0.);
        attributes.putAll(network.attributes(spec));
        attributes.put("bf16", session.bf16());
        attributes.put("convolution", !session.bf16() && !session.gpu());
        attributes.put("dropout", dropout);
        LISTS.forEach(list -> attributes.put(list, TorchSession.emptyList()));
        network.tensorLists().forEach(list -> attributes.put(list, TorchSession.emptyList()));
        return session.program(BackboneSource.of(network), attributes);
    }

    /**
     * Returns the weights as arrays of {@code scope}, in the order of the program. The engine owns their memory: an
     * array made from a Java array only borrows a buffer of Java's, which is gone once that array is closed and
     * collected, though the program still holds it.
     */
    public static List<NDArray> arrays(NDManager scope, Weights weights) {
        List<WeightLayout.Weight> layout =
                WeightLayout.of(weights.spec(), weights.vocabulary()).weights();
        List<NDArray> arrays = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            try (NDArray lent = scope.create(
                    weights.values().get(i), new Shape(layout.get(i).shape()))) {
                arrays.add(lent.duplicate());
            }
        }
        return arrays;
    }

    /** Returns V, the ids including the mask id, which is the last. */
    public int vocabulary() {
        return vocabulary;
    }

    /** Returns whether the noise level is an input of the network. */
    public boolean timed() {
        return timed;
    }

    /**
     * Returns the logits (B, n, V) of whole sequences.
     *
     * @param ids (B, R); R is n, or 2n for {@link AttentionPattern#DUAL}
     * @param sigma (B, G) noise levels, each for n / G tokens in turn; looked at only with the time input on
     * @throws InvalidSettingException if the network does not have {@code pattern}, or not as many positions
     */
    public float[] logits(int batch, int[] ids, float[] sigma, AttentionPattern pattern, int block) {
        network.require(Ability.PREDICTION);
        network.require(pattern);
        network.requirePositions(pattern.positions(ids.length / batch));
        try (NDManager scope = manager.newSubManager()) {
            NDArray out = program.run(
                            scope,
                            "forward",
                            ids(scope, batch, ids),
                            levels(scope, batch, sigma),
                            plan(scope, pattern.code(), block))
                    .singletonOrThrow();
            return out.toFloatArray();
        }
    }

    /**
     * Returns the logits (B, n, V) of whole sequences of vectors in place of ids, each of which sees all of its
     * sequence. The vectors weigh the token embeddings, so that the vector of a single one is that token.
     *
     * @param vectors (B, n, V)
     * @param sigma (B) noise levels; looked at only with the time input on
     * @throws InvalidSettingException if the network does not see both ways, or does not have as many positions
     */
    public float[] logits(int batch, float[] vectors, float[] sigma) {
        int n = vectors.length / batch / vocabulary;
        network.require(Ability.PREDICTION);
        network.require(AttentionPattern.BIDIRECTIONAL);
        network.requirePositions(n);
        try (NDManager scope = manager.newSubManager()) {
            return program.run(
                            scope,
                            "forward",
                            vectors(scope, batch, n, vectors),
                            levels(scope, batch, sigma),
                            plan(scope, AttentionPattern.BIDIRECTIONAL.code(), n))
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    /**
     * Returns the energies (B) of pairs of sequences.
     *
     * @param pairs (B, 2n) of each a noisy sequence and then a clean one
     * @throws InvalidSettingException if the network has no energies
     */
    public float[] energies(int batch, int[] pairs) {
        network.require(Ability.ENERGY);
        try (NDManager scope = manager.newSubManager()) {
            return program.run(
                            scope,
                            "energies",
                            ids(scope, batch, pairs),
                            levels(scope, batch, new float[batch]),
                            plan(scope, AttentionPattern.BIDIRECTIONAL.code(), pairs.length / batch / 2))
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    /** Returns whether the network has a number for pairs of sequences, and predicts no tokens. */
    public boolean isEnergy() {
        return network.abilities().contains(Ability.ENERGY);
    }

    /**
     * Predicts noisy sequences as a whole.
     *
     * @param noisy B sequences of n tokens
     * @return logits of B n rows, which whoever asks closes
     * @throws InvalidSettingException if the network does not have the inputs' attention pattern, or predicts nothing
     */
    public DecodedLogits predict(LossInputs noisy) {
        network.require(Ability.PREDICTION);
        network.require(noisy.pattern());
        return DecodedLogits.ofSequences(program, manager, noisy);
    }

    /**
     * Returns what the output layer sees (N, D) of some rows of whole sequences.
     *
     * @param ids (B, n)
     * @param rows which N of the B n, at least one
     * @throws InvalidSettingException if the network does not have {@code pattern}, or not as many positions
     */
    public float[] hiddenStates(int batch, int[] ids, AttentionPattern pattern, int[] rows) {
        network.require(Ability.PREDICTION);
        network.require(pattern);
        network.requirePositions(pattern.positions(ids.length / batch));
        try (NDManager scope = manager.newSubManager();
                NDArray out = program.run(
                                scope,
                                "hidden_states",
                                ids(scope, batch, ids),
                                levels(scope, batch, new float[batch]),
                                plan(scope, pattern.code(), 1),
                                wide(scope, rows))
                        .singletonOrThrow()) {
            return out.toType(DataType.FLOAT32, false).toFloatArray();
        }
    }

    /**
     * Returns every position's loss in nats (B, n), as in {@link LossInputs}.
     *
     * @throws InvalidSettingException if the network does not have the inputs' attention pattern, or not as many
     *     positions
     */
    public double[] losses(LossInputs inputs) {
        network.require(inputs.loss() == LossKind.CONTRASTIVE ? Ability.ENERGY : Ability.PREDICTION);
        network.require(inputs.pattern());
        network.requirePositions(inputs.pattern().positions(inputs.rows()));
        try (NDManager scope = manager.newSubManager()) {
            double[] rows = program.run(scope, "score", inputs.arrays(scope))
                    .singletonOrThrow()
                    .toDoubleArray();
            return inputs.byToken(rows);
        }
    }

    /**
     * Starts decoding {@code batch} sequences; the cache is empty.
     *
     * @param slots of the cache, in tokens
     * @param positions that will be asked for, counted from 0
     * @throws InvalidSettingException if the network does not decode, or does not have as many positions
     */
    public void open(int batch, int slots, int positions) {
        network.require(Ability.DECODING);
        network.requirePositions(positions);
        try (NDManager scope = manager.newSubManager()) {
            program.run(scope, "allocate_kv_cache", plan(scope, batch, slots, positions));
        }
    }

    /**
     * Goes on with some of the sequences and some of what is cached.
     *
     * @param sequences to go on with, in rising order; none stands for all
     * @param from the first slot to keep
     * @param count how many slots to keep; they come to stand at the front
     */
    public void keep(int[] sequences, int from, int count) {
        try (NDManager scope = manager.newSubManager()) {
            program.run(scope, "keep_kv_cache", wide(scope, sequences), plan(scope, from, count));
        }
    }

    /** Returns the logits (B W, V) of a call's last rows. */
    public DecodedLogits decode(DecodingCall call) {
        NDManager scope = manager.newSubManager();
        try {
            NDArray out = program.run(
                            scope,
                            "decode",
                            ids(scope, call.batch(), call.ids()),
                            timed ? levels(scope, call.batch(), call.sigma()) : timeless,
                            call.sequences().length == 0 ? everybody : wide(scope, call.sequences()),
                            plan(
                                    scope,
                                    call.from(),
                                    call.filled(),
                                    call.position(),
                                    call.clean(),
                                    call.wanted(),
                                    call.mask().code(),
                                    call.block(),
                                    call.window()))
                    .singletonOrThrow();
            return new DecodedLogits(program, scope, out);
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    static NDArray wide(NDManager scope, int[] numbers) {
        return scope.create(Arrays.stream(numbers).asLongStream().toArray());
    }

    static NDArray ids(NDManager scope, int batch, int[] ids) {
        long[] wide = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[i] = ids[i];
        }
        return scope.create(wide, new Shape(batch, ids.length / batch));
    }

    static NDArray vectors(NDManager scope, int batch, int rows, float[] vectors) {
        return scope.create(vectors, new Shape(batch, rows, vectors.length / batch / rows));
    }

    static NDArray levels(NDManager scope, int batch, float[] sigma) {
        return scope.create(sigma, new Shape(batch, sigma.length / batch));
    }

    /** Returns numbers that the program reads on the host, whatever the device. */
    static NDArray plan(NDManager scope, long... numbers) {
        return Program.onHost(scope).create(numbers);
    }

    @Override
    public void close() {
        program.close();
        manager.close();
    }
}
