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
 * The autoregressive baseline of MDLM's repository, recognised by the settings of its training, with {@code causal} in
 * the section {@code model}. It differs from {@link ArAdapter} in what its class returns: log-probabilities, after the
 * mask's logit was set to -1000. Adaptive layer norm is filled in. The first token is not scored.
 */
@Immutable
final class ArMdlmAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return !config.has("model_type") && config.section("model").flag("causal");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        return Sizes.ofTraining(config.section("model"), 1, false);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        return TransformerRules.of(config, false);
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.AUTOREGRESSIVE),
                AttentionPattern.CAUSAL,
                OptionalInt.empty(),
                MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE,
                Output.LOG_PROBABILITIES,
                FirstPosition.GIVEN);
    }
}
