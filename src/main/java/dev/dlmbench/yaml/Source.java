package dev.dlmbench.yaml;

import java.util.List;

/**
 * Text that settings are read from: a suite file, an included file or an override on the command line.
 *
 * @param name as a user knows it
 * @param order its place among the sources, for sorting what is wrong with them
 * @param text without a byte order mark
 * @param lines of the text
 * @param file whether positions in it mean something to a user
 */
public record Source(String name, int order, String text, List<String> lines, boolean file) {

    public Source(String name, int order, String text, boolean file) {
        this(name, order, text, text.lines().toList(), file);
    }

    /** Returns the position of its beginning. */
    public Position start() {
        return new Position(this, 1, 1);
    }

    /** Returns the text of a line counted from 1; empty past the end. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
