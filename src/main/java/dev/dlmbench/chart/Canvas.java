package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Line2D;

/** What a page is painted on. Places are in units of the page. */
interface Canvas {
    /** Where words hang on the place that they are given. */
    enum Anchor {
        LEFT,
        MIDDLE,
        RIGHT;

        /** Returns where words of {@code width} begin. */
        double left(double x, double width) {
            return switch (this) {
                case LEFT -> x;
                case MIDDLE -> x - width / 2;
                case RIGHT -> x - width;
            };
        }
    }

    /** Fills {@code shape}; an opacity of 1 covers what is below. */
    void fill(Shape shape, Ink ink, double opacity);

    /** Draws along {@code shape}. */
    void stroke(Shape shape, Ink ink, BasicStroke stroke, double opacity);

    /** Writes {@code text} on a baseline. */
    void words(String text, Lettering lettering, Ink ink, Anchor anchor, double x, double baseline);

    /** Writes {@code text} upwards, its middle at {@code middle}. */
    void wordsUpwards(String text, Lettering lettering, Ink ink, double baseline, double middle);

    /** Draws the marker of {@code look} around a place. */
    void marker(Look look, double x, double y, int size, double opacity);

    /** Draws everything that belongs to one mark, which readers of a screen can point at. */
    default void mark(Series series, Mark mark, Runnable drawing) {
        drawing.run();
    }

    /** Draws a straight line. */
    default void line(double x1, double y1, double x2, double y2, Ink ink, double width) {
        stroke(new Line2D.Double(x1, y1, x2, y2), ink, Look.plain((float) width), 1);
    }
}
