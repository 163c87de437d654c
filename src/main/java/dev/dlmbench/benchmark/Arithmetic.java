package dev.dlmbench.benchmark;

import dev.dlmbench.process.ProcessKind;

/**
 * How many multiplications a piece of work takes, from the shapes alone: matrix products and attention over the pairs
 * that may see each other, as this program computes them. Everything else is left out: norms, the softmax, sampling.
 */
final class Arithmetic {
    /** A backward pass does each product twice: for what went in, and for the weights. */
    private static final int FORWARD_AND_BACKWARD = 3;

    private static final int KEYS_AND_VALUES = 2;
    private static final int PROJECTIONS = 4;
    private static final int MLP = 8;

    private Arithmetic() {}

    /** Returns the multiplications of a piece of work. */
    static double of(Case work, Workload size) {
        return work.batch() * (work.decoding() ? decoding(work, size) : FORWARD_AND_BACKWARD * forward(work, size));
    }

    /** One sequence through the network while it trains. */
    private static double forward(Case work, Workload size) {
        double n = size.sequence();
        double square = (double) size.width() * size.width();
        double layer = PROJECTIONS * square + MLP * square;
        if (work.process() == ProcessKind.AUTOREGRESSIVE) {
            return size.layers() * (n * layer + pairs(size, n * (n + 1) / 2)) + n * output(size);
        }
        double hidden = n / 2; // half of all tokens are hidden on average, and only these are told apart in the end
        double last = n * 3 * square + hidden * (layer - 3 * square);
        if (work.block() == size.sequence()) {
            return (size.layers() - 1) * (n * layer + pairs(size, n * n))
                    + last
                    + pairs(size, n * n)
                    + hidden * output(size);
        }
        double seen = n * (n + work.block()) / 2; // by all noisy rows, and as much again by all clean ones
        return (size.layers() - 1) * (2 * n * layer + pairs(size, 2 * seen))
                + last
                + n * KEYS_AND_VALUES * square
                + pairs(size, seen)
                + hidden * output(size);
    }

    /** One sequence, decoded with a cache of the clean prefix. */
    private static double decoding(Case work, Workload size) {
        double n = size.sequence();
        double square = (double) size.width() * size.width();
        double row = size.layers() * (PROJECTIONS * square + MLP * square);
        if (work.process() == ProcessKind.AUTOREGRESSIVE) {
            return n * (row + output(size)) + size.layers() * pairs(size, n * (n + 1) / 2);
        }
        double block = work.block();
        double seen = n * (n + block) / 2; // by the rows of all blocks, once each
        double committed = (n - block) * n / 2; // all blocks but the last come once more, clean
        return work.calls() * (n * (row + output(size)) + size.layers() * pairs(size, seen))
                + (n - block) * row
                + size.layers() * pairs(size, committed);
    }

    private static double output(Workload size) {
        return (double) size.width() * size.vocabulary();
    }

    /** Queries times keys, and what they find times values. */
    private static double pairs(Workload size, double pairs) {
        return 2 * pairs * size.width();
    }
}
