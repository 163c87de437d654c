package dev.dlmbench.process;

import dev.dlmbench.base.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What blocks a process has.
 *
 * @param size S, in tokens; 0 stands for the whole sequence
 * @param mixture of block sizes to train on; absent where there is one, {@code size}
 * @param cleanRows what clean rows see
 */
public record BlockSpec(int size, @Nullable BlockSizes mixture, CleanRows cleanRows) {
    /** Checks the settings. */
    public BlockSpec {
        Problems problems = Problems.in("process");
        check(problems, size, mixture, cleanRows);
        problems.rejectIfAny();
    }

    static void check(Problems problems, int size, @Nullable BlockSizes mixture, CleanRows cleanRows) {
        problems.check(size >= 0, "blockSize", "must be positive, got %d", size)
                .check(
                        mixture == null || mixture.shares().size() == 1 || cleanRows == CleanRows.TOKEN_CAUSAL,
                        "cleanRows",
                        "must be token-causal for a mixture of block sizes: with block-causal a clean token's keys and"
                                + " values depend on the size");
    }

    /** Returns the same blocks, but of another size. */
    BlockSpec at(int other) {
        return new BlockSpec(other, mixture, cleanRows);
    }

    /** Returns the blocks of sequences. */
    Blocks blocks(int ofSize) {
        return new Blocks(ofSize, cleanRows);
    }
}
