package dev.dlmbench.process;

import java.util.Optional;

/** Left-to-right prediction of the next token; it has no blocks. */
public record AutoregressiveSpec() implements ProcessSpec {
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
        return new Autoregressive(tokens);
    }

    @Override
    public boolean exactAt(int size) {
        return true;
    }

    @Override
    public WrittenProcessSpec written() {
        return WrittenProcessSpec.FIRST;
    }
}
