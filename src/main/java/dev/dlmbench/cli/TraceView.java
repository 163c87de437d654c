package dev.dlmbench.cli;

import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.TraceStep;
import dev.dlmbench.terminal.Paint;
import dev.dlmbench.text.Tokenizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A text while it is drawn, one line for each step. */
final class TraceView {
    private static final int WIDTH = 100;
    private static final String BLANK = "\u00b7";

    private final Tokenizer tokenizer;
    private final Paint paint;
    private final Map<Integer, String> shown = new HashMap<>();
    private int end;

    /** Starts from what is given. */
    TraceView(Tokenizer tokenizer, Template given, Paint paint) {
        this.tokenizer = tokenizer;
        this.paint = paint;
        for (int i = 0; i < given.length(); i++) {
            if (given.fixes(i)) {
                shown.put(i, letters(given.at(i)));
            }
        }
        this.end = given.length();
    }

    /**
     * Returns the text after a step: new tokens stand out, and so do those that replace others; what is remasked is
     * shown once more, struck through.
     */
    String line(TraceStep step) {
        Set<Integer> drawn = new HashSet<>();
        Map<Integer, String> gone = new HashMap<>();
        int last = 0;
        for (int i = 0; i < step.positions().size(); i++) {
            int position = step.positions().get(i);
            int token = step.tokens().get(i);
            String before = shown.get(position);
            end = Math.max(end, position + 1);
            last = Math.max(last, position + 1);
            if (token == tokenizer.mask()) {
                gone.put(position, before == null ? BLANK : before);
                shown.remove(position);
            } else {
                drawn.add(position);
                shown.put(position, letters(token));
            }
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", step.role()));
        int start = last <= WIDTH ? 0 : last - WIDTH;
        for (int i = start; i < Math.min(end, start + WIDTH); i++) {
            String letters = shown.getOrDefault(i, BLANK);
            if (gone.containsKey(i)) {
                line.append(paint.struck(gone.get(i)));
            } else if (drawn.contains(i)) {
                line.append(
                        step.role().equals("draw") || step.role().equals("noise")
                                ? paint.good(letters)
                                : paint.bad(letters));
            } else {
                line.append(shown.containsKey(i) ? letters : paint.dim(letters));
            }
        }
        return line.toString();
    }

    private String letters(int token) {
        return tokenizer.decode(new int[] {token}).replace("\n", "\u23ce");
    }
}
