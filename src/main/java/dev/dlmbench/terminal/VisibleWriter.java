package dev.dlmbench.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.regex.Pattern;

/** Writes for a screen, or for the log of a service: nothing that stands in a file can give either of them orders. */
public final class VisibleWriter extends Writer {
    /** What GitHub reads as the beginning of an order. */
    private static final Pattern ORDER = Pattern.compile("(?m)^(\\s*:)(?=:)");

    private final PrintWriter out;
    private final boolean obeyed;

    private VisibleWriter(PrintWriter out, boolean obeyed) {
        this.out = out;
        this.obeyed = obeyed;
    }

    /**
     * Returns a writer that makes what it is given visible and hands it on at once.
     *
     * @param obeyed whether the reader takes orders from lines, as the log of a GitHub action does
     */
    public static PrintWriter over(PrintWriter out, boolean obeyed) {
        return new PrintWriter(new VisibleWriter(out, obeyed), true);
    }

    @Override
    public void write(char[] letters, int from, int count) throws IOException {
        String text = new String(letters, from, count);
        if (text.equals(System.lineSeparator())) {
            out.println();
            return;
        }
        out.write(TerminalCode.told(obeyed ? ORDER.matcher(text).replaceAll("$1 ") : text));
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }
}
