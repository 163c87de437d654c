package dev.dlmbench.process;

import java.util.Optional;

/**
 * Left-to-right prediction of the next token; it has no blocks.
 *
 * @param beginning what the network reads before the first token
 */
public record AutoregressiveSpec(Beginning beginning) implements ProcessSpec {
    /** Predicts the first token, too. */
    public AutoregressiveSpec() {
        this(Beginning.LEARNED);
    }

    @Override
    public ProcessKind kind() {
        return ProcessKind.AUTOREGRESSIVE;
    }

    @Override
    public AutoregressiveSpec at(int size) {
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
    public Autoregressive process(int size, int tokens) {
        return new Autoregressive(tokens, beginning, 0);
    }

    @Override
    public boolean exactAt(int size) {
        return true;
    }

    @Override
    public boolean predictsFirst() {
        return beginning == Beginning.LEARNED;
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.of(beginning);
    }
}
