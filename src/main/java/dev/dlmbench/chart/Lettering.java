package dev.dlmbench.chart;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Words of one size: how much room they take, and their outlines, which look the same wherever they are shown. */
final class Lettering {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Font font;
    private final Font other;
    private final double height;

    /** {@code size} is that of the font, in units of the page. */
    Lettering(float size) {
        this.font = Typeface.of(size);
        this.other = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
        this.height = outline("0").getBounds2D().getHeight();
    }

    /** Returns the size of the font. */
    float size() {
        return font.getSize2D();
    }

    /** Returns the font for {@code text}: the one that comes along, or the machine's for letters that it has not. */
    Font font(String text) {
        return Typeface.covers(text) ? font : other;
    }

    /** Returns how far {@code text} reaches to the right. */
    double width(String text) {
        return text.isEmpty() ? 0 : layout(text).getAdvance();
    }

    /** Returns the height of a digit, which is the height that words are centred by. */
    double height() {
        return height;
    }

    /** Returns {@code text}, or its ends with dots between them if it is wider than {@code most}. */
    String fitted(String text, double most) {
        String shown = text;
        for (int kept = text.length() - 2; kept >= 2 && width(shown) > most; kept--) {
            int end = kept / 2;
            shown = text.substring(0, kept - end) + "\u2026" + text.substring(text.length() - end);
        }
        return shown;
    }

    /** Returns {@code text} in lines no wider than {@code most}, but for words that are wider themselves. */
    List<String> wrapped(String text, double most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer) > most) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        lines.add(line);
        return lines;
    }

    /** Returns the box around {@code text} drawn at a place. */
    Rectangle2D box(String text, double left, double baseline) {
        return new Rectangle2D.Double(left, baseline - height(), width(text), height());
    }

    /** Returns the outline of {@code text}, which must not be empty, on a baseline that begins at zero. */
    Shape outline(String text) {
        return layout(text).getOutline(null);
    }

    private TextLayout layout(String text) {
        return new TextLayout(text, font(text), EXACT);
    }
}
