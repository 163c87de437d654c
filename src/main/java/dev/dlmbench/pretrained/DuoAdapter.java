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
 * Duo (arXiv 2506.10892), uniform noise, recognised by the settings of its training: {@code algo.name} begins with
 * {@code duo}. There is no mask id: all rows are states of the noise, the one of GPT-2's added padding, 50257, too. The
 * network is conditioned on time, by the noise level -ln alpha. Its prediction is the log-softmax over all ids, with
 * nothing added to any. Every position is scored, changed or not, the first included.
 */
@Immutable
final class DuoAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.section("algo").word("name").startsWith("duo");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        ModelConfig model = config.section("model");
        boolean timed = config.section("algo").flag("time_conditioning");
        return Sizes.ofTraining(model, model.whole("cond_dim"), timed);
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.UNIFORM),
                AttentionPattern.BIDIRECTIONAL,
                OptionalInt.empty(),
                MaskPlace.NONE,
                Output.LOGITS,
                FirstPosition.ORDINARY);
    }
}
