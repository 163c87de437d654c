package dev.dlmbench.chart;

import dev.dlmbench.chart.Canvas.Anchor;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names the series: inside the area where a corner is free, else in columns above it. */
final class Legend {
    private static final double GAP = 4;
    private static final int MANY = 8;
    private static final double LARGEST_SHARE = 0.7;

    private record Entry(String name, Look look, boolean line) {}

    private final List<Entry> entries = new ArrayList<>();
    private final ChartStyle style;
    private final Lettering lettering;
    private final double sample;
    private final double row;

    Legend(Figure figure, ChartStyle style, Fonts fonts) {
        this.style = style;
        boolean many = figure.series().size() + figure.references().size() > MANY;
        this.lettering = many ? fonts.notes() : fonts.labels();
        this.sample = style.scaled(many ? 16 : 20);
        this.row = style.scaled(many ? 12 : 13);
        double most = (style.width() - 2 * Layout.MARGIN) / (many ? 2 : 1) - sample - 3 * GAP - 1;
        figure.series()
                .forEach(series ->
                        entries.add(new Entry(lettering.fitted(series.title(), most), series.look(), series.line())));
        figure.references()
                .forEach(line -> entries.add(new Entry(lettering.fitted(line.title(), most), line.look(), true)));
    }

    /** Returns a free corner of the area. */
    Optional<Rectangle2D> corner(Layout layout) {
        double width = widest() + GAP;
        double height = entries.size() * row + GAP;
        Rectangle2D area = layout.area();
        if (width > area.getWidth() * LARGEST_SHARE || height > area.getHeight() * LARGEST_SHARE) {
            return Optional.empty();
        }
        double left = area.getMinX() + GAP;
        double right = area.getMaxX() - GAP - width;
        double top = area.getMinY() + GAP;
        double bottom = area.getMaxY() - GAP - height;
        Occupied ink = layout.ink();
        for (double[] place : new double[][] {{right, top}, {left, top}, {right, bottom}, {left, bottom}}) {
            Rectangle2D box = new Rectangle2D.Double(place[0], place[1], width, height);
            if (ink.free(box)) {
                return Optional.of(box);
            }
        }
        return Optional.empty();
    }

    /** Returns the height of the rows above the area. */
    double heightAbove() {
        return Math.ceil(entries.size() / (double) columns()) * row + GAP;
    }

    void drawInside(Canvas canvas, Rectangle2D box) {
        canvas.fill(box, Ink.PAPER, 0.9);
        double y = box.getMinY() + GAP / 2;
        for (Entry entry : entries) {
            draw(canvas, entry, box.getMinX() + GAP, y + row / 2);
            y += row;
        }
    }

    /** Entries go from left to right, then to the next row, each column as wide as its widest name. */
    void drawAbove(Canvas canvas, Layout layout) {
        int columns = columns();
        double[] widths = widths(columns);
        double all = 0;
        for (double width : widths) {
            all += width;
        }
        double left = Math.max(Layout.MARGIN, Math.min(layout.area().getMinX(), style.width() - Layout.MARGIN - all));
        double x = left;
        double y = layout.area().getMinY() - heightAbove();
        for (int i = 0; i < entries.size(); i++) {
            draw(canvas, entries.get(i), x, y + row / 2);
            boolean end = (i + 1) % columns == 0;
            x = end ? left : x + widths[i % columns];
            y += end ? row : 0;
        }
    }

    private int columns() {
        for (int columns = entries.size(); columns > 1; columns--) {
            double all = 0;
            for (double width : widths(columns)) {
                all += width;
            }
            if (all <= style.width() - 2 * Layout.MARGIN) {
                return columns;
            }
        }
        return 1;
    }

    private double[] widths(int columns) {
        double[] widths = new double[columns];
        for (int i = 0; i < entries.size(); i++) {
            widths[i % columns] = Math.max(widths[i % columns], width(entries.get(i)));
        }
        return widths;
    }

    private double widest() {
        return entries.stream().mapToDouble(this::width).max().orElse(0);
    }

    private double width(Entry entry) {
        return sample + GAP + lettering.width(entry.name()) + 2 * GAP;
    }

    private void draw(Canvas canvas, Entry entry, double left, double middle) {
        Look look = entry.look();
        if (entry.line()) {
            canvas.stroke(
                    new Line2D.Double(left, middle, left + sample, middle), look.ink(), look.stroke(style.line()), 1);
        }
        if (look.marks()) {
            canvas.marker(look, left + sample / 2, middle, style.marker(), 1);
        }
        double baseline = middle + lettering.height() / 2;
        canvas.words(entry.name(), lettering, Ink.INK, Anchor.LEFT, left + sample + GAP, baseline);
    }
}
