package dev.dlmbench.process;

import dev.dlmbench.base.Problems;

/**
 * Noise of masks and uniform tokens: {@link InterpolatingDiffusion} under {@link HybridNoise}.
 *
 * @param blocks of a sequence
 * @param uniformShare of uniform tokens halfway
 * @param parameterization of the network's output
 */
public record HybridSpec(BlockSpec blocks, double uniformShare, Parameterization parameterization)
        implements BlockDiffusionSpec {
    /** Checks the settings. */
    public HybridSpec {
        Problems problems = Problems.in("process");
        check(problems, uniformShare);
        InterpolatingDiffusion.check(problems, parameterization);
        problems.rejectIfAny();
    }

    /** Creates hybrid noise for a network whose output leaves a position's own observation out. */
    public HybridSpec(BlockSpec blocks, double uniformShare) {
        this(blocks, uniformShare, Parameterization.SUBS);
    }

    static void check(Problems problems, double uniformShare) {
        problems.check(
                uniformShare >= 0 && uniformShare < 1,
                "uniformShare",
                "must be at least 0 and below 1, got %s",
                uniformShare);
    }

    @Override
    public ProcessKind kind() {
        return ProcessKind.HYBRID;
    }

    @Override
    public HybridSpec at(int size) {
        return new HybridSpec(blocks.at(size), uniformShare, parameterization);
    }

    @Override
    public InterpolatingDiffusion process(int size, int tokens) {
        return new InterpolatingDiffusion(tokens, blocks.blocks(size), new HybridNoise(uniformShare), parameterization);
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, StandardSchedule.LINEAR, parameterization, 0, uniformShare);
    }
}
