package dev.dlmbench.chart;

import dev.dlmbench.chart.Canvas.Anchor;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * The data within the axes. Of XChart it takes the markers: its logarithmic axes have no ticks within a decade, its
 * lines start their dashes anew at every point, and its error bars are symmetric, which those of perplexities are not.
 */
record Plot(Layout layout) {
    private static final double BAND = 0.17;
    private static final int MANY_BANDS = 5;
    private static final double FADED = 0.4;
    private static final double CAP = 2.5;

    void draw(Canvas canvas) {
        ChartStyle style = layout.style();
        for (Reference line : layout.figure().references()) {
            canvas.stroke(line(line), line.look().ink(), line.look().stroke(style.line()), 1);
        }
        List<Series> all = layout.figure().series();
        List<Series> bands = all.stream().filter(Series::band).toList();
        double opacity = bands.size() > MANY_BANDS ? BAND / 2 : BAND;
        bands.forEach(series -> canvas.fill(band(series), series.look().ink(), opacity));
        all.stream()
                .filter(Series::line)
                .forEach(series -> canvas.stroke(
                        layout.line(series), series.look().ink(), series.look().stroke(style.line()), 1));
        boolean crowded = layout.crowded();
        for (Series series : all) {
            for (Mark mark : series.marks()) {
                if (mark.marked()) {
                    canvas.mark(series, mark, () -> drawMark(canvas, series, mark, crowded));
                }
            }
        }
    }

    private Line2D line(Reference line) {
        double across = line.vertical() ? layout.across(line.value()) : 0;
        double up = line.vertical() ? 0 : layout.up(line.value());
        return line.vertical()
                ? new Line2D.Double(
                        across, layout.area().getMinY(), across, layout.area().getMaxY())
                : new Line2D.Double(layout.area().getMinX(), up, layout.area().getMaxX(), up);
    }

    private void drawMark(Canvas canvas, Series series, Mark mark, boolean crowded) {
        double opacity = mark.faded() ? FADED : 1;
        if (!series.band()) {
            mark.interval().ifPresent(interval -> {
                float thin = layout.style().line() * (crowded ? 0.45f : 0.65f);
                canvas.stroke(
                        whisker(mark, interval), series.look().ink(), Look.plain(thin), crowded ? FADED : opacity);
            });
        }
        if (series.look().marks()) {
            int size = layout.style().marker() - (crowded || series.band() ? 1 : 0);
            canvas.marker(series.look(), layout.across(mark.x()), layout.up(mark.y()), size, opacity);
        }
        layout.signs(series, mark).ifPresent(box -> {
            Lettering notes = layout.fonts().notes();
            canvas.words(series.signs(mark), notes, series.look().ink(), Anchor.LEFT, box.getMinX(), box.getMaxY());
        });
    }

    /** An interval that leaves the area has no end there. */
    private Path2D whisker(Mark mark, Interval interval) {
        double x = layout.across(mark.x());
        double cap = layout.style().scaled(CAP);
        Path2D path = new Path2D.Double();
        path.moveTo(x, layout.upInside(interval.low()));
        path.lineTo(x, layout.upInside(interval.high()));
        for (double end : new double[] {interval.low(), interval.high()}) {
            if (layout.inside(end)) {
                path.moveTo(x - cap, layout.up(end));
                path.lineTo(x + cap, layout.up(end));
            }
        }
        return path;
    }

    /** Marks without an interval pinch the band. */
    private Area band(Series series) {
        Path2D path = new Path2D.Double();
        List<Mark> marks = series.marks();
        for (int i = 0; i < 2 * marks.size(); i++) {
            boolean upper = i < marks.size();
            Mark mark = marks.get(upper ? i : 2 * marks.size() - 1 - i);
            double end = mark.interval()
                    .map(interval -> upper ? interval.high() : interval.low())
                    .orElse(mark.y());
            double y = layout.figure().y().scale().admits(end)
                    ? layout.up(end)
                    : layout.area().getMaxY() + layout.area().getHeight();
            if (i == 0) {
                path.moveTo(layout.across(mark.x()), y);
            } else {
                path.lineTo(layout.across(mark.x()), y);
            }
        }
        path.closePath();
        Area inside = new Area(path);
        inside.intersect(new Area(layout.area()));
        return inside;
    }
}
