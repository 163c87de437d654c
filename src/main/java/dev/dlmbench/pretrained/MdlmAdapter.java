package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * MDLM (arXiv 2406.07524), as its class for Hugging Face is configured. The mask id is the vocabulary's last (GPT-2:
 * 50257 of 50258 rows) unless the tokenizer has a mask token of its own (BERT: 103 of 30522). The exported class
 * returns logits. The training class adds -1e6 to the mask's logit, takes a log-softmax and carries visible tokens
 * over. The network's noise level is 0 whatever t, and the adaptive layer norm still acts. The first token, and the
 * tokens of beginning and end, are masked and scored as any other.
 */
@Immutable
final class MdlmAdapter implements Adapter {
    @Override
    public boolean recognises(ModelConfig config) {
        return config.word("model_type").equals("mdlm");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        return Sizes.ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return new Conventions(
                Optional.of(ProcessKind.MASKED),
                AttentionPattern.BIDIRECTIONAL,
                OptionalInt.empty(),
                config.maskPlace(),
                Output.LOGITS,
                FirstPosition.ORDINARY);
    }
}
