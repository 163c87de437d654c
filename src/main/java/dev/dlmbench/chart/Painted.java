package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Something painted on a page, in units of the page. */
sealed interface Painted {
    /** Returns its colour, which may let through what is below. */
    Color color();

    /** Returns whether it shows data, and not what is around them. */
    boolean data();

    /**
     * Paints it; with {@code letters} as text where the font knows it, else outlines, which look the same everywhere.
     */
    void paint(Graphics2D g, boolean letters);

    /** An area. */
    record Filled(Path2D shape, Color color, boolean data) implements Painted {
        @Override
        public void paint(Graphics2D g, boolean letters) {
            g.setColor(color);
            g.fill(shape);
        }
    }

    /** A line. */
    record Stroked(Path2D shape, BasicStroke stroke, Color color, boolean data) implements Painted {
        @Override
        public void paint(Graphics2D g, boolean letters) {
            g.setColor(color);
            g.setStroke(stroke);
            g.draw(shape);
        }
    }

    /**
     * Words.
     *
     * @param text not empty
     * @param letters of the text
     * @param place from a baseline that begins at zero to that on the page
     * @param color of the letters
     */
    record Written(String text, Lettering letters, AffineTransform place, Color color) implements Painted {
        @Override
        public boolean data() {
            return false;
        }

        @Override
        public void paint(Graphics2D g, boolean asText) {
            g.setColor(color);
            if (asText && Typeface.covers(text)) {
                AffineTransform before = g.getTransform();
                g.transform(place);
                g.setFont(letters.font(text));
                g.drawString(text, 0f, 0f);
                g.setTransform(before);
            } else {
                g.fill(outline());
            }
        }

        /** Returns the outline on the page. */
        Shape outline() {
            return place.createTransformedShape(letters.outline(text));
        }
    }
}
