package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * BlockGen (arXiv 2606.02241), masked or uniform, recognised by {@code type: block-dit}; the file is the section
 * {@code model} of its training and no more. So it states neither vocabulary, which is the rows of the embedding, nor
 * noise, nor mask id (the last for masked noise, none for uniform noise), nor block size. The authors' input is the
 * clean sequence and then the noisy one; attention sees positions and halves alone, so that the order of the halves
 * here gives the same logits. With {@code x0_causal}, clean rows see the clean tokens up to themselves. The noise level
 * is 0, for uniform noise too. One t holds for a sequence. The file has the averaged weights.
 */
@Immutable
final class BlockGenAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("type").equals("block-dit");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        return Sizes.ofTraining(config, config.whole("cond_dim"), false);
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.empty(),
                config.flag("x0_causal") ? AttentionPattern.DUAL_TOKEN_CAUSAL : AttentionPattern.DUAL,
                OptionalInt.empty(),
                MaskPlace.UNSTATED,
                Output.LOGITS,
                FirstPosition.ORDINARY);
    }
}
