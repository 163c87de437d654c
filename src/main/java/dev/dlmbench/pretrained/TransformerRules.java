package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GivenFrequencies;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The diffusion transformer, whose tensors have the network's own names; its rotary frequencies are those of the folder
 * where that states them.
 *
 * @param adaptiveNorm whether its weights have adaptive layer norm; if not, one that does nothing is filled in
 * @param rounded whether the folder's frequencies are those of the base, rounded to single precision
 */
record TransformerRules(boolean adaptiveNorm, boolean rounded) implements WeightRules {
    /** The angles of rotary positions by one position (d / 2). */
    static final String FREQUENCIES = "rotary_emb.inv_freq";

    /** Returns the rules for a configuration. */
    static TransformerRules of(ModelConfig config, boolean adaptiveNorm) {
        return new TransformerRules(adaptiveNorm, config.own().has(ConfigWriter.ROTARY_BASE));
    }

    @Override
    public String embedding() {
        return "vocab_embed.embedding";
    }

    @Override
    public boolean stored(String weight) {
        return adaptiveNorm || !NeutralConditioning.has(weight);
    }

    @Override
    public Map<String, long[]> optional(BackboneSpec spec) {
        return Map.of(FREQUENCIES, new long[] {spec.headWidth() / 2});
    }

    @Override
    public boolean ignored(String tensor) {
        return false;
    }

    @Override
    public Map<String, Safetensors.Tensor> filled(
            WeightLayout layout, Map<String, Safetensors.Tensor> stored, WeightFiles files) {
        return adaptiveNorm ? Map.of() : NeutralConditioning.of(layout);
    }

    @Override
    public Network network(BackboneSpec stated, WeightFiles files) throws IOException {
        if (rounded || !files.has(FREQUENCIES)) {
            return stated.network();
        }
        List<Double> frequencies = new ArrayList<>();
        for (float value : files.read(FREQUENCIES).values()) {
            frequencies.add((double) value);
        }
        return new GivenFrequencies(frequencies);
    }
}
