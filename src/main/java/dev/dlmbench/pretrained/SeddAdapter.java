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
 * SEDD (arXiv 2310.16834) under absorbing noise, as its class is configured: {@code tokens} and the section
 * {@code graph}. There is one row more than tokens, the last, which is the mask's whatever the tokenizer has. The
 * network is always conditioned on time, by the noise level -ln alpha. The class returns log-scores: logits minus
 * ln(e^sigma - 1) and minus the logarithm of the number of tokens, which is here a part of the loss and not of the
 * network; and 0 at the id that a position shows, which for a masked position is the mask's, and nobody looks at what a
 * visible position has. Every position is masked and scored as any other. Only {@code scale_by_sigma} is known, which
 * all published networks have. The class computes in bf16. No numbers of the authors' program were compared: tests hold
 * the network to Duo's, whose layers are the same, and the loss to the formulas.
 */
@Immutable
final class SeddAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.has("tokens") && config.section("graph").has("type");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.section("graph").requireIfAny("type", "absorb");
        ModelConfig model = config.section("model");
        model.require("scale_by_sigma", true);
        return Sizes.ofTraining(model, model.whole("cond_dim"), true);
    }

    @Override
    public String sizeKey() {
        return "tokens";
    }

    @Override
    public int rows(int vocabulary) {
        return vocabulary + 1;
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.MASKED),
                AttentionPattern.BIDIRECTIONAL,
                OptionalInt.empty(),
                MaskPlace.LAST,
                Output.SCORES,
                FirstPosition.ORDINARY);
    }
}
