package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.BackboneSpec;

/** What the networks of a {@link Family} do in their own way; the classes say it in words, too. */
@Immutable
interface Adapter {
    /** Returns whether a configuration is one of the family. */
    boolean recognises(ModelConfig config);

    /** Returns the shape of the network. */
    BackboneSpec backbone(ModelConfig config);

    /** Returns what else one has to know. */
    Conventions conventions(ModelConfig config);

    /** Returns the share of uniform tokens halfway of the hybrid noise that it was trained under; 0 for other noise. */
    default double uniformShare(ModelConfig config) {
        return 0;
    }

    /** Returns how the tensors of a folder become weights. */
    default WeightRules rules(ModelConfig config) {
        return TransformerRules.of(config, true);
    }

    /** Returns what stands before the names of weights where this program writes such a folder. */
    default String prefix() {
        return "backbone.";
    }

    /** Returns the key of the configuration for the size of the vocabulary. */
    default String sizeKey() {
        return "vocab_size";
    }

    /** Returns how many rows the embedding has for a stated size of the vocabulary. */
    default int rows(int vocabulary) {
        return vocabulary;
    }
}
