package dev.dlmbench.process;

/** Statistics of the losses of blocks. */
public final class BlockLosses {
    private BlockLosses() {}

    /**
     * Returns the unbiased variance, over all blocks of all sequences, of a block's mean loss (BD3-LM, arXiv
     * 2503.09573, section 5.2).
     *
     * @param losses (B, n)
     * @param n of a sequence
     */
    public static double variance(double[] losses, Blocks blocks, int n) {
        int perSequence = blocks.count(n);
        int count = losses.length / n * perSequence;
        double mean = 0;
        double squares = 0;
        for (int b = 0; b < count; b++) {
            int from = b / perSequence * n + b % perSequence * blocks.size();
            int length = blocks.length(b % perSequence, n);
            double sum = 0;
            for (int i = from; i < from + length; i++) {
                sum += losses[i];
            }
            double difference = sum / length - mean;
            mean += difference / (b + 1);
            squares += difference * (sum / length - mean);
        }
        return squares / (count - 1);
    }
}
