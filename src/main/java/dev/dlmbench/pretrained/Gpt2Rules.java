package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * GPT-2, whose output layer has no bias and, if tied, the matrix of the token embedding. Older folders have the causal
 * mask beside each layer's weights, which says nothing.
 *
 * @param tied whether the configuration says that the output layer's matrix is the token embedding's
 */
record Gpt2Rules(boolean tied) implements WeightRules {
    private static final String EMBEDDING = "wte.weight";
    private static final String HEAD = "lm_head.weight";
    private static final String HEAD_BIAS = "lm_head.bias";

    @Override
    public String embedding() {
        return EMBEDDING;
    }

    @Override
    public boolean stored(String weight) {
        return weight.equals(HEAD) ? !tied : !weight.equals(HEAD_BIAS);
    }

    @Override
    public Map<String, long[]> optional(BackboneSpec spec) {
        return Map.of();
    }

    @Override
    public boolean ignored(String tensor) {
        return tensor.equals(HEAD) || tensor.endsWith(".attn.bias") || tensor.endsWith(".attn.masked_bias");
    }

    @Override
    public Map<String, Safetensors.Tensor> filled(
            WeightLayout layout, Map<String, Safetensors.Tensor> stored, WeightFiles files) throws IOException {
        Safetensors.Tensor embedding = Objects.requireNonNull(stored.get(EMBEDDING));
        Map<String, Safetensors.Tensor> filled = new LinkedHashMap<>();
        if (tied) {
            if (files.has(HEAD) && !Arrays.equals(files.read(HEAD).values(), embedding.values())) {
                throw new InvalidSettingException(files + " has a " + HEAD + " that differs from " + EMBEDDING
                        + ", to which it is tied by " + ModelConfig.FILE + ": tie_word_embeddings is not false there");
            }
            filled.put(HEAD, embedding);
        }
        int vocabulary = (int) embedding.shape()[0];
        filled.put(HEAD_BIAS, new Safetensors.Tensor(new long[] {vocabulary}, new float[vocabulary]));
        return filled;
    }

    @Override
    public Network network(BackboneSpec stated, WeightFiles files) {
        return stated.network();
    }
}
