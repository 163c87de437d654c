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
 * MDLM's network by the settings of its training ({@code parameterization: subs}, {@code backbone: dit}), and that of
 * EDLM (arXiv 2410.21357), whose proposals are those of an MDLM. EDLM's energy is not read: tensors whose names begin
 * with {@code ebm} are passed over; where it is an autoregressive model, that is a folder of its own, of
 * {@link ArMdlmAdapter}. Else as {@link MdlmAdapter}. No numbers were compared besides those of the other's.
 */
@Immutable
final class MdlmTrainingAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return !config.has("model_type")
                && config.word("parameterization").equals("subs")
                && config.word("backbone").equals("dit");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        ModelConfig model = config.section("model");
        return Sizes.ofTraining(model, model.whole("cond_dim"), config.flag("time_conditioning"));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.MASKED),
                AttentionPattern.BIDIRECTIONAL,
                OptionalInt.empty(),
                MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE,
                Output.LOGITS,
                FirstPosition.ORDINARY);
    }
}
