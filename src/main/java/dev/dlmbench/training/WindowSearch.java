package dev.dlmbench.training;

import dev.dlmbench.process.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * One search for the window in which the loss varies least (BD3-LM, arXiv 2503.09573, section 5.3).
 *
 * @param step after which it was made
 * @param candidates with the variance of the block losses under each
 */
public record WindowSearch(long step, List<Candidate> candidates) {
    private static final int[] WIDTHS = {50, 60, 70, 80, 90};

    /**
     * A window and how much the loss varies in it.
     *
     * @param low the lowest rate
     * @param high the highest rate
     * @param variance of the blocks' mean losses within a batch, unbiased, mean over batches
     */
    public record Candidate(double low, double high, double variance) {
        /** Returns the window. */
        public Window window() {
            return new Window(low, high);
        }
    }

    /** Copies the list. */
    public WindowSearch {
        candidates = List.copyOf(candidates);
    }

    /** Returns the window with the smallest variance; of equal ones the first. */
    public Window winner() {
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            if (candidate.variance() < best.variance()) {
                best = candidate;
            }
        }
        return best.window();
    }

    /**
     * Returns the candidates for blocks of {@code size}: all rates, and windows of widths 0.5 to 0.9 that start at
     * multiples of 0.05; for blocks of one token all rates and always masked.
     */
    public static List<Window> windows(int size) {
        if (size == 1) {
            return List.of(Window.FULL, Window.ALWAYS_MASKED);
        }
        List<Window> windows = new ArrayList<>(List.of(Window.FULL));
        for (int width : WIDTHS) {
            for (int start = 0; start + width <= 100; start += 5) {
                windows.add(new Window(Math.max(Window.FULL.low(), start / 100.0), (start + width) / 100.0));
            }
        }
        return windows;
    }
}
