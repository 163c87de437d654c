package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of adaptive layer norm that does nothing, for networks that were trained without: shifts and scales are 0 and
 * gates are 1, whatever the noise level. The network then computes exactly what one without would.
 */
final class NeutralConditioning {
    private static final String ADAPTIVE = "adaLN_modulation.";
    private static final String TIME = "sigma_map.";

    /** Shift, scale and gate for attention, then for the MLP. */
    private static final int PARTS = 6;

    private NeutralConditioning() {}

    /** Returns whether a weight belongs to adaptive layer norm. */
    static boolean has(String name) {
        return name.contains(ADAPTIVE) || name.startsWith(TIME);
    }

    /** Returns the values of all those of {@code layout}'s weights, by name. */
    static Map<String, Safetensors.Tensor> of(WeightLayout layout) {
        Map<String, Safetensors.Tensor> filled = new LinkedHashMap<>();
        for (WeightLayout.Weight weight : layout.weights()) {
            if (has(weight.name())) {
                float[] values = new float[weight.size()];
                if (weight.name().startsWith("blocks.") && weight.name().endsWith(ADAPTIVE + "bias")) {
                    int width = values.length / PARTS;
                    Arrays.fill(values, 2 * width, 3 * width, 1);
                    Arrays.fill(values, 5 * width, 6 * width, 1);
                }
                filled.put(weight.name(), new Safetensors.Tensor(weight.shape(), values));
            }
        }
        return filled;
    }
}
