package dev.dlmbench.process;

import dev.dlmbench.base.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Masked noise: {@link MaskedDiffusion}.
 *
 * @param blocks of a sequence
 * @param schedule of alpha
 * @param parameterization of the network's output
 * @param steps T of discrete time; 0 is continuous time
 * @param softMask that falls on important tokens first ({@link SoftMaskedDiffusion}); absent where it falls on all
 *     alike
 */
public record MaskedSpec(
        BlockSpec blocks,
        StandardSchedule schedule,
        Parameterization parameterization,
        int steps,
        @Nullable SoftMaskSpec softMask)
        implements BlockDiffusionSpec {
    /** Creates masked noise that falls on all tokens alike. */
    public MaskedSpec(BlockSpec blocks, StandardSchedule schedule, Parameterization parameterization, int steps) {
        this(blocks, schedule, parameterization, steps, null);
    }

    /** Checks the settings. */
    public MaskedSpec {
        Problems problems = Problems.in("process");
        check(problems, parameterization, steps);
        problems.check(
                parameterization != Parameterization.POSTERIOR,
                "parameterization",
                "posterior goes with kinds uniform and hybrid only");
        check(problems, softMask, schedule, parameterization, steps, blocks.mixture() != null);
        problems.rejectIfAny();
    }

    static void check(
            Problems problems,
            @Nullable SoftMaskSpec softMask,
            StandardSchedule schedule,
            Parameterization parameterization,
            int steps,
            boolean mixed) {
        problems.check(
                softMask == null
                        || (schedule == StandardSchedule.LINEAR
                                && parameterization == Parameterization.SUBS
                                && steps == 0
                                && !mixed),
                "softMask",
                "goes with schedule linear, parameterization subs, continuous time and one block size");
    }

    static void check(Problems problems, Parameterization parameterization, int steps) {
        problems.check(steps >= 0 && steps <= 1_000_000, "steps", "must be between 0 and 1000000, got %d", steps)
                .check(
                        parameterization != Parameterization.MEAN || steps > 0,
                        "steps",
                        "must be positive for parameterization mean, which is defined in discrete time")
                .check(
                        parameterization != Parameterization.SCORE || steps == 0,
                        "steps",
                        "must be 0 for parameterization score, which is defined in continuous time, got %d",
                        steps);
    }

    @Override
    public ProcessKind kind() {
        return ProcessKind.MASKED;
    }

    @Override
    public MaskedSpec at(int size) {
        return new MaskedSpec(blocks.at(size), schedule, parameterization, steps, softMask);
    }

    @Override
    public BlockDiffusion process(int size, int tokens) {
        return process(size, TokenShares.unknown(tokens));
    }

    @Override
    public BlockDiffusion process(int size, TokenShares text) {
        return softMask == null
                ? new MaskedDiffusion(text.tokens(), blocks.blocks(size), schedule, parameterization, steps)
                : new SoftMaskedDiffusion(text, blocks.blocks(size), softMask);
    }

    @Override
    public boolean exactAt(int size) {
        return size == 1 && enumerable();
    }

    @Override
    public boolean countsMasks() {
        return steps == 0 && parameterization != Parameterization.MEAN && softMask == null;
    }

    @Override
    public boolean enumerable() {
        return parameterization == Parameterization.SUBS && softMask == null;
    }

    @Override
    public boolean masksByToken() {
        return softMask != null && !softMask.by().ofPlaces();
    }

    /** Returns whether times are drawn from a continuum and are the rates of masks. */
    public boolean timesAreRates() {
        return schedule == StandardSchedule.LINEAR && steps == 0 && softMask == null;
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, schedule, parameterization, steps, 0, softMask);
    }
}
