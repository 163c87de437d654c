package dev.dlmbench.sampling;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.text.TextStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ends sequences that have their length, or whose length depends on what they say.
 *
 * @param stopping the rules
 * @param stop ids of the stop text; empty without one
 */
record Ends(Stopping stopping, List<Integer> stop) {

    /**
     * Returns the rows that are not finished with what was appended from {@code start} on, cuts those that are, and has
     * the denoiser go on with the others only.
     */
    List<Row> unfinished(List<Row> rows, int start, Denoiser denoiser) {
        int[] places = new int[rows.size()];
        List<Row> left = new ArrayList<>();
        for (int b = 0; b < rows.size(); b++) {
            if (!reached(rows.get(b).draft, start)) {
                places[left.size()] = b;
                left.add(rows.get(b));
            }
        }
        if (left.size() < rows.size() && !left.isEmpty()) {
            denoiser.keep(Arrays.copyOf(places, left.size()));
        }
        return left;
    }

    /** Returns whether {@code draft} is finished with what was appended from {@code start} on, and cuts it if so. */
    private boolean reached(Draft draft, int start) {
        if (stopping.free()) {
            int end = stopAfter(draft, start);
            if (end >= 0) {
                draft.shorten(end);
                draft.ending = DrawnSequence.Ending.STOP;
                return true;
            }
        }
        if (stopping.entropy() > 0
                && draft.length() - draft.condition.prompt() > Stopping.RECENT
                && entropy(draft) < stopping.entropy()) {
            if (stopping.free()) {
                draft.shorten(draft.length() - Stopping.RECENT);
            }
            draft.ending = DrawnSequence.Ending.ENTROPY;
            return true;
        }
        return draft.missing() == 0;
    }

    /** Returns the place after the first stop text that ends behind {@code start}, or -1. */
    private int stopAfter(Draft draft, int start) {
        for (int end = Math.max(draft.condition.prompt() + stop.size(), start + 1); end <= draft.length(); end++) {
            int matched = 0;
            while (matched < stop.size() && draft.token(end - stop.size() + matched) == stop.get(matched)) {
                matched++;
            }
            if (matched == stop.size()) {
                return end;
            }
        }
        return -1;
    }

    private static double entropy(Draft draft) {
        return TextStatistics.unigramEntropy(draft.tokens(draft.length() - Stopping.RECENT, draft.length()));
    }
}
