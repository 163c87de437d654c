package dev.dlmbench.process;

import dev.dlmbench.backbone.BackboneSpec;

/**
 * How much a network computes for one sequence, from the shapes alone.
 *
 * @param backbone the network
 * @param vocabulary ids, the mask id included
 * @param sequence n, tokens
 * @param kind of the process
 * @param block S, in tokens; n is full-sequence diffusion, and autoregression has none
 */
public record Arithmetic(BackboneSpec backbone, int vocabulary, int sequence, ProcessKind kind, int block) {
    /** A backward pass does each product twice: for what went in, and for the weights. */
    private static final int FORWARD_AND_BACKWARD = 3;

    private static final int KEYS_AND_VALUES = 2;
    private static final int PROJECTIONS = 4;
    private static final int MLP = 8;

    /**
     * An amount of computation.
     *
     * @param multiplications of matrix products, and of attention over the pairs that may see each other
     * @param elements of what lies between them: of the residual stream in every layer, of the attention's weights, of
     *     the logits
     */
    public record Amount(double multiplications, double elements) {
        /** Nothing at all. */
        public static final Amount NONE = new Amount(0, 0);

        /** Returns so many times as much. */
        public Amount times(double count) {
            return new Amount(count * multiplications, count * elements);
        }

        /** Returns both together. */
        public Amount plus(Amount other) {
            return new Amount(multiplications + other.multiplications, elements + other.elements);
        }
    }

    /** Returns what a training step takes for one of its sequences. */
    public Amount training() {
        return forward().times(FORWARD_AND_BACKWARD);
    }

    /** Returns what predicting every token of a sequence takes, as training and scoring do it. */
    public Amount forward() {
        double n = sequence;
        double square = (double) backbone.width() * backbone.width();
        double layer = PROJECTIONS * square + MLP * square;
        int layers = backbone.layers();
        if (!kind.inBlocks()) {
            return amount(layers * n * layer, layers * n * (n + 1) / 2, layers * n, n);
        }
        double told = kind == ProcessKind.MASKED
                ? n / 2
                : n; // half of all masks are there on average, and only these are told
        double hidden = told * (layer - 3 * square); // apart in the end
        if (block == sequence) {
            return amount(
                    (layers - 1) * n * layer + n * 3 * square + hidden, layers * n * n, (layers - 1) * n + told, told);
        }
        double seen = n * (n + block) / 2; // by all noisy rows, and as much again by all clean ones
        return amount(
                (layers - 1) * 2 * n * layer + n * 3 * square + hidden + n * KEYS_AND_VALUES * square,
                (layers - 1) * 2 * seen + seen,
                (layers - 1) * 2 * n + told,
                told);
    }

    /**
     * Returns what decoding a sequence takes with a cache of the clean prefix.
     *
     * @param calls for each block; autoregression takes one for each token
     */
    public Amount decoding(double calls) {
        double n = sequence;
        double square = (double) backbone.width() * backbone.width();
        int layers = backbone.layers();
        double row = layers * (PROJECTIONS * square + MLP * square);
        if (!kind.inBlocks()) {
            return amount(n * row, layers * n * (n + 1) / 2, layers * n, n);
        }
        double seen = n * (n + block) / 2; // by the rows of all blocks, once each
        double committed = (n - block) * n / 2; // all blocks but the last come once more, clean
        return amount(
                (calls * n + n - block) * row,
                layers * (calls * seen + committed),
                layers * (calls * n + n - block),
                calls * n);
    }

    /**
     * Adds up a pass.
     *
     * @param products multiplications of the layers' matrix products
     * @param pairs of a row and one that it sees, in all layers
     * @param rows that pass through a layer, in all layers
     * @param told rows that pass through the output layer
     */
    private Amount amount(double products, double pairs, double rows, double told) {
        double width = backbone.width();
        return new Amount(
                products + 2 * pairs * width + told * width * vocabulary, // queries times keys, and what they find
                rows * width + pairs * backbone.heads() + told * vocabulary);
    }
}
