package dev.dlmbench.backbone;

import dev.dlmbench.base.InvalidSettingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names, shapes and order of the backbone's weights; the names are those of the published MDLM and BD3-LM weights.
 *
 * @param weights in the order the program expects them
 */
record WeightLayout(List<Weight> weights) {
    /** Features of the time embedder: 128 cosines and 128 sines. */
    static final int TIME_FEATURES = 256;

    /** How a weight starts. */
    enum Start {
        /** Uniform in plus or minus one over the root of the fan-in. */
        UNIFORM,
        /** All zeros: adaptive layer norm and the output start as the identity and as equal logits. */
        ZEROS,
        /** All ones. */
        ONES
    }

    /**
     * One tensor.
     *
     * @param name in the weights file
     * @param rows its first dimension
     * @param columns its second dimension, or 0 for a vector
     * @param start its initial values
     * @param fanIn inputs of the layer it belongs to
     */
    record Weight(String name, int rows, int columns, Start start, int fanIn) {
        long[] shape() {
            return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
        }

        int size() {
            long size = (long) rows * Math.max(1, columns);
            if (size > Integer.MAX_VALUE) {
                throw new InvalidSettingException("backbone.width of " + columns + " is too large for a vocabulary of "
                        + rows + ": one layer has at most " + Integer.MAX_VALUE + " weights");
            }
            return (int) size;
        }
    }

    WeightLayout {
        weights = Collections.unmodifiableList(new ArrayList<>(weights));
    }

    /** Returns the layout for {@code vocabulary} ids, the mask id included. */
    static WeightLayout of(BackboneSpec spec, int vocabulary) {
        int width = spec.width();
        int condition = spec.conditioningDim();
        List<Weight> weights = new ArrayList<>();
        weights.add(new Weight("vocab_embed.embedding", vocabulary, width, Start.UNIFORM, width));
        linear(weights, "sigma_map.mlp.0", condition, TIME_FEATURES, Start.UNIFORM);
        linear(weights, "sigma_map.mlp.2", condition, condition, Start.UNIFORM);
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "blocks." + i + ".";
            weights.add(new Weight(layer + "norm1.weight", width, 0, Start.ONES, width));
            linear(weights, layer + "adaLN_modulation", 6 * width, condition, Start.ZEROS);
            weights.add(new Weight(layer + "attn_qkv.weight", 3 * width, width, Start.UNIFORM, width));
            weights.add(new Weight(layer + "attn_out.weight", width, width, Start.UNIFORM, width));
            weights.add(new Weight(layer + "norm2.weight", width, 0, Start.ONES, width));
            linear(weights, layer + "mlp.0", 4 * width, width, Start.UNIFORM);
            linear(weights, layer + "mlp.2", width, 4 * width, Start.UNIFORM);
        }
        weights.add(new Weight("output_layer.norm_final.weight", width, 0, Start.ONES, width));
        linear(weights, "output_layer.adaLN_modulation", 2 * width, condition, Start.ZEROS);
        linear(weights, "output_layer.linear", vocabulary, width, Start.ZEROS);
        return new WeightLayout(weights);
    }

    private static void linear(List<Weight> weights, String name, int out, int in, Start start) {
        weights.add(new Weight(name + ".weight", out, in, start, in));
        weights.add(new Weight(name + ".bias", out, 0, start, in));
    }

    /** Returns the number of trainable parameters. */
    long parameters() {
        return weights.stream().mapToLong(Weight::size).sum();
    }
}
