package dev.dlmbench.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the n-grams of texts, from n = 1 to an order: an n-gram has the same number wherever it occurs, and no
 * other has it. None goes from one text into the next.
 *
 * <p>The n-grams are a tree: each is its first n - 1 tokens, by their number, and its last token.
 */
final class NGrams {
    private static final long TOKEN = 0xffffffffL;

    private final List<Map<Long, Integer>> numbers = new ArrayList<>();

    /** Creates it with no text. */
    NGrams(int order) {
        for (int n = 1; n <= order; n++) {
            numbers.add(new HashMap<>());
        }
    }

    /** Returns the largest n. */
    int order() {
        return numbers.size();
    }

    /** Returns how many n-grams were found that differ from each other. */
    int distinct(int n) {
        return numbers.get(n - 1).size();
    }

    /**
     * Adds a text.
     *
     * @return row n - 1 has the number of the n-gram that begins at each place, counted from 0 in the order of their
     *     first occurrence; it is empty where the text is shorter than n
     */
    int[][] add(int[] tokens) {
        int[][] found = new int[order()][];
        for (int n = 1; n <= order(); n++) {
            Map<Long, Integer> known = numbers.get(n - 1);
            int[] row = new int[Math.max(0, tokens.length - n + 1)];
            for (int i = 0; i < row.length; i++) {
                long key = key(n == 1 ? 0 : found[n - 2][i], tokens[i + n - 1]);
                Integer number = known.putIfAbsent(key, known.size());
                row[i] = number == null ? known.size() - 1 : number;
            }
            found[n - 1] = row;
        }
        return found;
    }

    /** Returns the number of the n-gram of the largest n that begins at a place; below 0 if no text has it. */
    int find(int[] tokens, int place) {
        int number = 0;
        for (int n = 1; n <= order(); n++) {
            Integer next = numbers.get(n - 1).get(key(number, tokens[place + n - 1]));
            if (next == null) {
                return -1;
            }
            number = next;
        }
        return number;
    }

    private static long key(int prefix, int token) {
        return ((long) prefix << Integer.SIZE) | (token & TOKEN);
    }
}
