package dev.dlmbench.process;

import java.util.Optional;

/** A process that corrupts the positions of a block; see {@link BlockDiffusion}. */
public sealed interface BlockDiffusionSpec extends ProcessSpec permits MaskedSpec, UniformSpec, HybridSpec {

    /** Returns what blocks it has. */
    BlockSpec blocks();

    @Override
    default int blockSizeIn(int sequence) {
        return blocks().size() == 0 ? sequence : blocks().size();
    }

    @Override
    default Optional<BlockSizes> sizes() {
        return Optional.ofNullable(blocks().mixture());
    }

    @Override
    default CleanRows cleanRows() {
        return blocks().cleanRows();
    }
}
