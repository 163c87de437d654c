package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The data within the axes, drawn by XChart.
 *
 * <p>XChart is given positions, not values, and draws neither axes nor lines: its logarithmic axes have no ticks within
 * a decade, and its error bars are symmetric, which those of perplexities are not.
 */
final class Plot {
    static final float LINE = 1.4f;
    static final int MARKER = 6;
    private static final float THIN = 0.9f;
    private static final Color NOTHING = new Color(255, 255, 255, 0);

    private final Layout layout;
    private final XYChart chart;

    Plot(Layout layout) {
        this.layout = layout;
        Rectangle2D area = layout.area();
        chart = new XYChartBuilder()
                .width((int) area.getWidth())
                .height((int) area.getHeight())
                .build();
        XYStyler styler = chart.getStyler();
        styler.setChartPadding(0);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1.0);
        styler.setLegendVisible(false);
        styler.setChartTitleVisible(false);
        styler.setAxisTicksVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setPlotGridLinesVisible(false);
        styler.setPlotBorderVisible(false);
        styler.setChartBackgroundColor(NOTHING);
        styler.setPlotBackgroundColor(NOTHING);
        styler.setMarkerSize(MARKER);
        styler.setXAxisMin(layout.x().low());
        styler.setXAxisMax(layout.x().high());
        styler.setYAxisMin(layout.y().low());
        styler.setYAxisMax(layout.y().high());
        layout.figure().references().forEach(this::add);
        layout.figure().series().forEach(this::add);
    }

    void draw(Graphics2D g) {
        Rectangle2D area = layout.area();
        layout.figure().series().stream().filter(Series::line).forEach(series -> drawLine(g, series));
        g.translate(area.getX(), area.getY());
        chart.paint(g, (int) area.getWidth(), (int) area.getHeight());
        g.translate(-area.getX(), -area.getY());
    }

    /** XChart draws each stretch of a line on its own, which starts the dashes anew at every point. */
    private void drawLine(Graphics2D g, Series series) {
        Path2D path = new Path2D.Double();
        for (Mark mark : series.marks()) {
            double x = layout.across(mark.x());
            double y = layout.up(mark.y());
            if (path.getCurrentPoint() == null) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        g.setColor(series.look().color());
        g.setStroke(series.look().stroke(LINE));
        g.draw(path);
    }

    private void add(Reference line) {
        double value = layout.figure().x().scale().position(line.value());
        double[] along = {layout.y().low(), layout.y().high()};
        double[] constant = {value, value};
        if (line.vertical()) {
            add(constant, along, line.look(), line.look().stroke(LINE), SeriesMarkers.NONE);
        } else {
            double height = layout.figure().y().scale().position(line.value());
            add(
                    new double[] {layout.x().low(), layout.x().high()},
                    new double[] {height, height},
                    line.look(),
                    line.look().stroke(LINE),
                    SeriesMarkers.NONE);
        }
    }

    private void add(Series series) {
        whiskers(series);
        List<Mark> marked = series.marks().stream().filter(Mark::marked).toList();
        if (!marked.isEmpty() && series.look().marker() != SeriesMarkers.NONE) {
            add(xs(marked), ys(marked), series.look(), null, series.look().marker());
        }
    }

    private double[] xs(List<Mark> marks) {
        return marks.stream()
                .mapToDouble(mark -> layout.figure().x().scale().position(mark.x()))
                .toArray();
    }

    private double[] ys(List<Mark> marks) {
        return marks.stream()
                .mapToDouble(mark -> layout.figure().y().scale().position(mark.y()))
                .toArray();
    }

    /** Draws intervals as a pen would, lifting it where the height is not a number. */
    private void whiskers(Series series) {
        double cap = 2.5 / layout.area().getWidth() * layout.x().span();
        List<double[]> path = new ArrayList<>();
        Scale scale = layout.figure().y().scale();
        for (Mark mark : series.marks()) {
            if (mark.interval().isEmpty() || !mark.marked()) {
                continue;
            }
            double x = layout.figure().x().scale().position(mark.x());
            Interval interval = mark.interval().get();
            double beyond = layout.y().low() - layout.y().span();
            double low = scale.admits(interval.low()) ? Math.max(scale.position(interval.low()), beyond) : beyond;
            double high = scale.position(interval.high());
            path.addAll(List.of(
                    new double[] {x - cap, low},
                    new double[] {x + cap, low},
                    new double[] {x, Double.NaN},
                    new double[] {x, low},
                    new double[] {x, high},
                    new double[] {x, Double.NaN},
                    new double[] {x - cap, high},
                    new double[] {x + cap, high},
                    new double[] {x, Double.NaN}));
        }
        if (!path.isEmpty()) {
            add(
                    path.stream().mapToDouble(place -> place[0]).toArray(),
                    path.stream().mapToDouble(place -> place[1]).toArray(),
                    series.look(),
                    new BasicStroke(THIN),
                    SeriesMarkers.NONE);
        }
    }

    private void add(double[] x, double[] y, Look look, @Nullable BasicStroke stroke, Marker marker) {
        XYSeries series = chart.addSeries(Integer.toString(chart.getSeriesMap().size()), x, y);
        series.setMarker(marker);
        series.setMarkerColor(look.color());
        series.setLineColor(look.color());
        if (stroke == null) {
            series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        } else {
            series.setLineStyle(stroke);
        }
    }
}
