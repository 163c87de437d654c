package dev.dlmbench.process;

import dev.dlmbench.base.Problems;

/**
 * Masked noise: {@link MaskedDiffusion}.
 *
 * @param blocks of a sequence
 * @param schedule of alpha
 * @param parameterization of the network's output
 * @param steps T of discrete time; 0 is continuous time
 */
public record MaskedSpec(BlockSpec blocks, StandardSchedule schedule, Parameterization parameterization, int steps)
        implements BlockDiffusionSpec {
    /** Checks the settings. */
    public MaskedSpec {
        Problems problems = Problems.in("process");
        check(problems, parameterization, steps);
        problems.check(
                parameterization != Parameterization.POSTERIOR,
                "parameterization",
                "posterior goes with kinds uniform and hybrid only");
        problems.rejectIfAny();
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
        return new MaskedSpec(blocks.at(size), schedule, parameterization, steps);
    }

    @Override
    public MaskedDiffusion process(int size, int tokens) {
        return new MaskedDiffusion(tokens, blocks.blocks(size), schedule, parameterization, steps);
    }

    @Override
    public boolean exactAt(int size) {
        return size == 1 && enumerable();
    }

    @Override
    public boolean countsMasks() {
        return steps == 0 && parameterization != Parameterization.MEAN;
    }

    @Override
    public boolean enumerable() {
        return parameterization == Parameterization.SUBS;
    }

    /** Returns whether times are drawn from a continuum and are the rates of masks. */
    public boolean timesAreRates() {
        return schedule == StandardSchedule.LINEAR && steps == 0;
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, schedule, parameterization, steps, 0);
    }
}
