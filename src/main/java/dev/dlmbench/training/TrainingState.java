package dev.dlmbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.Program;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Weights, AdamW's averages of gradients and of their squares, and the weights' average on the device, all updated in
 * place by the program.
 */
final class TrainingState {

    /** Tensors of which every weight has one. */
    private enum Part {
        WEIGHTS("weights", "weights"),
        EXP_AVG("exp_avg", "moments"),
        EXP_AVG_SQ("exp_avg_sq", "squares"),
        EMA("ema", "averages");

        private final String argument; // of the program
        private final String prefix; // of the names in a checkpoint

        Part(String argument, String stored) {
            this.argument = argument;
            this.prefix = stored + ".";
        }
    }

    private final BackboneSpec spec;
    private final int vocabulary;
    private final Map<Part, List<NDArray>> parts = new EnumMap<>(Part.class);
    private final List<NDArray> step = new ArrayList<>();

    private TrainingState(BackboneSpec spec, int vocabulary) {
        this.spec = spec;
        this.vocabulary = vocabulary;
    }

    /** Returns the state before the first step. */
    static TrainingState fresh(NDManager manager, Weights initial) {
        TrainingState state = new TrainingState(initial.spec(), initial.vocabulary());
        Weights zeros = new Weights(
                initial.spec(),
                initial.vocabulary(),
                initial.values().stream()
                        .map(values -> new float[values.length])
                        .toList());
        state.put(manager, part -> part == Part.WEIGHTS || part == Part.EMA ? initial : zeros, 0);
        return state;
    }

    /** Returns the state that {@link #tensors} was taken from. */
    static TrainingState restored(
            NDManager manager,
            Map<String, Safetensors.Tensor> tensors,
            BackboneSpec spec,
            int vocabulary,
            long stepsDone) {
        TrainingState state = new TrainingState(spec, vocabulary);
        state.put(manager, part -> Weights.of(tensors, part.prefix, spec, vocabulary), stepsDone);
        return state;
    }

    private void put(NDManager manager, Function<Part, Weights> values, long stepsDone) {
        int tensors = 0;
        for (Part part : Part.values()) {
            Weights own = values.apply(part);
            tensors = own.values().size();
            parts.put(part, Backbone.arrays(manager, own));
        }
        for (int i = 0; i < tensors; i++) {
            try (NDArray lent = manager.create((float) stepsDone)) {
                step.add(lent.duplicate()); // the engine's own memory, as for the weights
            }
        }
    }

    /** Hands the arrays to the program. */
    void bind(NDManager scope, Program program) {
        Stream<NDArray> arguments = Stream.concat(
                parts.entrySet().stream()
                        .flatMap(part -> Stream.of(Program.list(part.getKey().argument, part.getValue()))),
                Stream.of(Program.list("step", step)));
        program.learn(scope, "bind_training", arguments.toArray(NDArray[]::new));
    }

    /** Returns everything that a resumed training needs. */
    Map<String, Safetensors.Tensor> tensors() {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            tensors.putAll(values(part).named(part.prefix));
        }
        return tensors;
    }

    /** Returns the weights as they are, or their average. */
    Weights weights(boolean averaged) {
        return values(averaged ? Part.EMA : Part.WEIGHTS);
    }

    private Weights values(Part part) {
        List<NDArray> arrays = Objects.requireNonNull(parts.get(part));
        return new Weights(
                spec, vocabulary, arrays.stream().map(NDArray::toFloatArray).toList());
    }
}
