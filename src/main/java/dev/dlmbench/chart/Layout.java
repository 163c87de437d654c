package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where things lie on the page.
 *
 * @param figure what is laid out
 * @param style the size of the page
 * @param fonts the letters on it
 * @param height of the page
 * @param area of the data, in page units
 * @param x positions at the left and the right edge of the area
 * @param y positions at the bottom and the top edge of the area
 * @param footnotes lines below everything, which explain signs
 */
record Layout(
        Figure figure,
        ChartStyle style,
        Fonts fonts,
        int height,
        Rectangle2D area,
        Range x,
        Range y,
        List<String> footnotes) {
    static final double MARGIN = 6;
    static final double GAP = 4;
    static final double TICK = 3;

    /** How far intervals may stretch an axis, in spans of what is not an interval: few seeds give very long ones. */
    private static final double INTERVAL_REACH = 0.6;

    /** How many points make small markers and thin intervals. */
    private static final int CROWD = 60;

    private static final int MOST_TICKS = 10;

    /** Positions from one edge of the area to the opposite one. */
    record Range(double low, double high) {
        double span() {
            return high - low;
        }
    }

    /**
     * Lays {@code figure} out.
     *
     * @param above by how much the page gets higher for a legend over the area
     * @param right how much of the width is kept for words beside the area
     */
    static Layout of(Figure figure, ChartStyle style, Fonts fonts, double above, double right) {
        Range x = range(figure, true);
        Range y = range(figure, false);
        double bottom =
                MARGIN + fonts.titles().height() + 2.5 * GAP + fonts.labels().height() + GAP + TICK;
        double height = style.height() - bottom - MARGIN;
        double widest = yTicks(figure, fonts, y, height).stream()
                .mapToDouble(tick -> fonts.labels().width(tick.label()))
                .max()
                .orElse(0);
        double left = MARGIN + fonts.titles().height() + 2 * GAP + widest + GAP + TICK;
        Rectangle2D area = new Rectangle2D.Double(
                Math.round(left),
                Math.round(MARGIN + above),
                Math.round(style.width() - left - 2 * MARGIN - right),
                Math.round(height));
        List<String> footnotes = figure.legend().stream()
                .flatMap(line -> fonts.notes().wrapped(line, style.width() - 2 * MARGIN).stream())
                .toList();
        int below = (int) Math.ceil(footnotes.size() * row(fonts));
        int all = (int) Math.ceil(style.height() + above) + below;
        return new Layout(figure, style, fonts, all, area, x, y, footnotes);
    }

    private static double row(Fonts fonts) {
        return 1.6 * fonts.notes().height();
    }

    /** Returns the baseline of a footnote, the last of which stands at the bottom of the page. */
    double footnote(int index) {
        return height - MARGIN - (footnotes.size() - 1 - index) * row(fonts);
    }

    /** Returns where what is above the footnotes ends. */
    double bottom() {
        return height - footnotes.size() * row(fonts);
    }

    /** Returns the box of the signs at a mark, to the upper right of its marker; nothing if it has none of its own. */
    Optional<Rectangle2D> signs(Series series, Mark mark) {
        String signs = mark.marked() ? series.signs(mark) : "";
        return signs.isEmpty()
                ? Optional.empty()
                : Optional.of(fonts.notes()
                        .box(signs, across(mark.x()) + style.marker() / 2.0 + 1, up(mark.y()) - style.marker() / 2.0));
    }

    private static int most(double length, double each) {
        return (int) Math.min(MOST_TICKS, length / each);
    }

    /** Returns the ticks below the area, whole numbers where all values are. */
    List<Scale.Tick> xTicks() {
        double gap = fonts.labels().width("0");
        double unit = area.getWidth() / x.span();
        boolean whole = Arrays.stream(figure.values(true)).allMatch(value -> value == Math.rint(value));
        return figure.x().scale().ticks(x.low(), x.high(), most(area.getWidth(), 7 * gap), ticks -> {
            if (whole && ticks.stream().anyMatch(tick -> tick.value() != Math.rint(tick.value()))) {
                return false;
            }
            double last = Double.NEGATIVE_INFINITY;
            for (Scale.Tick tick : ticks) {
                double middle = figure.x().scale().position(tick.value()) * unit;
                double half = fonts.labels().width(tick.label()) / 2;
                if (middle - half < last + gap) {
                    return false;
                }
                last = middle + half;
            }
            return true;
        });
    }

    List<Scale.Tick> yTicks() {
        return yTicks(figure, fonts, y, area.getHeight());
    }

    private static List<Scale.Tick> yTicks(Figure figure, Fonts fonts, Range y, double height) {
        double unit = height / y.span();
        double apart = 2 * fonts.labels().height();
        return figure.y().scale().ticks(y.low(), y.high(), most(height, 2 * apart), ticks -> {
            double[] places = ticks.stream()
                    .mapToDouble(tick -> figure.y().scale().position(tick.value()) * unit)
                    .toArray();
            for (int i = 1; i < places.length; i++) {
                if (places[i] - places[i - 1] < apart) {
                    return false;
                }
            }
            return true;
        });
    }

    double across(double value) {
        return area.getX() + (figure.x().scale().position(value) - x.low()) / x.span() * area.getWidth();
    }

    double up(double value) {
        return area.getMaxY() - (figure.y().scale().position(value) - y.low()) / y.span() * area.getHeight();
    }

    /** Returns how far up {@code value} is, or the nearest edge of the area. */
    double upInside(double value) {
        boolean below = !figure.y().scale().admits(value);
        return below ? area.getMaxY() : Math.max(area.getMinY(), Math.min(up(value), area.getMaxY()));
    }

    /** Returns whether {@code value} has a place within the area. */
    boolean inside(double value) {
        return figure.y().scale().admits(value) && up(value) >= area.getMinY() && up(value) <= area.getMaxY();
    }

    /** Returns the line through the marks of {@code series}. */
    Path2D line(Series series) {
        Path2D path = new Path2D.Double();
        for (Mark mark : series.marks()) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(across(mark.x()), up(mark.y()));
            } else {
                path.lineTo(across(mark.x()), up(mark.y()));
            }
        }
        return path;
    }

    /** Returns whether so many points are shown that each must take little room. */
    boolean crowded() {
        return figure.series().stream()
                        .flatMap(series -> series.marks().stream())
                        .filter(Mark::marked)
                        .count()
                > CROWD;
    }

    /** Returns what a legend or a note must not cover: markers, lines and intervals. */
    Occupied ink() {
        Occupied ink = new Occupied(style.width(), height);
        for (Series series : figure.series()) {
            for (int i = 0; i < series.marks().size(); i++) {
                Mark mark = series.marks().get(i);
                double middle = across(mark.x());
                ink.addAround(middle, up(mark.y()), mark.marked() ? style.marker() + 1 : 2);
                signs(series, mark)
                        .ifPresent(box -> ink.addLine(
                                box.getMinX(), box.getCenterY(), box.getMaxX(), box.getCenterY(), box.getHeight() / 2));
                mark.interval()
                        .filter(interval -> !series.band())
                        .ifPresent(interval ->
                                ink.addLine(middle, upInside(interval.low()), middle, upInside(interval.high()), 1.5));
                if (series.line() && i > 0) {
                    Mark before = series.marks().get(i - 1);
                    ink.addLine(across(before.x()), up(before.y()), middle, up(mark.y()), 1.5);
                }
            }
        }
        for (Reference line : figure.references()) {
            if (line.vertical()) {
                ink.addLine(across(line.value()), area.getMinY(), across(line.value()), area.getMaxY(), 1.5);
            } else {
                ink.addLine(area.getMinX(), up(line.value()), area.getMaxX(), up(line.value()), 1.5);
            }
        }
        return ink;
    }

    private static Range range(Figure figure, boolean horizontal) {
        Scale scale = (horizontal ? figure.x() : figure.y()).scale();
        List<Double> positions = new ArrayList<>();
        Arrays.stream(figure.values(horizontal)).forEach(value -> positions.add(scale.position(value)));
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
        if (scale == Scale.LOG2 && bare.span() == 0) { // one block size: show its neighbours
            positions.add(bare.low() - 1);
            positions.add(bare.low() + 1);
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
        return positions.isEmpty()
                ? new Range(0, 1)
                : new Range(Collections.min(positions), Collections.max(positions));
    }
}
