package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;

/** Paints on anything that Java can draw on, words as outlines. */
record PrintCanvas(Graphics2D graphics) implements Canvas {

    @Override
    public void fill(Shape shape, Ink ink, double opacity) {
        graphics.setColor(faded(ink.color(), opacity));
        graphics.fill(shape);
    }

    @Override
    public void stroke(Shape shape, Ink ink, BasicStroke stroke, double opacity) {
        graphics.setColor(faded(ink.color(), opacity));
        graphics.setStroke(stroke);
        graphics.draw(shape);
    }

    @Override
    public void words(String text, Lettering lettering, Ink ink, Anchor anchor, double x, double baseline) {
        if (!text.isEmpty()) {
            double left = anchor.left(x, lettering.width(text));
            graphics.setColor(ink.words());
            graphics.fill(lettering.outline(text, left, baseline));
        }
    }

    @Override
    public void wordsUpwards(String text, Lettering lettering, Ink ink, double baseline, double middle) {
        graphics.setColor(ink.words());
        graphics.fill(lettering.outlineUpwards(text, baseline, middle));
    }

    @Override
    public void marker(Look look, double x, double y, int size, double opacity) {
        graphics.setColor(faded(look.ink().color(), opacity));
        look.marker().paint(graphics, x, y, size);
    }

    private static Color faded(Color color, double opacity) {
        return opacity == 1
                ? color
                : new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
    }
}
