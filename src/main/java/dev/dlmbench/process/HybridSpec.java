package dev.dlmbench.process;

import dev.dlmbench.base.Problems;

/**
 * Noise of masks and uniform tokens: {@link InterpolatingDiffusion} under {@link HybridNoise}.
 *
 * @param blocks of a sequence
 * @param uniformShare of uniform tokens halfway
 */
public record HybridSpec(BlockSpec blocks, double uniformShare) implements BlockDiffusionSpec {
    /** Checks the settings. */
    public HybridSpec {
        Problems problems = Problems.in("process");
        check(problems, uniformShare);
        problems.rejectIfAny();
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
        return new HybridSpec(blocks.at(size), uniformShare);
    }

    @Override
    public InterpolatingDiffusion process(int size, int tokens) {
        return new InterpolatingDiffusion(tokens, blocks.blocks(size), new HybridNoise(uniformShare));
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, StandardSchedule.LINEAR, Parameterization.SUBS, 0, uniformShare);
    }
}
