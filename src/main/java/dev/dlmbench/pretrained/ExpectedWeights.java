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
 * The tensors that a network of a family has in its folder.
 *
 * @param needed shapes of those that there must be, by name
 * @param rules of the family
 * @param optional shapes of those that there may be
 */
record ExpectedWeights(Map<String, long[]> needed, WeightRules rules, Map<String, long[]> optional) {
    /** What networks of other families have besides, and what changes their output. */
    private static final Set<String> OF_OTHERS = Set.of("rotary_emb", "logit_bias");

    /** Returns what a network needs. */
    static ExpectedWeights of(WeightRules rules, BackboneSpec spec, WeightLayout layout) {
        Map<String, long[]> needed = new LinkedHashMap<>();
        for (WeightLayout.Weight weight : layout.weights()) {
            if (rules.stored(weight.name())) {
                needed.put(weight.name(), weight.shape());
            }
        }
        return new ExpectedWeights(needed, rules, rules.optional(spec));
    }

    /**
     * Compares with what is there, by the headers alone. Tensors of other names than a network's are passed over.
     *
     * @throws InvalidSettingException if a weight is missing, has another shape or is one too many, with all of them
     */
    void require(WeightFiles files, String place) {
        List<String> problems = new ArrayList<>();
        needed.forEach((name, shape) -> {
            if (files.has(name)) {
                compare(files, name, shape, problems);
            } else {
                problems.add("there is no weight " + name + " " + Arrays.toString(shape));
            }
        });
        optional.forEach((name, shape) -> {
            if (files.has(name)) {
                compare(files, name, shape, problems);
            }
        });
        Set<String> modules = Stream.concat(needed.keySet().stream().map(ExpectedWeights::module), OF_OTHERS.stream())
                .collect(Collectors.toSet());
        for (String name : files.names()) {
            boolean known = needed.containsKey(name) || optional.containsKey(name) || rules.ignored(name);
            if (!known && (modules.contains(module(name)) || NeutralConditioning.has(name))) {
                problems.add(name + " " + Arrays.toString(files.shape(name)) + " is a weight that the network lacks");
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingException(place + ": " + String.join("\n" + place + ": ", problems));
        }
    }

    private static void compare(WeightFiles files, String name, long[] shape, List<String> problems) {
        if (!Arrays.equals(files.shape(name), shape)) {
            problems.add(name + " has shape " + Arrays.toString(files.shape(name)) + ", but the network needs "
                    + Arrays.toString(shape));
        }
    }

    /** Reads the weights that there must be. */
    Map<String, Safetensors.Tensor> read(WeightFiles files) throws IOException {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (String name : needed.keySet()) {
            tensors.put(name, files.read(name));
        }
        return tensors;
    }

    private static String module(String name) {
        int end = name.indexOf('.');
        return end < 0 ? name : name.substring(0, end);
    }
}
