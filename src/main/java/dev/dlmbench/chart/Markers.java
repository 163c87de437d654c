package dev.dlmbench.chart;

import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;

/** Markers of XChart at a size of their own, where XChart has one for all. */
final class Markers {
    private Markers() {}

    /** Returns {@code marker} at a size in units of the page, those made of lines as thick as {@code line}. */
    static Marker sized(Marker marker, double size, float line) {
        int ones = (int) Math.round(size / line); // XChart's lines are as thick as one
        return new Marker() {
            @Override
            public void paint(Graphics2D g, double x, double y, int chartSize) {
                var before = g.getTransform();
                g.translate(x, y);
                g.scale(Plot.FINE * size / ones, Plot.FINE * size / ones);
                marker.paint(g, 0, 0, ones);
                g.setTransform(before);
            }
        };
    }

    /** Returns the end of an interval, a line across of a width in units of the page. */
    static Marker cap(double width, Stroke stroke) {
        double half = width * Plot.FINE / 2;
        return new Marker() {
            @Override
            public void paint(Graphics2D g, double x, double y, int chartSize) {
                g.setStroke(stroke);
                g.draw(new Line2D.Double(x - half, y, x + half, y));
            }
        };
    }
}
