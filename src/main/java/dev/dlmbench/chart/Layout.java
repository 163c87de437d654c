package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Where things lie on the page.
 *
 * @param figure what is laid out
 * @param height of the page
 * @param area of the data, in page units
 * @param x positions at the left and the right edge of the area
 * @param y positions at the bottom and the top edge of the area
 */
record Layout(Figure figure, int height, Rectangle2D area, Range x, Range y) {
    /** The page's width, in hundredths of an inch: a column of a two-column paper. */
    static final int WIDTH = 340;

    private static final int HEIGHT = 250;
    private static final double MARGIN = 6;
    private static final double GAP = 4;
    private static final double TICK = 3;

    /** How far intervals may stretch an axis, in spans of what is not an interval: few seeds give very long ones. */
    private static final double INTERVAL_REACH = 0.6;

    /** Positions from one edge of the area to the opposite one. */
    record Range(double low, double high) {
        double span() {
            return high - low;
        }
    }

    /** Lays {@code figure} out, making the page higher by {@code above} for a legend over the area. */
    static Layout of(Figure figure, double above) {
        Range x = range(figure, true);
        Range y = range(figure, false);
        double bottom = MARGIN + Lettering.NORMAL.height() + 2 * GAP + Lettering.SMALL.height() + GAP + TICK;
        double height = HEIGHT - bottom - MARGIN;
        double widest = figure.y().scale().ticks(y.low(), y.high(), wanted(height, 34)).stream()
                .mapToDouble(tick -> Lettering.SMALL.width(tick.label()))
                .max()
                .orElse(0);
        double left = MARGIN + Lettering.NORMAL.height() + 2 * GAP + widest + GAP + TICK;
        Rectangle2D area = new Rectangle2D.Double(
                Math.round(left),
                Math.round(MARGIN + above),
                Math.round(WIDTH - left - 2 * MARGIN),
                Math.round(height));
        return new Layout(figure, (int) Math.ceil(HEIGHT + above), area, x, y);
    }

    private static int wanted(double length, double each) {
        return Math.max(2, (int) (length / each));
    }

    List<Scale.Tick> xTicks() {
        return figure.x().scale().ticks(x.low(), x.high(), wanted(area.getWidth(), 42));
    }

    List<Scale.Tick> yTicks() {
        return figure.y().scale().ticks(y.low(), y.high(), wanted(area.getHeight(), 34));
    }

    double across(double value) {
        return area.getX() + (figure.x().scale().position(value) - x.low()) / x.span() * area.getWidth();
    }

    double up(double value) {
        return area.getMaxY() - (figure.y().scale().position(value) - y.low()) / y.span() * area.getHeight();
    }

    /** Returns how far up {@code value} is, or the nearest edge of the area. */
    private double upInside(double value) {
        boolean below = !figure.y().scale().admits(value);
        return below ? area.getMaxY() : Math.max(area.getMinY(), Math.min(up(value), area.getMaxY()));
    }

    /** Returns what a legend or a note must not cover: markers, lines and intervals, as small boxes. */
    List<Rectangle2D> ink() {
        List<Rectangle2D> boxes = new ArrayList<>();
        for (Series series : figure.series()) {
            for (int i = 0; i < series.marks().size(); i++) {
                Mark mark = series.marks().get(i);
                double size = mark.marked() ? 7 : 2;
                boxes.add(around(across(mark.x()), up(mark.y()), size));
                double x = across(mark.x());
                mark.interval()
                        .ifPresent(interval ->
                                boxes.addAll(between(x, upInside(interval.low()), x, upInside(interval.high()))));
                if (series.line() && i > 0) {
                    Mark before = series.marks().get(i - 1);
                    boxes.addAll(between(across(before.x()), up(before.y()), across(mark.x()), up(mark.y())));
                }
            }
        }
        for (Reference line : figure.references()) {
            boxes.addAll(
                    line.vertical()
                            ? between(across(line.value()), area.getMinY(), across(line.value()), area.getMaxY())
                            : between(area.getMinX(), up(line.value()), area.getMaxX(), up(line.value())));
        }
        return boxes;
    }

    private static List<Rectangle2D> between(double x1, double y1, double x2, double y2) {
        int steps = (int) Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 4);
        List<Rectangle2D> boxes = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double part = steps == 0 ? 0 : i / (double) steps;
            boxes.add(around(x1 + part * (x2 - x1), y1 + part * (y2 - y1), 1.5));
        }
        return boxes;
    }

    private static Rectangle2D around(double x, double y, double size) {
        return new Rectangle2D.Double(x - size / 2, y - size / 2, size, size);
    }

    private static Range range(Figure figure, boolean horizontal) {
        Scale scale = (horizontal ? figure.x() : figure.y()).scale();
        List<Double> positions = new ArrayList<>();
        for (Series series : figure.series()) {
            series.marks().forEach(mark -> positions.add(scale.position(horizontal ? mark.x() : mark.y())));
        }
        for (Reference line : figure.references()) {
            if (line.vertical() == horizontal) {
                positions.add(scale.position(line.value()));
            }
        }
        Range bare = span(positions);
        double least = scale == Scale.LINEAR ? 0.02 * Math.max(Math.abs(bare.low()), 1e-3) : 0.1;
        double reach = INTERVAL_REACH * Math.max(bare.span(), least);
        if (!horizontal) {
            for (Interval interval : intervals(figure)) {
                double low = scale.admits(interval.low()) ? scale.position(interval.low()) : bare.low() - reach;
                double high = scale.admits(interval.high()) ? scale.position(interval.high()) : bare.high() + reach;
                positions.add(Math.max(low, bare.low() - reach));
                positions.add(Math.min(high, bare.high() + reach));
            }
        }
        Range all = span(positions);
        double pad = 0.07 * Math.max(all.span(), least);
        return new Range(all.low() - pad, all.high() + pad);
    }

    private static List<Interval> intervals(Figure figure) {
        return figure.series().stream()
                .flatMap(series -> series.marks().stream())
                .flatMap(mark -> mark.interval().stream())
                .toList();
    }

    private static Range span(List<Double> positions) {
        return new Range(
                positions.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                positions.stream().mapToDouble(Double::doubleValue).max().orElse(1));
    }
}
