package dev.dlmbench.terminal;

/**
 * Words that stand out.
 *
 * @param on whether they do
 */
public record Paint(boolean on) {

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    /** Returns {@code text} struck through, between tildes where there are no colours. */
    public String struck(String text) {
        return on ? paint("9;31", text) : "~" + text + "~";
    }

    private String paint(String code, String text) {
        return on ? TerminalCode.sequence("[" + code + "m") + text + TerminalCode.sequence("[0m") : text;
    }
}
