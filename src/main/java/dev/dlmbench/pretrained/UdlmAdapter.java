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
 * UDLM (arXiv 2412.10193), uniform noise, as its class for Hugging Face is configured. There is no mask id: all rows
 * are states of the noise, special tokens among them. The network is conditioned on time, by the noise level -ln alpha.
 * Its prediction is the log-softmax over all ids. Every position is scored. Networks that are conditioned on classes
 * ({@code cfg}) are refused. The class computes its last layer in bf16. No numbers of the authors' program were
 * compared: tests hold it to Duo's network, whose layers are the same.
 */
@Immutable
final class UdlmAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("udlm");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        config.require("cfg", false);
        return Sizes.ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning", true));
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
