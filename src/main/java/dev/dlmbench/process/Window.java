package dev.dlmbench.process;

/**
 * The rates at which masks are drawn while training (clipped schedules; BD3-LM, arXiv 2503.09573, section 5.2). Inside
 * a window the loss keeps its weight of one over the rate; it is then no longer the NELBO, but varies less.
 *
 * @param low the lowest rate; {@link Times#TRAINING_LOW} stands for no lower end
 * @param high the highest rate; 1 stands for no upper end
 */
public record Window(double low, double high) {
    /** All rates. */
    public static final Window FULL = new Window(Times.TRAINING_LOW, 1);

    /** Every token masked: for blocks of one token this is left-to-right training. */
    public static final Window ALWAYS_MASKED = new Window(1, 1);

    /** Returns whether so many masked tokens of a block are within the ends that the window has. */
    public boolean allows(int masked, int size) {
        double rate = (double) masked / Math.max(1, size);
        return (low <= Times.TRAINING_LOW || rate >= low) && rate <= high;
    }

    /** Returns whether some number of masked tokens of a block of {@code size} is allowed. */
    public boolean allowsAny(int size) {
        for (int masked = 0; masked <= size; masked++) {
            if (allows(masked, size)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the window as it is written in suites and results, such as {@code [0.3, 0.8]}. */
    @Override
    public String toString() {
        return "[" + low + ", " + high + "]";
    }
}
