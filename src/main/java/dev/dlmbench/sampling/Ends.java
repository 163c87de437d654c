package dev.dlmbench.sampling;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.text.TextStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ends sequences whose length depends on what they say.
 *
 * @param stopping the rules
 * @param stop ids of the stop text; empty without one
 * @param prompt how many tokens at the start are given; a stop text that begins within them does not count
 */
record Ends(Stopping stopping, List<Integer> stop, int prompt) {

    /**
     * Returns the rows that are not finished with what was appended from {@code start} on, cuts those that are, and has
     * the denoiser go on with the others only.
     */
    List<Row> unfinished(List<Row> rows, int start, Denoiser denoiser) {
        int[] places = new int[rows.size()];
        List<Row> left = new ArrayList<>();
        for (int b = 0; b < rows.size(); b++) {
            if (!reached(rows.get(b), start)) {
                places[left.size()] = b;
                left.add(rows.get(b));
            }
        }
        if (left.size() < rows.size() && !left.isEmpty()) {
            denoiser.keep(Arrays.copyOf(places, left.size()));
        }
        return left;
    }

    /** Returns whether {@code row} is finished with what was appended from {@code start} on, and cuts it if so. */
    private boolean reached(Row row, int start) {
        if (stopping.free()) {
            int end = stopAfter(row, start);
            if (end >= 0) {
                row.shorten(end);
                row.ending = Sample.Ending.STOP;
                return true;
            }
        }
        if (stopping.entropy() > 0 && row.length() - prompt > Stopping.RECENT && entropy(row) < stopping.entropy()) {
            if (stopping.free()) {
                row.shorten(row.length() - Stopping.RECENT);
            }
            row.ending = Sample.Ending.ENTROPY;
            return true;
        }
        return false;
    }

    /** Returns the place after the first stop text that ends behind {@code start}, or -1. */
    private int stopAfter(Row row, int start) {
        for (int end = Math.max(prompt + stop.size(), start + 1); end <= row.length(); end++) {
            int matched = 0;
            while (matched < stop.size() && row.token(end - stop.size() + matched) == stop.get(matched)) {
                matched++;
            }
            if (matched == stop.size()) {
                return end;
            }
        }
        return -1;
    }

    private static double entropy(Row row) {
        return TextStatistics.unigramEntropy(row.tokens(row.length() - Stopping.RECENT, row.length()));
    }
}
