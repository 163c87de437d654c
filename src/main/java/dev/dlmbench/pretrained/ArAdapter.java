package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The autoregressive baseline of BD3-LM's repository: the class of BD3-LM with {@code causal} and without adaptive
 * layer norm, whose weights are filled in so that it does nothing. The network has no noise level. It returns
 * logits. There is a row for a mask id, the last, which is never an input; its logit is set to -1e6 before the
 * log-softmax. The first token is not scored: logits at a position are of the next one.
 */
@Immutable
final class ArAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("bd3lm") && config.flag("causal");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.require("adaln", false);
        config.require("cross_attn", false);
        return Sizes.ofClass(config, 1, false);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        return new TransformerRules(false);
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.AUTOREGRESSIVE),
                AttentionPattern.CAUSAL,
                OptionalInt.empty(),
                MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE,
                Output.LOGITS,
                FirstPosition.GIVEN);
    }
}
