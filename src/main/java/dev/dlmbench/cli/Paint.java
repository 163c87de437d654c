package dev.dlmbench.cli;

/**
 * Words that stand out.
 *
 * @param on whether they do
 */
record Paint(boolean on) {

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    /** Returns {@code text} struck through, between tildes where there are no colours. */
    String struck(String text) {
        return on ? paint("9;31", text) : "~" + text + "~";
    }

    private String paint(String code, String text) {
        return on ? TerminalCode.sequence("[" + code + "m") + text + TerminalCode.sequence("[0m") : text;
    }
}
