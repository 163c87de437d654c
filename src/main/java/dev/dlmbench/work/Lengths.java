package dev.dlmbench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How long texts are that end with a stop text. */
final class Lengths {
    private Lengths() {}

    /**
     * Returns the lengths of the pieces that a text falls into, each with its stop text; what is cut off is left out.
     */
    static List<Integer> pieces(int[] text, List<Integer> stop) {
        List<Integer> lengths = new ArrayList<>();
        int start = -1; // of a piece, once the first stop text has gone by
        for (int end = stop.size(); end <= text.length; end++) {
            if (endsWith(text, end, stop) && (start < 0 || end - start >= stop.size())) {
                if (start >= 0) {
                    lengths.add(end - start);
                }
                start = end;
            }
        }
        return lengths;
    }

    private static boolean endsWith(int[] text, int end, List<Integer> stop) {
        for (int i = 0; i < stop.size(); i++) {
            if (text[end - stop.size() + i] != stop.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the share of texts whose length is above half a power of two and at most that power, by the power. */
    static String histogram(List<Integer> lengths) {
        SortedMap<Integer, Integer> counts = new TreeMap<>();
        for (int length : lengths) {
            int bin = 1;
            while (bin < length) {
                bin *= 2;
            }
            counts.merge(bin, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(bin ->
                        String.format(Locale.ROOT, "%d: %.3f", bin.getKey(), (double) bin.getValue() / lengths.size()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the middle length, the lower one of two. */
    static int median(List<Integer> lengths) {
        List<Integer> sorted = lengths.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) / 2);
    }
}
