package dev.dlmbench.chart;

import dev.dlmbench.chart.Canvas.Anchor;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** A figure with its axes, names and notes, ready to be painted on anything. */
final class Page {
    private static final double GRID = 0.6;
    private static final double AXIS = 0.8;

    private final Figure figure;
    private final Layout layout;
    private final Legend legend;
    private final Optional<EndLabels> ends;
    private final Optional<Rectangle2D> corner;
    private final Notes notes;

    Page(Figure figure, ChartStyle style) {
        this.figure = figure;
        Fonts fonts = Fonts.of(style);
        this.legend = new Legend(figure, style, fonts);
        this.ends = EndLabels.of(figure, style, fonts);
        Layout full = ends.map(EndLabels::layout).orElseGet(() -> Layout.of(figure, style, fonts, 0, 0));
        this.corner = ends.isPresent() ? Optional.empty() : legend.corner(full);
        this.layout = ends.isPresent() || corner.isPresent()
                ? full
                : Layout.of(figure, style, fonts, legend.heightAbove(), 0);
        this.notes = new Notes(
                layout, ends.map(EndLabels::boxes).orElse(corner.map(List::of).orElse(List.of())));
    }

    int height() {
        return layout.height();
    }

    ChartStyle style() {
        return layout.style();
    }

    Figure figure() {
        return figure;
    }

    void draw(Canvas canvas) {
        canvas.fill(new Rectangle2D.Double(0, 0, style().width(), height()), Ink.PAPER, 1);
        drawGrid(canvas);
        drawAxes(canvas);
        new Plot(layout).draw(canvas);
        ends.ifPresent(labels -> labels.draw(canvas));
        corner.ifPresent(box -> legend.drawInside(canvas, box));
        if (ends.isEmpty() && corner.isEmpty()) {
            legend.drawAbove(canvas, layout);
        }
        notes.draw(canvas);
        Lettering small = layout.fonts().notes();
        for (int i = 0; i < layout.footnotes().size(); i++) {
            canvas.words(layout.footnotes().get(i), small, Ink.QUIET, Anchor.LEFT, Layout.MARGIN, layout.footnote(i));
        }
    }

    private void drawGrid(Canvas canvas) {
        Rectangle2D area = layout.area();
        for (Scale.Tick tick : layout.xTicks()) {
            double x = layout.across(tick.value());
            canvas.line(x, area.getMinY(), x, area.getMaxY(), Ink.GRID, GRID);
        }
        for (Scale.Tick tick : layout.yTicks()) {
            double y = layout.up(tick.value());
            canvas.line(area.getMinX(), y, area.getMaxX(), y, Ink.GRID, GRID);
        }
    }

    private void drawAxes(Canvas canvas) {
        Rectangle2D area = layout.area();
        Lettering labels = layout.fonts().labels();
        canvas.stroke(area, Ink.INK, Look.plain((float) AXIS), 1);
        drawTicks(canvas);
        for (Scale.Tick tick : layout.xTicks()) {
            double baseline = area.getMaxY() + Layout.TICK + Layout.GAP + labels.height();
            canvas.words(tick.label(), labels, Ink.INK, Anchor.MIDDLE, layout.across(tick.value()), baseline);
        }
        for (Scale.Tick tick : layout.yTicks()) {
            double right = area.getMinX() - Layout.TICK - Layout.GAP;
            double baseline = layout.up(tick.value()) + labels.height() / 2;
            canvas.words(tick.label(), labels, Ink.INK, Anchor.RIGHT, right, baseline);
        }
        Lettering titles = layout.fonts().titles();
        double below = layout.bottom() - Layout.GAP - 3;
        canvas.words(figure.x().label(), titles, Ink.INK, Anchor.MIDDLE, area.getCenterX(), below);
        double beside = Layout.GAP + titles.height() + 2;
        canvas.wordsUpwards(figure.y().label(), titles, Ink.INK, beside, area.getCenterY());
    }

    private void drawTicks(Canvas canvas) {
        for (Scale.Tick tick : layout.xTicks()) {
            drawTick(canvas, true, tick.value(), Layout.TICK);
        }
        for (Scale.Tick tick : layout.yTicks()) {
            drawTick(canvas, false, tick.value(), Layout.TICK);
        }
        figure.x()
                .scale()
                .minorTicks(layout.x().low(), layout.x().high())
                .forEach(value -> drawTick(canvas, true, value, Layout.TICK / 2));
        figure.y()
                .scale()
                .minorTicks(layout.y().low(), layout.y().high())
                .forEach(value -> drawTick(canvas, false, value, Layout.TICK / 2));
    }

    private void drawTick(Canvas canvas, boolean horizontal, double value, double length) {
        Rectangle2D area = layout.area();
        if (horizontal) {
            double x = layout.across(value);
            canvas.line(x, area.getMaxY(), x, area.getMaxY() + length, Ink.INK, AXIS);
        } else {
            double y = layout.up(value);
            canvas.line(area.getMinX() - length, y, area.getMinX(), y, Ink.INK, AXIS);
        }
    }
}
