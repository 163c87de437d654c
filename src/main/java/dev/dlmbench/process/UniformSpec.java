package dev.dlmbench.process;

import dev.dlmbench.base.Problems;

/**
 * Uniform noise: {@link InterpolatingDiffusion} under {@link UniformNoise}.
 *
 * @param blocks of a sequence
 * @param schedule of alpha
 * @param parameterization of the network's output
 */
public record UniformSpec(BlockSpec blocks, StandardSchedule schedule, Parameterization parameterization)
        implements BlockDiffusionSpec {
    /** Checks the settings. */
    public UniformSpec {
        Problems problems = Problems.in("process");
        InterpolatingDiffusion.check(problems, parameterization);
        problems.rejectIfAny();
    }

    /** Creates uniform noise for a network whose output leaves a position's own observation out. */
    public UniformSpec(BlockSpec blocks, StandardSchedule schedule) {
        this(blocks, schedule, Parameterization.SUBS);
    }

    @Override
    public ProcessKind kind() {
        return ProcessKind.UNIFORM;
    }

    @Override
    public UniformSpec at(int size) {
        return new UniformSpec(blocks.at(size), schedule, parameterization);
    }

    @Override
    public InterpolatingDiffusion process(int size, int tokens) {
        return new InterpolatingDiffusion(tokens, blocks.blocks(size), new UniformNoise(schedule), parameterization);
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, schedule, parameterization, 0, 0);
    }
}
