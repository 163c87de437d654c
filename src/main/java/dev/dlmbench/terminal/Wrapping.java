package dev.dlmbench.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;

/** Breaks text into lines, between words; a word is broken only where it is longer than a line. */
public final class Wrapping {
    /** Such as {@code [1.2, 1.4]}, which stays one word with what stands at it. */
    private static final Pattern INTERVAL = Pattern.compile("\\[[^\\[\\]]{0,40}]");

    /** Stands for the blanks of an interval; text has no control characters. */
    private static final char GLUE = '\u001f';

    /** Where a long word is broken best: behind one of these. */
    private static final String JOINTS = ",=/.:;_-";

    private Wrapping() {}

    /** Returns the length of the longest word of {@code text}. */
    static int longestWord(String text) {
        return words(text).stream().mapToInt(String::length).max().orElse(0);
    }

    /** Returns {@code text} in lines of at most {@code width} characters; one empty line where there is no text. */
    public static List<String> lines(String text, int width) {
        if (text.length() <= width) {
            return List.of(text);
        }
        String broken = words(text).stream().map(word -> pieces(word, width)).collect(Collectors.joining(" "));
        return WordUtils.wrap(broken, width, "\n", true, " ")
                .replace(GLUE, ' ')
                .lines()
                .toList();
    }

    /** Returns {@code text} as a paragraph whose lines begin with {@code indent} blanks. */
    public static String paragraph(String text, int indent, int columns) {
        String margin = " ".repeat(indent);
        return margin + String.join("\n" + margin, lines(text, Math.max(1, columns - indent)));
    }

    private static List<String> words(String text) {
        String glued = INTERVAL.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replace(' ', GLUE)));
        return Arrays.asList(glued.strip().split("\\s+", -1));
    }

    /** Returns {@code word} with blanks where a line of {@code width} has to end within it. */
    private static String pieces(String word, int width) {
        StringBuilder pieces = new StringBuilder();
        String rest = word;
        while (rest.length() > width) {
            int end = joint(rest, width);
            pieces.append(rest, 0, end).append(' ');
            rest = rest.substring(rest.charAt(end) == GLUE ? end + 1 : end);
        }
        return pieces.append(rest).toString();
    }

    private static int joint(String word, int width) {
        int blank = word.lastIndexOf(GLUE, width); // between the ends of an interval
        if (blank > 0) {
            return blank;
        }
        for (int end = width; end > width / 3; end--) {
            if (JOINTS.indexOf(word.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return width;
    }
}
