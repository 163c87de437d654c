package dev.dlmbench.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Weights, AdamW's two moments and the weights' average on the device, all updated in place by the program. */
final class TrainingState {
    private static final List<String> PARTS = List.of("weights", "moments", "squares", "averages");

    private final BackboneSpec spec;
    private final int vocabulary;
    private final List<List<NDArray>> parts = new ArrayList<>();
    private final List<NDArray> clock = new ArrayList<>();

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
        state.put(manager, List.of(initial, zeros, zeros, initial), 0);
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
        List<Weights> values = PARTS.stream()
                .map(part -> Weights.of(tensors, part + ".", spec, vocabulary))
                .toList();
        state.put(manager, values, stepsDone);
        return state;
    }

    private void put(NDManager manager, List<Weights> values, long stepsDone) {
        for (int i = 0; i < PARTS.size(); i++) {
            parts.add(Backbone.arrays(manager, values.get(i)));
        }
        for (int i = 0; i < values.get(0).values().size(); i++) {
            try (NDArray lent = manager.create((float) stepsDone)) {
                clock.add(lent.duplicate()); // the engine's own memory, as for the weights
            }
        }
    }

    /** Hands the arrays to the program. */
    void bind(NDManager scope, Program program) {
        Stream<NDArray> arguments = Stream.concat(
                PARTS.stream().flatMap(part -> Stream.of(Program.list(part, parts.get(PARTS.indexOf(part))))),
                Stream.of(Program.list("clock", clock)));
        program.learn(scope, "learn", arguments.toArray(NDArray[]::new));
    }

    /** Returns everything that a resumed training needs. */
    Map<String, Safetensors.Tensor> tensors() {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (String part : PARTS) {
            tensors.putAll(values(part).named(part + "."));
        }
        return tensors;
    }

    /** Returns the weights as they are, or their average. */
    Weights weights(boolean averaged) {
        return values(averaged ? "averages" : "weights");
    }

    private Weights values(String part) {
        return new Weights(
                spec,
                vocabulary,
                parts.get(PARTS.indexOf(part)).stream()
                        .map(NDArray::toFloatArray)
                        .toList());
    }
}
