package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;

/**
 * A network that this program trained under a process that no published family has, such as hybrid noise. Its
 * configuration has the sizes by the names of the classes for Hugging Face, and states process, attention, block size
 * and the place of the mask id in words. It returns logits, of what the configuration says if that is not the usual;
 * the first position is as any other.
 */
@Immutable
final class DlmBenchAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals(ConfigWriter.OWN_TYPE);
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        return Sizes.ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
    }

    @Override
    public double uniformShare(ModelConfig config) {
        return config.number(ConfigWriter.UNIFORM_SHARE, 0);
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(config.constant(ConfigWriter.PROCESS, ProcessKind.class)),
                config.constant(ConfigWriter.ATTENTION, AttentionPattern.class),
                config.wholeIfAny("block_size"),
                config.constant(ConfigWriter.MASK, MaskPlace.class),
                config.word(ConfigWriter.OUTPUT).isEmpty()
                        ? Output.LOGITS
                        : config.constant(ConfigWriter.OUTPUT, Output.class),
                FirstPosition.ORDINARY);
    }
}
