package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How text is corrupted and scored: each kind of process with the settings that have a meaning for it. */
public sealed interface ProcessSpec permits AutoregressiveSpec, BlockDiffusionSpec, SphereSpec {
    /** Returns the process of one block size with the first value of everything else. */
    static ProcessSpec of(ProcessKind kind, int blockSize) {
        return of(kind, blockSize, null, CleanRows.BLOCK_CAUSAL, StandardSchedule.LINEAR, Parameterization.SUBS, 0, 0);
    }

    /** Returns the process that the settings of a suite describe, with a learned beginning where it has one. */
    static ProcessSpec of(
            ProcessKind kind,
            int blockSize,
            @Nullable BlockSizes mixture,
            CleanRows cleanRows,
            StandardSchedule schedule,
            Parameterization parameterization,
            int steps,
            double uniformShare) {
        return of(
                kind,
                blockSize,
                mixture,
                cleanRows,
                schedule,
                parameterization,
                steps,
                uniformShare,
                Beginning.LEARNED);
    }

    /**
     * Returns the process that the settings of a suite describe, but for those of the hypersphere, as in
     * {@link WrittenProcessSpec}.
     *
     * @throws dev.dlmbench.base.InvalidSettingException if one of them does not go with the kind
     */
    static ProcessSpec of(
            ProcessKind kind,
            int blockSize,
            @Nullable BlockSizes mixture,
            CleanRows cleanRows,
            StandardSchedule schedule,
            Parameterization parameterization,
            int steps,
            double uniformShare,
            Beginning beginning) {
        return new WrittenProcessSpec(
                        kind,
                        blockSize,
                        mixture,
                        cleanRows,
                        schedule,
                        parameterization,
                        steps,
                        uniformShare,
                        beginning,
                        SpherePath.MASKED,
                        null)
                .spec();
    }

    /** Returns the kind. */
    ProcessKind kind();

    /** Returns the same process at another block size; autoregression has none, and is the same at all. */
    ProcessSpec at(int size);

    /** Returns the block size in tokens for sequences of length {@code sequence}. */
    int blockSizeIn(int sequence);

    /** Returns the mixture of block sizes to train on; nothing where there is one size. */
    Optional<BlockSizes> sizes();

    /** Returns what clean rows see. */
    CleanRows cleanRows();

    /**
     * Returns the process itself.
     *
     * @param size of its blocks, in tokens
     * @param tokens K
     */
    GenerativeProcess process(int size, int tokens);

    /**
     * Returns the process itself, on a text whose tokens may count.
     *
     * @param size of its blocks, in tokens
     */
    default GenerativeProcess process(int size, TokenShares text) {
        return process(size, text.tokens());
    }

    // What a process does not claim, it is not: its NELBO is then estimated by Monte Carlo, which is right for any.

    /** Returns whether one call gives the likelihood itself at a block size, and not only an upper bound. */
    default boolean exactAt(int size) {
        return false;
    }

    /** Returns whether the NELBO is a mean over sets of masked tokens, whatever the schedule. */
    default boolean countsMasks() {
        return false;
    }

    /** Returns whether the NELBO is a mean over sets of masked tokens and a set's loss is plain cross-entropy. */
    default boolean enumerable() {
        return false;
    }

    /** Returns whether masks fall on some tokens before others, by what these are. */
    default boolean masksByToken() {
        return false;
    }

    /** Returns whether the first token of a text is predicted; if not, it must be given. */
    default boolean predictsFirst() {
        return true;
    }

    /** Returns the settings as suites and stored specs have them. */
    WrittenProcessSpec written();

    /**
     * Returns which rows of the network see which.
     *
     * @param size of the blocks, in tokens
     * @param sequence n, tokens
     */
    default AttentionPattern pattern(int size, int sequence) {
        return process(size, 1).pattern(sequence);
    }

    /** Returns the process if it is one of {@code type}, whose settings others do not have. */
    default <P extends ProcessSpec> Optional<P> as(Class<P> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
