package dev.dlmbench.suite;

import java.util.Collection;
import java.util.Locale;

/** Guesses at what a misspelt word was meant to be. */
final class Suggestions {
    private static final int LONGEST_SHOWN = 60;

    private Suggestions() {}

    /** Returns the choice nearest to {@code word}, or nothing if none is near. */
    static String nearest(String word, Collection<String> choices) {
        String best = "";
        int least = Math.max(1, Math.min(3, word.length() / 3)) + 1;
        for (String choice : choices) {
            int distance = word.length() > LONGEST_SHOWN
                    ? Integer.MAX_VALUE
                    : distance(word.toLowerCase(Locale.ROOT), choice.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = choice;
            }
        }
        return best;
    }

    /** Returns {@code text} on one line, cut to a length that fits a message. */
    static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }

    /** Returns how many insertions, deletions, replacements and swaps of neighbours turn one word into the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[from.length()][to.length()];
    }
}
