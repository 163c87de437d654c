package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The autoregressive baseline of BD3-LM's repository: the class of BD3-LM with {@code causal} and, as it was published,
 * without adaptive layer norm, whose weights are filled in so that it does nothing; that which this program trains has
 * it, {@code adaln}. The noise level is 0 where there is one. The network returns logits. There is a row for a mask id,
 * the last, which is never an input; its logit is set to -1e6 before the log-softmax. The first token is not scored:
 * logits at a position are of the next one.
 */
@Immutable
final class ArAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("bd3lm") && config.flag("causal");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.require("cross_attn", false);
        return config.flag("adaln")
                ? Sizes.ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"))
                : Sizes.ofClass(config, 1, false);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        return TransformerRules.of(config, config.flag("adaln"));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.AUTOREGRESSIVE),
                AttentionPattern.CAUSAL,
                OptionalInt.empty(),
                config.maskPlace(),
                Output.LOGITS,
                config.firstPosition());
    }
}
