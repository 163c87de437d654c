package dev.dlmbench.pretrained;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GivenFrequencies;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.Names;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Configurations as the classes of families have them. What no class asks, and a reader of this program does, is in a
 * section of its own.
 */
final class ConfigWriter {
    /** The section that only folders of this program have. */
    static final String OWN = "dlm_bench";

    /** The type of a configuration that is of no published family. */
    static final String OWN_TYPE = "dlm-bench";

    /** In the own section: the base of rotary frequencies; the weights file has them rounded to single precision. */
    static final String ROTARY_BASE = "rotary_base";

    /** In the own section: what holds for the first position. */
    static final String FIRST = "first_position";

    /** The id of the mask. */
    static final String MASK_ID = "mask_token_id";

    /** In a configuration of the own type: the process that it was trained for. */
    static final String PROCESS = "process";

    /** In a configuration of the own type: the share of uniform tokens halfway, of hybrid noise. */
    static final String UNIFORM_SHARE = "uniform_share";

    /** In a configuration of the own type: which rows see which. */
    static final String ATTENTION = "attention";

    /** In a configuration of the own type: where the mask id is. */
    static final String MASK = "mask";

    /** In a configuration of the own type, where it is not logits as usual: what the network returns. */
    static final String OUTPUT = "output";

    private static final double BASE = 10_000;
    private static final String TYPE = "model_type";

    private ConfigWriter() {}

    /**
     * Returns the configuration of a model.
     *
     * @param sequence n, the tokens that it was trained on at a time
     * @param uniformShare of uniform tokens halfway, if it was trained under hybrid noise
     */
    static ObjectNode config(PretrainedModel model, int sequence, double uniformShare) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        switch (model.family()) {
            case MDLM -> {
                ofClass(config, "MDLM", "mdlm");
                sizes(config, model, sequence);
            }
            case BD3_LM, AR -> {
                ofClass(config, "BD3LM", "bd3lm");
                sizes(config, model, sequence);
                ofBlocks(config, model);
            }
            case DUO -> ofDuo(config, model, sequence);
            case BLOCKGEN -> ofBlockGen(config, model, sequence);
            case DLM_BENCH -> {
                config.put(TYPE, OWN_TYPE);
                sizes(config, model, sequence);
                model.conventions().process().ifPresent(kind -> config.put(PROCESS, Names.of(kind)));
                config.put(UNIFORM_SHARE, uniformShare);
                config.put(ATTENTION, Names.of(model.conventions().attention()));
                config.put(MASK, Names.of(model.conventions().mask()));
                model.conventions().block().ifPresent(size -> config.put("block_size", size));
                if (model.conventions().output() != Output.LOGITS) {
                    config.put(OUTPUT, Names.of(model.conventions().output()));
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "no network here is of the family " + model.family().id());
        }
        int vocabulary = model.weights().vocabulary();
        if (model.conventions().mask() == MaskPlace.LAST) {
            config.put(MASK_ID, vocabulary - 1);
        }
        ObjectNode own = config.putObject(OWN);
        if (!(model.weights().spec().network() instanceof GivenFrequencies)) {
            own.put(ROTARY_BASE, (int) BASE);
        }
        own.put(FIRST, Names.of(model.conventions().first()));
        return config;
    }

    /** Returns the angles of rotary positions by one position (d / 2), in single precision. */
    static Safetensors.Tensor frequencies(BackboneSpec spec) {
        int half = spec.headWidth() / 2;
        List<Double> exact = spec.network() instanceof GivenFrequencies given
                ? given.frequencies()
                : IntStream.range(0, half)
                        .mapToObj(i -> Math.pow(BASE, -(double) i / half))
                        .toList();
        float[] values = new float[half];
        IntStream.range(0, half).forEach(i -> values[i] = exact.get(i).floatValue());
        return new Safetensors.Tensor(new long[] {half}, values);
    }

    private static void ofClass(ObjectNode config, String name, String type) {
        config.putArray("architectures").add(name);
        config.put(TYPE, type);
        config.put("return_dict", false);
        config.put("torch_dtype", "float32");
    }

    private static void sizes(ObjectNode config, PretrainedModel model, int sequence) {
        BackboneSpec spec = model.weights().spec();
        config.put("vocab_size", model.weights().vocabulary());
        config.put("model_length", sequence);
        config.put("hidden_dim", spec.width());
        config.put("cond_dim", spec.conditioningDim());
        config.put("n_blocks", spec.layers());
        config.put("n_heads", spec.heads());
        config.put("dropout", spec.dropout());
        config.put("time_conditioning", spec.timeConditioning());
    }

    /** The class of BD3-LM, which can have adaptive layer norm under causal attention too. */
    private static void ofBlocks(ObjectNode config, PretrainedModel model) {
        OptionalInt block = model.conventions().block();
        boolean causal = model.conventions().attention() == AttentionPattern.CAUSAL;
        config.put("block_size", block.orElse(1));
        config.put("cross_attn", !causal);
        config.put("adaln", true);
        config.put("causal", causal);
        config.put("attn_backend", "sdpa");
        config.put("var_min", false);
        if (causal && model.conventions().first() == FirstPosition.ORDINARY) {
            config.put("bos_token_id", model.weights().vocabulary() - 1);
        }
    }

    private static void ofDuo(ObjectNode config, PretrainedModel model, int sequence) {
        config.put("vocab_size", model.weights().vocabulary());
        trainedSizes(config.putObject("model"), model, sequence);
        config.putObject("algo")
                .put("name", "duo_base")
                .put("backbone", "dit")
                .put("T", 0)
                .put("parameterization", "mean")
                .put("loss_type", "elbo")
                .put("ignore_bos", false)
                .put("causal_attention", false)
                .put("time_conditioning", model.weights().spec().timeConditioning());
        config.putObject("noise").put("type", "log-linear");
    }

    private static void ofBlockGen(ObjectNode config, PretrainedModel model, int sequence) {
        config.put("type", "block-dit");
        trainedSizes(config, model, sequence);
        config.put("x0_causal", model.conventions().attention() == AttentionPattern.DUAL_TOKEN_CAUSAL);
    }

    private static void trainedSizes(ObjectNode config, PretrainedModel model, int sequence) {
        BackboneSpec spec = model.weights().spec();
        config.put("hidden_size", spec.width());
        config.put("cond_dim", spec.conditioningDim());
        config.put("length", sequence);
        config.put("n_blocks", spec.layers());
        config.put("n_heads", spec.heads());
        config.put("scale_by_sigma", true);
        config.put("dropout", spec.dropout());
        config.put("tie_word_embeddings", false);
    }
}
