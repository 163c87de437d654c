package dev.dlmbench.process;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How text is corrupted and scored. Settings that have no meaning for a kind have their first value.
 *
 * @param kind of the process inside a block
 * @param blockSize S, in tokens; 0 stands for the whole sequence. Autoregression has no blocks and ignores it
 * @param mixture of block sizes to train on; absent where there is one, {@code blockSize}
 * @param cleanRows what clean rows see
 * @param schedule of alpha
 * @param parameterization of the network's output
 * @param steps T of discrete time; 0 is continuous time
 * @param uniformShare of uniform tokens halfway, for hybrid noise
 */
public record ProcessSpec(
        ProcessKind kind,
        int blockSize,
        @Nullable BlockSizes mixture,
        CleanRows cleanRows,
        StandardSchedule schedule,
        Parameterization parameterization,
        int steps,
        double uniformShare) {

    /** Checks the settings. */
    public ProcessSpec {
        boolean masked = kind == ProcessKind.MASKED;
        boolean autoregressive = kind == ProcessKind.AUTOREGRESSIVE;
        String name = Names.of(kind);
        Problems.in("process")
                .check(blockSize >= 0, "blockSize", "must be positive, got %d", blockSize)
                .check(
                        blockSize == 0 || !autoregressive,
                        "blockSize",
                        "does not go with kind autoregressive, got %d",
                        blockSize)
                .check(mixture == null || !autoregressive, "blockSizes", "do not go with kind %s", name)
                .check(
                        mixture == null || mixture.shares().size() == 1 || cleanRows == CleanRows.TOKEN_CAUSAL,
                        "cleanRows",
                        "must be token-causal for a mixture of block sizes: with block-causal a clean token's keys and"
                                + " values depend on the size")
                .check(
                        schedule == StandardSchedule.LINEAR || masked || kind == ProcessKind.UNIFORM,
                        "schedule",
                        "does not go with kind %s, got %s",
                        name,
                        Names.of(schedule))
                .check(
                        parameterization == Parameterization.SUBS || masked,
                        "parameterization",
                        "%s goes with kind masked only, got kind %s",
                        Names.of(parameterization),
                        name)
                .check(steps >= 0 && steps <= 1_000_000, "steps", "must be between 0 and 1000000, got %d", steps)
                .check(steps == 0 || masked, "steps", "go with kind masked only, got kind %s", name)
                .check(
                        parameterization != Parameterization.MEAN || steps > 0,
                        "steps",
                        "must be positive for parameterization mean, which is defined in discrete time")
                .check(
                        parameterization != Parameterization.SCORE || steps == 0,
                        "steps",
                        "must be 0 for parameterization score, which is defined in continuous time, got %d",
                        steps)
                .check(
                        uniformShare >= 0 && uniformShare < 1,
                        "uniformShare",
                        "must be at least 0 and below 1, got %s",
                        uniformShare)
                .check(
                        uniformShare == 0 || kind == ProcessKind.HYBRID,
                        "uniformShare",
                        "goes with kind hybrid only, got kind %s",
                        name)
                .rejectIfAny();
    }

    /** Creates a process of one block size with the first value of everything else. */
    public ProcessSpec(ProcessKind kind, int blockSize) {
        this(kind, blockSize, null, CleanRows.BLOCK_CAUSAL, StandardSchedule.LINEAR, Parameterization.SUBS, 0, 0);
    }

    /** Returns the same process at another block size. */
    public ProcessSpec at(int size) {
        return new ProcessSpec(kind, size, mixture, cleanRows, schedule, parameterization, steps, uniformShare);
    }

    /** Returns the mixture of block sizes to train on; nothing where there is one size. */
    public Optional<BlockSizes> sizes() {
        return Optional.ofNullable(mixture);
    }

    /** Returns the block size in tokens for sequences of length {@code sequence}. */
    public int blockSizeIn(int sequence) {
        return blockSize == 0 ? sequence : blockSize;
    }

    /**
     * Returns the process itself.
     *
     * @param size of its blocks, in tokens
     * @param tokens K
     */
    public GenerativeProcess process(int size, int tokens) {
        Blocks blocks = new Blocks(size, cleanRows);
        return switch (kind) {
            case AUTOREGRESSIVE -> new Autoregressive(tokens);
            case MASKED -> new MaskedDiffusion(tokens, blocks, schedule, parameterization, steps);
            case UNIFORM -> new InterpolatingDiffusion(tokens, blocks, new UniformNoise(schedule));
            case HYBRID -> new InterpolatingDiffusion(tokens, blocks, new HybridNoise(uniformShare));
        };
    }
}
