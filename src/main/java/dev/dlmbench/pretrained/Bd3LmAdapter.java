package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * BD3-LM (arXiv 2503.09573), as its class for Hugging Face is configured. The network sees the noisy sequence and then
 * the clean one; the block size is {@code block_size}. The mask id is the last, unless the tokenizer has one. The class
 * returns logits. The training class sets the mask's logit to -1e6 before the log-softmax. The noise level is 0. One t
 * holds for a block, t itself is its masking rate. The first position is never masked, nor scored. The scalars
 * {@code sampling_eps_min} and {@code sampling_eps_max} beside the weights are the trained clipping, not that of the
 * published perplexity.
 */
@Immutable
final class Bd3LmAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("bd3lm") && !config.flag("causal");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.require("adaln", true);
        config.require("cross_attn", true);
        return Sizes.ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.MASKED),
                AttentionPattern.DUAL,
                OptionalInt.of(config.whole("block_size")),
                config.maskPlace(),
                Output.LOGITS,
                config.firstPosition());
    }
}
