package dev.dlmbench.terminal;

import java.util.Locale;

/** How far a node is, in words. */
final class ProgressText {
    private static final int PERCENT = 100;

    private ProgressText() {}

    static String text(String stage, long done, long total, String detail) {
        String steps = total > 0
                ? String.format(Locale.ROOT, "%s %,d/%,d (%d%%)", stage, done, total, PERCENT * done / total)
                : stage;
        return detail.isEmpty() ? steps : steps + ", " + detail;
    }
}
