package dev.dlmbench.base;

import java.util.regex.Pattern;

/** Words of others in files of comma-separated values, which spreadsheets take for formulas if they begin like one. */
public final class Csv {
    private static final Pattern FORMULA = Pattern.compile("(?s)[=+@\\t\\r-].*");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[\\d.,]+([eE][-+]?\\d+)?");

    private Csv() {}

    /** Returns {@code text}, behind an apostrophe if it would be calculated; numbers are as they are. */
    public static String text(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
