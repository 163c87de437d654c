package dev.dlmbench.base;

/** Words of others in a document of Markdown, where they are to be read and to do nothing. */
public final class Markdown {
    private Markdown() {}

    /** Returns {@code text} as a cell of a table: no tag, no link, no picture, no mention and no further cell. */
    public static String cell(String text) {
        return Visible.line(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("`", "\\`")
                .replace("](", "]\\(")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("@", "&#64;");
    }
}
