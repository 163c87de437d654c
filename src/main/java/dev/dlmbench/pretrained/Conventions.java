package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one has to know about a published network besides its weights to compute with it as its authors did.
 *
 * @param process that it was trained for; nothing where neither its configuration nor its weights say
 * @param attention which rows see which in a pass over whole sequences; the rows of the dual patterns are the noisy
 *     half, then the clean one, as everywhere here
 * @param block S of the configuration; nothing where it states none
 * @param mask where the mask id stands
 * @param output what the authors' class returns
 * @param first what holds for the first position of a sequence
 */
public record Conventions(
        Optional<ProcessKind> process,
        AttentionPattern attention,
        OptionalInt block,
        MaskPlace mask,
        Output output,
        FirstPosition first) {

    /**
     * Returns where the mask id stands in weights for {@code vocabulary} ids, and where it is put.
     *
     * @param stated the mask id that a suite states, if it does
     * @param ofTokenizer the mask id of the tokenizer, if that has a mask token
     * @param used the process that the network is used for
     * @throws dev.dlmbench.base.InvalidSettingException if the mask id is none of the ids
     */
    public MaskLast order(int vocabulary, OptionalInt stated, OptionalInt ofTokenizer, ProcessKind used) {
        return new MaskLast(vocabulary, stated.isPresent() ? stated : maskId(vocabulary, ofTokenizer, used));
    }

    /** Where the mask id stands among the ids. */
    public enum MaskPlace {
        /** It is the tokenizer's own mask token if that has one, and the last id otherwise. */
        LAST_UNLESS_TOKENIZER_HAS_ONE,
        /** It is the last id, whatever the tokenizer has. */
        LAST,
        /** There is none: every row of the embedding is a state of the noise. */
        NONE,
        /** Neither the configuration nor the weights say whether there is one. */
        UNSTATED
    }

    /** What the network's own class returns; the network here returns logits whatever the family. */
    public enum Output {
        /** Logits, that of the mask id as any other. */
        LOGITS,
        /**
         * Logits of the clean token given all positions, its own state included ({@link Parameterization#POSTERIOR}).
         */
        POSTERIOR,
        /** Log-probabilities over all ids after the logit of the mask id is set to -1000. */
        LOG_PROBABILITIES,
        /**
         * Logarithms of ratios to the mask's probability, which the noise level is a factor of: logits minus ln(e^sigma
         * - 1), minus the logarithm of the number of real ids.
         */
        SCORES
    }

    /** Whether the first position is one like the others. */
    public enum FirstPosition {
        /** It may be masked, and it is scored; under causal attention the mask id stands before it. */
        ORDINARY,
        /** It is given: never masked, never scored. */
        GIVEN
    }

    /** Returns what the network's output stands for. */
    public Parameterization parameterization() {
        return switch (output) {
            case LOGITS, LOG_PROBABILITIES -> Parameterization.SUBS;
            case POSTERIOR -> Parameterization.POSTERIOR;
            case SCORES -> Parameterization.SCORE;
        };
    }

    /** Returns what clean rows see beside noisy ones. */
    public CleanRows cleanRows() {
        return attention == AttentionPattern.DUAL_TOKEN_CAUSAL ? CleanRows.TOKEN_CAUSAL : CleanRows.BLOCK_CAUSAL;
    }

    /**
     * Returns the mask id, or nothing if there is none.
     *
     * @param vocabulary V, the rows of the embedding
     * @param ofTokenizer the mask id of the tokenizer, if that has a mask token
     * @param used the process that the network is used for, which tells where the network does not
     */
    public OptionalInt maskId(int vocabulary, OptionalInt ofTokenizer, ProcessKind used) {
        OptionalInt last = OptionalInt.of(vocabulary - 1);
        OptionalInt masked = ofTokenizer.isPresent() ? ofTokenizer : last;
        return switch (mask) {
            case LAST_UNLESS_TOKENIZER_HAS_ONE -> masked;
            case LAST -> last;
            case NONE -> OptionalInt.empty();
            case UNSTATED -> used == ProcessKind.UNIFORM ? OptionalInt.empty() : masked;
        };
    }
}
