package dev.dlmbench.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks text into lines, between words; a word is broken only where it is longer than a line. */
public final class Wrapping {
    /** Words, with intervals such as {@code [1.2, 1.4]} as one. */
    private static final Pattern WORD = Pattern.compile("\\[[^\\[\\]]{0,40}]|\\S+?(?=\\[[^\\[\\]]{0,40}])|\\S+");

    /** Where a long word is broken best: behind one of these. */
    private static final String JOINTS = ",=/.:;_-";

    private Wrapping() {}

    /** Returns the length of the longest word of {@code text}. */
    static int longestWord(String text) {
        int longest = 0;
        for (String word : words(text)) {
            longest = Math.max(longest, word.length());
        }
        return longest;
    }

    /** Returns {@code text} in lines of at most {@code width} characters; one empty line where there is no text. */
    public static List<String> lines(String text, int width) {
        if (text.length() <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words(text)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            String rest = word;
            while (rest.length() > width) {
                int end = joint(rest, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end).stripLeading();
            }
            line.append(line.length() > 0 ? " " : "").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Returns {@code text} as a paragraph whose lines begin with {@code indent} blanks. */
    public static String paragraph(String text, int indent, int columns) {
        String margin = " ".repeat(indent);
        return margin + String.join("\n" + margin, lines(text, Math.max(1, columns - indent)));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        int end = -1;
        while (word.find()) {
            if (word.start() == end && !words.isEmpty()) { // what stands at an interval without a blank belongs to it
                words.set(words.size() - 1, words.get(words.size() - 1) + word.group());
            } else {
                words.add(word.group());
            }
            end = word.end();
        }
        return words;
    }

    private static int joint(String word, int width) {
        int blank = word.lastIndexOf(' ', width); // between the ends of an interval
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
