package dev.dlmbench.process;

import dev.dlmbench.base.Problems;

/**
 * How text is corrupted and scored.
 *
 * @param kind of the process inside a block
 * @param blockSize S, in tokens; 0 stands for the whole sequence. Autoregression has no blocks and ignores it
 */
public record ProcessSpec(ProcessKind kind, int blockSize) {

    /** Checks the settings. */
    public ProcessSpec {
        Problems.in("process")
                .check(blockSize >= 0, "blockSize", "must be positive, got %d", blockSize)
                .check(
                        blockSize == 0 || kind != ProcessKind.AUTOREGRESSIVE,
                        "blockSize",
                        "does not go with kind autoregressive, got %d",
                        blockSize)
                .rejectIfAny();
    }

    /** Returns the block size in tokens for sequences of length {@code sequence}. */
    public int blockSizeIn(int sequence) {
        return blockSize == 0 ? sequence : blockSize;
    }
}
