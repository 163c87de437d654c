package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The weights that a network of a family needs from its files.
 *
 * @param shapes of the weights, by name
 */
record ExpectedWeights(Map<String, long[]> shapes) {
    /** The angles of rotary positions by one position (d / 2), which files may state. */
    static final String FREQUENCIES = "rotary_emb.inv_freq";

    /** What networks of other families have besides, and what changes their output. */
    private static final Set<String> OF_OTHERS = Set.of("rotary_emb", "logit_bias");

    /**
     * Returns what a family's network needs.
     *
     * @param adaptiveNorm whether it has adaptive layer norm
     */
    static ExpectedWeights of(boolean adaptiveNorm, BackboneSpec spec, WeightLayout layout) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (WeightLayout.Weight weight : layout.weights()) {
            if (adaptiveNorm || !NeutralConditioning.has(weight.name())) {
                shapes.put(weight.name(), weight.shape());
            }
        }
        shapes.put(FREQUENCIES, new long[] {spec.headWidth() / 2});
        return new ExpectedWeights(shapes);
    }

    /**
     * Compares with what is there, by the headers alone. Tensors of other names than a network's are passed over.
     *
     * @throws InvalidSettingException if a weight is missing, has another shape or is one too many, with all of them
     */
    void require(WeightFiles files, String place) {
        List<String> problems = new ArrayList<>();
        shapes.forEach((name, shape) -> {
            if (!files.has(name)) {
                if (!name.equals(FREQUENCIES)) {
                    problems.add("there is no weight " + name + " " + Arrays.toString(shape));
                }
            } else if (!Arrays.equals(files.shape(name), shape)) {
                problems.add(name + " has shape " + Arrays.toString(files.shape(name)) + ", but the network needs "
                        + Arrays.toString(shape));
            }
        });
        Set<String> modules = Stream.concat(shapes.keySet().stream().map(ExpectedWeights::module), OF_OTHERS.stream())
                .collect(Collectors.toSet());
        for (String name : files.names()) {
            if (!shapes.containsKey(name) && (modules.contains(module(name)) || NeutralConditioning.has(name))) {
                problems.add(name + " " + Arrays.toString(files.shape(name)) + " is a weight that the network lacks");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingException(place + ": " + String.join("\n" + place + ": ", problems));
        }
    }

    /** Reads the weights; the frequencies are not among them. */
    Map<String, Safetensors.Tensor> read(WeightFiles files) throws IOException {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            if (!name.equals(FREQUENCIES)) {
                tensors.put(name, files.read(name));
            }
        }
        return tensors;
    }

    private static String module(String name) {
        int end = name.indexOf('.');
        return end < 0 ? name : name.substring(0, end);
    }
}
