package dev.dlmbench.export;

import dev.dlmbench.backbone.Ability;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.pretrained.Conventions;
import dev.dlmbench.pretrained.Conventions.FirstPosition;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.Conventions.Output;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.MaskLast;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformSpec;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which published family a model is of that was trained here. Masked noise over the sequence is MDLM's, in blocks
 * BD3-LM's or, where clean rows see tokens up to themselves, BlockGen's; so are mixtures of block sizes. Autoregression
 * has the class of BD3-LM, with adaptive layer norm; uniform noise over the sequence is Duo's. The rest, such as hybrid
 * noise, is of no published family and has a configuration of this program. Under uniform noise the row of the mask id
 * is left out, which no sequence ever has.
 */
final class Publication {
    private Publication() {}

    /** Returns the model as its family has it. */
    static PretrainedModel of(ModelSpec.Train spec, Weights weights) {
        ProcessSpec process = spec.process();
        if (process.kind() == ProcessKind.SPHERE) {
            throw new InvalidSettingException(
                    "a network of process.kind sphere reads points of a sphere, and the classes"
                            + " of published models read tokens");
        }
        if (!spec.backbone().network().abilities().contains(Ability.PREDICTION)) {
            throw new InvalidSettingException(
                    "an energy, objective.loss nce, predicts no tokens, and published models do");
        }
        boolean masks = process.kind() != ProcessKind.UNIFORM;
        AttentionPattern attention = attention(process, spec.data().sequence());
        OptionalInt block = block(process, spec.data().sequence(), attention);
        Family family = family(process, attention, block, spec.backbone().timeConditioning());
        MaskPlace mask = family == Family.BLOCKGEN ? MaskPlace.UNSTATED : masks ? MaskPlace.LAST : MaskPlace.NONE;
        Conventions conventions = new Conventions(
                family == Family.BLOCKGEN ? Optional.empty() : Optional.of(process.kind()),
                attention,
                family == Family.BLOCKGEN ? OptionalInt.empty() : block,
                mask,
                posterior(process) ? Output.POSTERIOR : Output.LOGITS,
                process.predictsFirst() ? FirstPosition.ORDINARY : FirstPosition.GIVEN);
        return new PretrainedModel(family, conventions, masks ? weights : MaskLast.without(weights));
    }

    private static boolean posterior(ProcessSpec process) {
        return process.written().parameterization() == Parameterization.POSTERIOR;
    }

    private static Family family(
            ProcessSpec process, AttentionPattern attention, OptionalInt block, boolean timeConditioning) {
        boolean masked =
                process.as(MaskedSpec.class).filter(MaskedSpec::enumerable).isPresent();
        boolean uniform = process.as(UniformSpec.class)
                .filter(noise -> noise.schedule() == StandardSchedule.LINEAR)
                .isPresent();
        if (posterior(process)) {
            return Family.DLM_BENCH; // the only one that says so
        }
        return switch (attention) {
            case CAUSAL -> Family.AR;
            case BIDIRECTIONAL -> masked ? Family.MDLM : uniform ? Family.DUO : Family.DLM_BENCH;
            case DUAL -> masked && block.isPresent() ? Family.BD3_LM : Family.DLM_BENCH;
            case DUAL_TOKEN_CAUSAL -> (masked || uniform) && !timeConditioning ? Family.BLOCKGEN : Family.DLM_BENCH;
            case BLOCK_CAUSAL, TWO_PASSES -> Family.DLM_BENCH;
        };
    }

    private static AttentionPattern attention(ProcessSpec process, int sequence) {
        if (process.sizes().isEmpty()) {
            return process.pattern(process.blockSizeIn(sequence), sequence);
        }
        return process.cleanRows() == CleanRows.TOKEN_CAUSAL
                ? AttentionPattern.DUAL_TOKEN_CAUSAL
                : AttentionPattern.DUAL;
    }

    private static OptionalInt block(ProcessSpec process, int sequence, AttentionPattern attention) {
        boolean whole = attention == AttentionPattern.CAUSAL || attention == AttentionPattern.BIDIRECTIONAL;
        Optional<Integer> only = process.sizes().isEmpty()
                ? Optional.of(process.blockSizeIn(sequence))
                : process.sizes().filter(sizes -> sizes.shares().size() == 1).map(sizes -> sizes.largest());
        return whole || only.isEmpty() ? OptionalInt.empty() : OptionalInt.of(only.get());
    }
}
