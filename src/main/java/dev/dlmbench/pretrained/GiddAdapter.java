package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GiddNetwork;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * GIDD (arXiv 2503.04482), as its class for Hugging Face is configured: hybrid noise, whose share of uniform tokens
 * halfway is {@code p_uniform}. The network's time input is t itself. The mask id is the tokenizer's own, the last. The
 * class returns logits; the mask's is set to the least number before the softmax. All positions are masked and scored
 * as any other. Rotary positions are saved as tables of cosines and sines. There are {@code max_seq_len}.
 */
@Immutable
final class GiddAdapter implements Adapter {
    /** The key of the share of uniform tokens halfway. */
    static final String SHARE = "p_uniform";

    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("dit") && config.has("timestep_cond_dim");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        return new BackboneSpec(
                new GiddNetwork(factor(config), 0, config.whole("max_seq_len")),
                config.whole("num_hidden_layers"),
                config.whole("hidden_size"),
                config.whole("num_attention_heads"),
                config.whole("timestep_cond_dim"),
                0,
                true);
    }

    @Override
    public double uniformShare(ModelConfig config) {
        return config.number(SHARE, 0);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        return new GiddRules(factor(config), config.whole("max_seq_len"));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return ofGidd();
    }

    /** Returns what both of GIDD's classes have. */
    static Conventions ofGidd() {
        return new Conventions(
                Optional.of(ProcessKind.HYBRID),
                AttentionPattern.BIDIRECTIONAL,
                OptionalInt.empty(),
                MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE,
                Output.LOGITS,
                FirstPosition.ORDINARY);
    }

    /** Returns B of the noise, whose share of uniform tokens halfway is 0 where none is stated. */
    static double factor(ModelConfig config) {
        double share = config.number(SHARE, 0);
        return 2 * share / (1 - share);
    }
}
