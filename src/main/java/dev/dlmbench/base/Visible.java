package dev.dlmbench.base;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from files as people may be shown it: what would move a cursor, change colours, reverse the writing or break a
 * document is a sign of its own instead.
 */
public final class Visible {
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufdd0\\ufdd1\\ufffe\\uffff]"
                    + "|[\\x{d800}-\\x{dfff}]");
    private static final int PICTURES = 0x2400;
    private static final char DELETE = 0x7f;

    private Visible() {}

    /** Returns {@code text} with line feeds and tabs as they are and all else visible. */
    public static String text(String text) {
        return UNSEEN.matcher(text).replaceAll(found -> sign(found.group().charAt(0)));
    }

    /** Returns {@code text} visible and on one line. */
    public static String line(String text) {
        return text(oneLine(text));
    }

    /** Returns {@code text} without line feeds and tabs, all else as it is. */
    public static String oneLine(String text) {
        return text.replace("\n", sign('\n')).replace("\t", " ");
    }

    private static String sign(char control) {
        if (control < ' ') {
            return Character.toString(PICTURES + control);
        }
        return control == DELETE ? "\u2421" : String.format(Locale.ROOT, "[U+%04X]", (int) control);
    }
}
