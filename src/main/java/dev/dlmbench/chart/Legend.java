package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Names the series: inside the area where a corner is free, else in rows above it. */
final class Legend {
    private static final double SAMPLE = 20;
    private static final double GAP = 4;
    private static final double ROW = 13;
    private static final Color PAPER = new Color(255, 255, 255, 235);

    private record Entry(String name, Look look, boolean line) {
        double width() {
            return SAMPLE + GAP + Lettering.SMALL.width(name) + 2 * GAP;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    Legend(Figure figure) {
        figure.series().forEach(series -> entries.add(new Entry(series.name(), series.look(), series.line())));
        figure.references().forEach(line -> entries.add(new Entry(line.name(), line.look(), true)));
    }

    /** Returns a free corner of the area. */
    Optional<Rectangle2D> corner(Layout layout) {
        double width = entries.stream().mapToDouble(Entry::width).max().orElse(0) + GAP;
        double height = entries.size() * ROW + GAP;
        Rectangle2D area = layout.area();
        if (width > area.getWidth() * 0.7 || height > area.getHeight() * 0.7) {
            return Optional.empty();
        }
        double left = area.getMinX() + GAP;
        double right = area.getMaxX() - GAP - width;
        double top = area.getMinY() + GAP;
        double bottom = area.getMaxY() - GAP - height;
        List<Rectangle2D> ink = layout.ink();
        for (double[] place : new double[][] {{right, top}, {left, top}, {right, bottom}, {left, bottom}}) {
            Rectangle2D box = new Rectangle2D.Double(place[0], place[1], width, height);
            if (ink.stream().noneMatch(box::intersects)) {
                return Optional.of(box);
            }
        }
        return Optional.empty();
    }

    /** Returns the height of the rows above the area. */
    double heightAbove() {
        return rows().size() * ROW + GAP;
    }

    void drawInside(Graphics2D g, Rectangle2D box) {
        g.setColor(PAPER);
        g.fill(box);
        double y = box.getMinY() + GAP / 2;
        for (Entry entry : entries) {
            draw(g, entry, box.getMinX() + GAP, y + ROW / 2);
            y += ROW;
        }
    }

    void drawAbove(Graphics2D g, Layout layout) {
        double y = layout.area().getMinY() - heightAbove();
        for (List<Entry> row : rows()) {
            double x =
                    Layout.WIDTH - 12 - row.stream().mapToDouble(Entry::width).sum();
            for (Entry entry : row) {
                draw(g, entry, Math.max(x, 6), y + ROW / 2);
                x += entry.width();
            }
            y += ROW;
        }
    }

    private List<List<Entry>> rows() {
        List<List<Entry>> rows = new ArrayList<>();
        double left = 0;
        for (Entry entry : entries) {
            if (rows.isEmpty() || left + entry.width() > Layout.WIDTH - 20) {
                rows.add(new ArrayList<>());
                left = 0;
            }
            rows.get(rows.size() - 1).add(entry);
            left += entry.width();
        }
        return rows;
    }

    private static void draw(Graphics2D g, Entry entry, double left, double middle) {
        g.setColor(entry.look().color());
        if (entry.line()) {
            g.setStroke(entry.look().stroke(Plot.LINE));
            g.draw(new Line2D.Double(left, middle, left + SAMPLE, middle));
        }
        if (entry.look().marker() != SeriesMarkers.NONE) {
            g.setStroke(new BasicStroke(1f));
            entry.look().marker().paint(g, left + SAMPLE / 2, middle, Plot.MARKER);
        }
        Lettering.SMALL.draw(g, entry.name(), Look.INK, left + SAMPLE + GAP, middle + Lettering.SMALL.height() / 2);
    }
}
