package dev.dlmbench.yaml;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Guesses at what a misspelt word was meant to be. */
public final class Suggestions {
    private static final int LONGEST_SHOWN = 60;

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

    private Suggestions() {}

    /** Returns the choice nearest to {@code word}, or nothing if none is near. */
    public static String nearest(String word, Collection<String> choices) {
        String best = "";
        int least = Math.max(1, Math.min(3, word.length() / 3)) + 1;
        for (String choice : choices) {
            int distance = word.length() > LONGEST_SHOWN
                    ? Integer.MAX_VALUE
                    : DISTANCE.apply(word.toLowerCase(Locale.ROOT), choice.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = choice;
            }
        }
        return best;
    }

    /** Returns {@code text} on one line, cut to a length that fits a message. */
    public static String shorten(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }
}
