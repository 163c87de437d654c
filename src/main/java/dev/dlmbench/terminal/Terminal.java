package dev.dlmbench.terminal;

/**
 * What the output is shown on. Java cannot tell for each stream, so that the launcher does.
 *
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal
 * @param columns how wide it is
 */
public record Terminal(boolean output, boolean error, int columns) {
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;

    /** No terminal at all. */
    public static final Terminal NONE = new Terminal(false, false, USUAL_COLUMNS);

    /** Returns how long a line of text may be: no longer than the terminal is wide; any length where there is none. */
    public int readable() {
        return output ? columns : Integer.MAX_VALUE;
    }

    /** Returns what the launcher has found out. */
    public static Terminal detected() {
        return new Terminal(
                Boolean.getBoolean("dlm.terminal.output"),
                Boolean.getBoolean("dlm.terminal.error"),
                Math.max(FEWEST_COLUMNS, Integer.getInteger("dlm.terminal.columns", USUAL_COLUMNS)));
    }
}
