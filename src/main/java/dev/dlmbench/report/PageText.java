package dev.dlmbench.report;

/** What models wrote, as a page may hold it. */
final class PageText {
    private PageText() {}

    /**
     * Returns {@code text}, cut behind {@code longest} characters. HTML has no control characters; they are shown as
     * the pictures that Unicode has for them.
     */
    static String of(String text, int longest) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .map(c -> c < ' ' && c != '\n' && c != '\t' ? 0x2400 + c : c == 0x7f ? 0x2421 : c)
                .map(c -> (c >= 0xD800 && c <= 0xDFFF) || (c >= 0x80 && c < 0xA0) ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return text.codePointCount(0, text.length()) > longest ? printable + " \u2026" : printable.toString();
    }
}
