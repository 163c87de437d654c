package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Gpt2;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GPT-2 (Radford et al., 2019) and what has its architecture, as Hugging Face's class is configured. It is
 * autoregressive; logits at a position are of the next token, so that the first token of a text is not scored. There is
 * no mask id. Its texts are separated by one token, which ends a text and begins the next. A sequence has
 * {@code n_positions} tokens at most. The output layer's matrix is that of the embedding.
 */
@Immutable
final class Gpt2Adapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("gpt2");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.requireIfAny("activation_function", "gelu_new");
        config.requireIfAny("layer_norm_epsilon", 1e-5);
        config.requireIfAny("scale_attn_weights", true);
        config.requireIfAny("scale_attn_by_inverse_layer_idx", false);
        config.requireIfAny("add_cross_attention", false);
        config.requireIfAny("n_inner", 4 * config.whole("n_embd"));
        return new BackboneSpec(
                new Gpt2(config.whole("n_positions")),
                config.whole("n_layer"),
                config.whole("n_embd"),
                config.whole("n_head"),
                1,
                0,
                false);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        return new Gpt2Rules(config.flag("tie_word_embeddings", true));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.AUTOREGRESSIVE),
                AttentionPattern.CAUSAL,
                OptionalInt.empty(),
                MaskPlace.NONE,
                Output.LOGITS,
                FirstPosition.GIVEN);
    }
}
