package dev.dlmbench.process;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import org.jspecify.annotations.Nullable;

/**
 * A process as suites and stored specs have it: the settings of all kinds side by side. Those that have no meaning for
 * a kind have their first value.
 *
 * @param kind of the process inside a block
 * @param blockSize S, in tokens; 0 stands for the whole sequence. Autoregression has no blocks and ignores it
 * @param mixture of block sizes to train on; absent where there is one, {@code blockSize}
 * @param cleanRows what clean rows see
 * @param schedule of alpha
 * @param parameterization of the network's output
 * @param steps T of discrete time; 0 is continuous time
 * @param uniformShare of uniform tokens halfway, for hybrid noise
 * @param beginning what an autoregressive network reads before the first token
 * @param sphere how positions walk over the hypersphere
 * @param softMask for masked noise that falls on important tokens first; absent elsewhere
 */
public record WrittenProcessSpec(
        ProcessKind kind,
        int blockSize,
        @Nullable BlockSizes mixture,
        CleanRows cleanRows,
        StandardSchedule schedule,
        Parameterization parameterization,
        int steps,
        double uniformShare,
        Beginning beginning,
        SpherePath sphere,
        @Nullable SoftMaskSpec softMask) {

    /** Checks the settings, and that each goes with the kind. */
    public WrittenProcessSpec {
        boolean masked = kind == ProcessKind.MASKED;
        boolean blocks = kind.inBlocks();
        String name = Names.of(kind);
        Problems problems = Problems.in("process");
        BlockSpec.check(problems, blockSize, mixture, cleanRows);
        problems.check(blockSize == 0 || blocks, "blockSize", "does not go with kind autoregressive, got %d", blockSize)
                .check(mixture == null || blocks, "blockSizes", "do not go with kind %s", name)
                .check(
                        schedule == StandardSchedule.LINEAR || masked || kind == ProcessKind.UNIFORM,
                        "schedule",
                        "does not go with kind %s, got %s",
                        name,
                        Names.of(schedule))
                .check(
                        parameterization == Parameterization.SUBS
                                || parameterization == Parameterization.POSTERIOR
                                || masked,
                        "parameterization",
                        "%s goes with kind masked only, got kind %s",
                        Names.of(parameterization),
                        name)
                .check(
                        parameterization != Parameterization.POSTERIOR || kind.replaces(),
                        "parameterization",
                        "posterior goes with kinds uniform and hybrid only, got kind %s: only their states say"
                                + " something of the tokens that they replace",
                        name)
                .check(steps == 0 || masked, "steps", "go with kind masked only, got kind %s", name);
        MaskedSpec.check(problems, parameterization, steps);
        MaskedSpec.check(problems, softMask, schedule, parameterization, steps, mixture != null);
        problems.check(softMask == null || masked, "softMask", "goes with kind masked only, got kind %s", name);
        HybridSpec.check(problems, uniformShare);
        problems.check(
                uniformShare == 0 || kind == ProcessKind.HYBRID,
                "uniformShare",
                "goes with kind hybrid only, got kind %s",
                name);
        problems.check(
                beginning == Beginning.LEARNED || kind == ProcessKind.AUTOREGRESSIVE,
                "beginning",
                "goes with kind autoregressive only, got kind %s",
                name);
        problems.check(
                        sphere.equals(SpherePath.MASKED) || kind == ProcessKind.SPHERE,
                        "start",
                        "goes with kind sphere only, as do startThreshold, betaStart, betaEnd, trainingTimes and walkSteps,"
                                + " got kind %s",
                        name)
                .check(
                        kind != ProcessKind.SPHERE || (blockSize == 0 && mixture == null),
                        "blockSize",
                        "does not go with kind sphere, whose one block is the sequence, got %d",
                        blockSize);
        problems.rejectIfAny();
    }

    static WrittenProcessSpec of(Beginning beginning) {
        return new WrittenProcessSpec(
                ProcessKind.AUTOREGRESSIVE,
                0,
                null,
                CleanRows.BLOCK_CAUSAL,
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                0,
                beginning,
                SpherePath.MASKED,
                null);
    }

    static WrittenProcessSpec of(SpherePath path) {
        return new WrittenProcessSpec(
                ProcessKind.SPHERE,
                0,
                null,
                CleanRows.BLOCK_CAUSAL,
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                0,
                Beginning.LEARNED,
                path,
                null);
    }

    static WrittenProcessSpec of(
            ProcessKind kind,
            BlockSpec blocks,
            StandardSchedule schedule,
            Parameterization parameterization,
            int steps,
            double uniformShare) {
        return of(kind, blocks, schedule, parameterization, steps, uniformShare, null);
    }

    static WrittenProcessSpec of(
            ProcessKind kind,
            BlockSpec blocks,
            StandardSchedule schedule,
            Parameterization parameterization,
            int steps,
            double uniformShare,
            @Nullable SoftMaskSpec softMask) {
        return new WrittenProcessSpec(
                kind,
                blocks.size(),
                blocks.mixture(),
                blocks.cleanRows(),
                schedule,
                parameterization,
                steps,
                uniformShare,
                Beginning.LEARNED,
                SpherePath.MASKED,
                softMask);
    }

    /** Returns the process that is described. */
    public ProcessSpec spec() {
        BlockSpec blocks = new BlockSpec(blockSize, mixture, cleanRows);
        return switch (kind) {
            case AUTOREGRESSIVE -> new AutoregressiveSpec(beginning);
            case MASKED -> new MaskedSpec(blocks, schedule, parameterization, steps, softMask);
            case UNIFORM -> new UniformSpec(blocks, schedule, parameterization);
            case HYBRID -> new HybridSpec(blocks, uniformShare, parameterization);
            case SPHERE -> new SphereSpec(sphere);
        };
    }
}
