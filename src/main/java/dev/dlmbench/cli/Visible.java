package dev.dlmbench.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text from files as a screen may have it: what would move the cursor, change colours, reverse the writing or ring the
 * bell is shown as a sign of its own instead.
 */
final class Visible {
    /** Begins a code of the program's own; no file can hold it, as it is made when the program starts. */
    private static final String MARK = "\uFDD0" + Long.toHexString(System.nanoTime()) + "\uFDD1";

    private static final Pattern MARKED = Pattern.compile(MARK + "(\\[[0-9;]*[A-Za-z]|::)");
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufdd0\\ufdd1]");
    private static final int PICTURES = 0x2400;
    private static final char DELETE = 0x7f;

    private Visible() {}

    /** Returns a control sequence of the terminal such as {@code [31m}, which {@link VisibleWriter} lets through. */
    static String sequence(String code) {
        return MARK + code;
    }

    /** Returns a command to the service that runs the program, which {@link VisibleWriter} lets through. */
    static String command(String command) {
        return MARK + command;
    }

    /** Returns {@code text} with line feeds and tabs as they are and all else visible. */
    static String text(String text) {
        return UNSEEN.matcher(text).replaceAll(found -> sign(found.group().charAt(0)));
    }

    /** Returns {@code text} on one line; codes of the program's own stay. */
    static String line(String text) {
        return text.replace("\n", sign('\n')).replace("\t", " ");
    }

    /** Returns {@code text} visible, but for the program's own codes, which are turned into what they stand for. */
    static String painted(String text) {
        if (!text.contains(MARK)) {
            return text(text);
        }
        StringBuilder painted = new StringBuilder();
        int[] end = {0};
        MARKED.matcher(text).results().forEach(code -> {
            String sequence = code.group(1);
            painted.append(text(text.substring(end[0], code.start())))
                    .append(sequence.equals("::") ? "" : "\u001b")
                    .append(sequence);
            end[0] = code.end();
        });
        return painted.append(text(text.substring(end[0]))).toString();
    }

    private static String sign(char control) {
        if (control < ' ') {
            return Character.toString(PICTURES + control);
        }
        return control == DELETE ? "\u2421" : String.format(Locale.ROOT, "<U+%04X>", (int) control);
    }
}
