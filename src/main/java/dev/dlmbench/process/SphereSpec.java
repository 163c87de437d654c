package dev.dlmbench.process;

import java.util.Optional;

/**
 * Diffusion on the hypersphere: {@link SphereDiffusion}. It has no blocks: sequences are walked to as a whole.
 *
 * @param path of every position
 */
public record SphereSpec(SpherePath path) implements ProcessSpec {

    @Override
    public ProcessKind kind() {
        return ProcessKind.SPHERE;
    }

    @Override
    public SphereSpec at(int size) {
        return this;
    }

    @Override
    public int blockSizeIn(int sequence) {
        return sequence;
    }

    @Override
    public Optional<BlockSizes> sizes() {
        return Optional.empty();
    }

    @Override
    public CleanRows cleanRows() {
        return CleanRows.BLOCK_CAUSAL;
    }

    @Override
    public SphereDiffusion process(int size, int tokens) {
        return new SphereDiffusion(tokens, path, 0);
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(path);
    }
}
