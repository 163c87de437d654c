package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Names;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import java.util.OptionalInt;

/**
 * The families of published networks, each with what it does in its own way: how its configuration is recognised and
 * read, and the conventions that its weights were trained under. All have the diffusion transformer as their network.
 */
public enum Family {
    /**
     * MDLM (arXiv 2406.07524), as its class for Hugging Face is configured. The mask id is the vocabulary's last
     * (GPT-2: 50257 of 50258 rows) unless the tokenizer has a mask token of its own (BERT: 103 of 30522). The exported
     * class returns logits. The training class adds -1e6 to the mask's logit, takes a log-softmax and carries visible
     * tokens over. The network's noise level is 0 whatever t, and the adaptive layer norm still acts. The first token,
     * and the tokens of beginning and end, are masked and scored as any other.
     */
    MDLM {
        @Override
        boolean recognises(ModelConfig config) {
            return config.word("model_type").equals("mdlm");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            return ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    AttentionPattern.BIDIRECTIONAL,
                    OptionalInt.empty(),
                    maskOf(config),
                    Output.LOGITS,
                    FirstPosition.ORDINARY);
        }
    },
    /**
     * BD3-LM (arXiv 2503.09573), as its class for Hugging Face is configured. The network sees the noisy sequence and
     * then the clean one; the block size is {@code block_size}. The mask id is the last, unless the tokenizer has one.
     * The class returns logits. The training class sets the mask's logit to -1e6 before the log-softmax. The noise
     * level is 0. One t holds for a block, t itself is its masking rate. The first position is never masked, nor
     * scored. The scalars {@code sampling_eps_min} and {@code sampling_eps_max} beside the weights are the trained
     * clipping, not that of the published perplexity.
     */
    BD3_LM {
        @Override
        boolean recognises(ModelConfig config) {
            return config.word("model_type").equals("bd3lm") && !config.flag("causal");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            config.require("adaln", true);
            config.require("cross_attn", true);
            return ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    AttentionPattern.DUAL,
                    OptionalInt.of(config.whole("block_size")),
                    maskOf(config),
                    Output.LOGITS,
                    firstOf(config));
        }
    },
    /**
     * The autoregressive baseline of BD3-LM's repository: the class of BD3-LM with {@code causal} and, where it was
     * published, without adaptive layer norm, whose weights are filled in so that it does nothing. The noise level is 0
     * where there is one. It returns logits. There is a row for a mask id, the last, which is never an input; its logit
     * is set to -1e6 before the log-softmax. The first token is not scored: logits at a position are of the next one.
     */
    AR {
        @Override
        boolean recognises(ModelConfig config) {
            return config.word("model_type").equals("bd3lm") && config.flag("causal");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            config.require("cross_attn", false);
            return adaptiveNorm(config)
                    ? ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"))
                    : ofClass(config, 1, false);
        }

        @Override
        boolean adaptiveNorm(ModelConfig config) {
            return config.flag("adaln");
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    AttentionPattern.CAUSAL, OptionalInt.empty(), maskOf(config), Output.LOGITS, firstOf(config));
        }
    },
    /**
     * The autoregressive baseline of MDLM's repository, recognised by the settings of its training, with {@code causal}
     * in the section {@code model}. It differs from {@link #AR} in what its class returns: log-probabilities, after the
     * mask's logit was set to -1000. Adaptive layer norm is filled in. The first token is not scored.
     */
    AR_MDLM {
        @Override
        boolean recognises(ModelConfig config) {
            return !config.has("model_type") && config.section("model").flag("causal");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            return ofTraining(config.section("model"), 1, false);
        }

        @Override
        boolean adaptiveNorm(ModelConfig config) {
            return false;
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    AttentionPattern.CAUSAL,
                    OptionalInt.empty(),
                    MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE,
                    Output.LOG_PROBABILITIES,
                    FirstPosition.GIVEN);
        }
    },
    /**
     * Duo (arXiv 2506.10892), uniform noise, recognised by the settings of its training: {@code algo.name} begins with
     * {@code duo}. There is no mask id: all rows are states of the noise, the one of GPT-2's added padding, 50257, too.
     * The network is conditioned on time, by the noise level -ln alpha. Its prediction is the log-softmax over all ids,
     * with nothing added to any. Every position is scored, changed or not, the first included.
     */
    DUO {
        @Override
        boolean recognises(ModelConfig config) {
            return config.section("algo").word("name").startsWith("duo");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            ModelConfig model = config.section("model");
            boolean timed = config.section("algo").flag("time_conditioning");
            return ofTraining(model, model.whole("cond_dim"), timed);
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    AttentionPattern.BIDIRECTIONAL,
                    OptionalInt.empty(),
                    MaskPlace.NONE,
                    Output.LOGITS,
                    FirstPosition.ORDINARY);
        }
    },
    /**
     * BlockGen (arXiv 2606.02241), masked or uniform, recognised by {@code type: block-dit}; the file is the section
     * {@code model} of its training and no more. So it states neither vocabulary, which is the rows of the embedding,
     * nor noise, nor mask id (the last for masked noise, none for uniform noise), nor block size. The authors' input is
     * the clean sequence and then the noisy one; attention sees positions and halves alone, so that the order of the
     * halves here gives the same logits. With {@code x0_causal}, clean rows see the clean tokens up to themselves. The
     * noise level is 0, for uniform noise too. One t holds for a sequence. The file has the averaged weights.
     */
    BLOCKGEN {
        @Override
        boolean recognises(ModelConfig config) {
            return config.word("type").equals("block-dit");
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            return ofTraining(config, config.whole("cond_dim"), false);
        }

        @Override
        String prefix() {
            return "";
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    config.flag("x0_causal") ? AttentionPattern.DUAL_TOKEN_CAUSAL : AttentionPattern.DUAL,
                    OptionalInt.empty(),
                    MaskPlace.UNSTATED,
                    Output.LOGITS,
                    FirstPosition.ORDINARY);
        }
    },
    /**
     * A network that this program trained under a process that no published family has, such as hybrid noise. Its
     * configuration has the sizes by the names of the classes for Hugging Face, and states attention, block size and
     * the place of the mask id in words. It returns logits; the first position is as any other.
     */
    DLM_BENCH {
        @Override
        boolean recognises(ModelConfig config) {
            return config.word("model_type").equals(ConfigWriter.OWN_TYPE);
        }

        @Override
        BackboneSpec backbone(ModelConfig config) {
            return ofClass(config, config.whole("cond_dim"), config.flag("time_conditioning"));
        }

        @Override
        Conventions conventions(ModelConfig config) {
            return new Conventions(
                    config.constant(ConfigWriter.ATTENTION, AttentionPattern.class),
                    config.wholeIfAny("block_size"),
                    config.constant(ConfigWriter.MASK, MaskPlace.class),
                    Output.LOGITS,
                    FirstPosition.ORDINARY);
        }
    };

    /** Returns whether a configuration is one of this family. */
    abstract boolean recognises(ModelConfig config);

    /** Returns the shape of the network. */
    abstract BackboneSpec backbone(ModelConfig config);

    /** Returns what else one has to know. */
    abstract Conventions conventions(ModelConfig config);

    /** Returns whether its weights have adaptive layer norm; if not, one that does nothing is filled in. */
    boolean adaptiveNorm(ModelConfig config) {
        return true;
    }

    /** Returns what stands before the names of weights in a folder of this family. */
    String prefix() {
        return WeightFiles.PREFIX;
    }

    /** Returns the name in messages. */
    public String id() {
        return Names.of(this);
    }

    /** Returns where the mask id is: the last where the configuration says so, and else where its authors have it. */
    private static MaskPlace maskOf(ModelConfig config) {
        OptionalInt stated = config.wholeIfAny(ConfigWriter.MASK_ID);
        return stated.isPresent() && stated.getAsInt() == config.whole("vocab_size") - 1
                ? MaskPlace.LAST
                : MaskPlace.LAST_UNLESS_TOKENIZER_HAS_ONE;
    }

    /** Returns what holds for the first position: this program also scores it where the authors take it as given. */
    private static FirstPosition firstOf(ModelConfig config) {
        return config.own().has(ConfigWriter.FIRST)
                ? config.own().constant(ConfigWriter.FIRST, FirstPosition.class)
                : FirstPosition.GIVEN;
    }

    /** The sizes as classes for Hugging Face name them. */
    private static BackboneSpec ofClass(ModelConfig config, int conditioning, boolean timed) {
        return new BackboneSpec(
                config.whole("n_blocks"), config.whole("hidden_dim"), config.whole("n_heads"), conditioning, 0, timed);
    }

    /** The sizes as the settings of a training name them. */
    private static BackboneSpec ofTraining(ModelConfig config, int conditioning, boolean timed) {
        return new BackboneSpec(
                config.whole("n_blocks"), config.whole("hidden_size"), config.whole("n_heads"), conditioning, 0, timed);
    }
}
