package dev.dlmbench.process;

/**
 * Uniform noise: {@link InterpolatingDiffusion} under {@link UniformNoise}.
 *
 * @param blocks of a sequence
 * @param schedule of alpha
 */
public record UniformSpec(BlockSpec blocks, StandardSchedule schedule) implements BlockDiffusionSpec {
    @Override
    public ProcessKind kind() {
        return ProcessKind.UNIFORM;
    }

    @Override
    public UniformSpec at(int size) {
        return new UniformSpec(blocks.at(size), schedule);
    }

    @Override
    public InterpolatingDiffusion process(int size, int tokens) {
        return new InterpolatingDiffusion(tokens, blocks.blocks(size), new UniformNoise(schedule));
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(kind(), blocks, schedule, Parameterization.SUBS, 0, 0);
    }
}
