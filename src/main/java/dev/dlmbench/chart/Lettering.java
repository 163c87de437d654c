package dev.dlmbench.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/** Words as outlines, which look the same wherever they are shown and need no font there. */
final class Lettering {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    /** For axis titles and legends. */
    static final Lettering NORMAL = new Lettering(9.5f);

    /** For tick labels. */
    static final Lettering SMALL = new Lettering(9f);

    /** For notes beside points. */
    static final Lettering TINY = new Lettering(7.5f);

    private final Font font;

    private Lettering(float size) {
        this.font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    }

    /** Returns how far {@code text} reaches to the right. */
    double width(String text) {
        return text.isEmpty() ? 0 : new TextLayout(text, font, EXACT).getAdvance();
    }

    /** Returns the height of a digit, which is the height that words are centred by. */
    double height() {
        return outline("0").getBounds2D().getHeight();
    }

    /** Draws {@code text} with its left end and its baseline at a place. */
    void draw(Graphics2D g, String text, Color color, double left, double baseline) {
        fill(g, text, color, AffineTransform.getTranslateInstance(left, baseline));
    }

    /** Draws {@code text} upwards, its middle at {@code middle} and its baseline at {@code baseline}. */
    void drawUpwards(Graphics2D g, String text, Color color, double baseline, double middle) {
        AffineTransform turn = AffineTransform.getTranslateInstance(baseline, middle + width(text) / 2);
        turn.quadrantRotate(-1);
        fill(g, text, color, turn);
    }

    /** Returns the box around {@code text} drawn at a place. */
    Rectangle2D box(String text, double left, double baseline) {
        return new Rectangle2D.Double(left, baseline - height(), width(text), height());
    }

    private void fill(Graphics2D g, String text, Color color, AffineTransform place) {
        if (!text.isEmpty()) {
            g.setColor(color);
            g.fill(place.createTransformedShape(outline(text)));
        }
    }

    private Shape outline(String text) {
        return new TextLayout(text, font, EXACT).getOutline(null);
    }
}
