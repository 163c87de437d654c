package dev.dlmbench.terminal;

import dev.dlmbench.base.Visible;
import java.util.regex.Pattern;

/** What this program tells the terminal, or the service that runs it, so that it differs from what files hold. */
public final class TerminalCode {
    /** Begins a code of the program's own; no file can hold it, as it is made when the program starts. */
    private static final String MARK = "\uFDD0" + Long.toHexString(System.nanoTime()) + "\uFDD1";

    private static final Pattern MARKED = Pattern.compile(MARK + "(\\[[0-9;]*[A-Za-z]|::)");

    private TerminalCode() {}

    /** Returns a control sequence of the terminal such as {@code [31m}, which {@link VisibleWriter} lets through. */
    static String sequence(String code) {
        return MARK + code;
    }

    /** Returns an order to the service such as {@code ::error::no}, which {@link VisibleWriter} lets through. */
    public static String order(String order) {
        return MARK + order;
    }

    /** Returns {@code text} visible, but for the codes in it, which are turned into what they stand for. */
    public static String told(String text) {
        if (!text.contains(MARK)) {
            return Visible.text(text);
        }
        StringBuilder told = new StringBuilder();
        int[] end = {0};
        MARKED.matcher(text).results().forEach(code -> {
            String sequence = code.group(1);
            told.append(Visible.text(text.substring(end[0], code.start())))
                    .append(sequence.equals("::") ? "" : "\u001b")
                    .append(sequence);
            end[0] = code.end();
        });
        return told.append(Visible.text(text.substring(end[0]))).toString();
    }
}
