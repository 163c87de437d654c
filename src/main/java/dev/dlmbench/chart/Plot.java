package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A figure as a chart of XChart. A series of the figure becomes several of XChart's, which are painted in turn: bands,
 * lines, then intervals and markers of each. XChart lays out in whole numbers, so a unit of the page is ten of its.
 */
final class Plot {
    /** XChart's units in a unit of the page. */
    static final int FINE = 10;

    /** Room around XChart's chart that the page has not. */
    static final double OVER = 6;

    private static final double BAND = 0.17;
    private static final int MANY_BANDS = 5;
    private static final double FADED = 0.4;
    private static final double CAP = 5;

    /** Share of the width that XChart lets a name in a legend have. */
    private static final double LONGEST_NAME = 0.44;

    /** A place on the chart, in XChart's numbers. */
    private record Place(double x, double y) {
        /** What ends a line. */
        static final Place GAP = new Place(Double.NaN, Double.NaN);
    }

    private final Figure figure;
    private final ChartStyle style;
    private final Axis x;
    private final Axis y;
    private final XYChart chart;
    private final Words words = new Words();
    private final List<Painted> painted;

    /**
     * Paints a chart on a part of the page.
     *
     * @param width of the part
     * @param height of the part
     * @param about how large the area of the data becomes
     * @param legend where it is; nothing for no legend
     */
    Plot(
            Figure figure,
            ChartStyle style,
            double width,
            double height,
            Rectangle2D about,
            Optional<LegendPosition> legend) {
        this.figure = figure;
        this.style = style;
        this.x = Axis.of(figure, true, about.getWidth(), style.labels());
        this.y = Axis.of(figure, false, about.getHeight(), style.labels());
        this.chart = new XYChart((int) ((width + 2 * OVER) * FINE), (int) ((height + 2 * OVER) * FINE));
        Theme.apply(chart, style, figure, x, y, about.getHeight(), legend);
        Lettering titles = style.titles();
        Lettering labels = style.labels();
        chart.setXAxisTitle(words.add(figure.x().label(), titles, 0, figure.y().label()));
        chart.setYAxisTitle(words.add(figure.y().label(), titles, -1, figure.x().label()));
        chart.setCustomXAxisTickLabelsFormatter(number -> words.add(x.label(number), labels, 0, ""));
        chart.setCustomYAxisTickLabelsFormatter(number -> words.add(y.label(number), labels, 0, ""));
        addSeries();
        this.painted = Painter.paint(chart, words);
    }

    private void addSeries() {
        // on a logarithmic axis XChart would have a line of the grid at every tick, and not only at those with labels
        x.ticks().forEach(tick -> stroked(across(true, tick), Theme.GRID, Ink.GRID.color()));
        y.ticks().forEach(tick -> stroked(across(false, tick), Theme.GRID, Ink.GRID.color()));
        for (Reference line : figure.references()) {
            lined(across(line.vertical(), (line.vertical() ? x : y).at(line.value())), line.look());
        }
        List<Series> bands = figure.series().stream().filter(Series::band).toList();
        bands.forEach(series -> addBand(series, bands.size() > MANY_BANDS ? BAND / 2 : BAND));
        figure.series().stream().filter(Series::line).forEach(series -> lined(points(series.marks()), series.look()));
        for (Series series : figure.series()) {
            addMarks(series, series.marks().stream().filter(Mark::faded).toList(), FADED);
            addMarks(
                    series,
                    series.marks().stream().filter(mark -> !mark.faded()).toList(),
                    1);
        }
        figure.series().forEach(series -> addEntry(series.title(), series.look(), series.line()));
        figure.references().forEach(line -> addEntry(line.title(), line.look(), true));
    }

    Figure figure() {
        return figure;
    }

    /** Returns what is painted. */
    List<Painted> painted() {
        return painted;
    }

    /** Returns what is painted with {@code labels} besides. */
    List<Painted> painted(List<Labels.Label> labels) {
        chart.addAnnotation(new Labels(labels));
        return Painter.paint(chart, words);
    }

    /** Returns where {@code value} is on the page. */
    double across(double value) {
        return chart.getScreenXFromChart(x.at(value)) / FINE - OVER;
    }

    /** Returns where {@code value} is on the page. */
    double up(double value) {
        return chart.getScreenYFromChart(y.at(value)) / FINE - OVER;
    }

    /** Returns the area of the data on the page. */
    Rectangle2D area() {
        Rectangle2D area = new Rectangle2D.Double();
        area.setFrameFromDiagonal(
                chart.getScreenXFromChart(x.number(x.low())) / FINE - OVER,
                chart.getScreenYFromChart(y.number(y.high())) / FINE - OVER,
                chart.getScreenXFromChart(x.number(x.high())) / FINE - OVER,
                chart.getScreenYFromChart(y.number(y.low())) / FINE - OVER);
        return area;
    }

    private List<Place> across(boolean vertical, double at) {
        return vertical
                ? List.of(new Place(at, y.number(y.low())), new Place(at, y.number(y.high())))
                : List.of(new Place(x.number(x.low()), at), new Place(x.number(x.high()), at));
    }

    private List<Place> points(List<Mark> marks) {
        return marks.stream().map(mark -> place(mark, mark.y())).toList();
    }

    private Place place(Mark mark, double end) {
        return new Place(x.at(mark.x()), y.at(end));
    }

    /** Marks without an interval pinch the band. */
    private void addBand(Series series, double opacity) {
        List<Place> around = new ArrayList<>();
        series.marks()
                .forEach(mark -> around.add(
                        place(mark, mark.interval().map(Interval::low).orElse(mark.y()))));
        Collections.reverse(around);
        series.marks()
                .forEach(mark -> around.add(
                        place(mark, mark.interval().map(Interval::high).orElse(mark.y()))));
        XYSeries band = add(around);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        band.setFillColor(series.look().ink().color(opacity));
    }

    private void addMarks(Series series, List<Mark> all, double opacity) {
        List<Mark> marks = all.stream().filter(Mark::marked).toList();
        boolean crowded = figure.crowded();
        List<Place> ends = marks.stream()
                .filter(mark -> !series.band() && mark.interval().isPresent())
                .flatMap(mark -> mark.interval().stream()
                        .flatMap(interval ->
                                Stream.of(place(mark, interval.low()), place(mark, interval.high()), Place.GAP)))
                .toList();
        Color thin = series.look().ink().color(crowded ? FADED : opacity);
        float width = style.line() * (crowded ? 0.45f : 0.65f);
        marked(stroked(ends, width, thin), Markers.cap(style.scaled(CAP), Look.plain(width * FINE)), thin);
        int size = style.marker() - (crowded || series.band() ? 1 : 0);
        Marker marker = Markers.sized(series.look().marker(), size, thickness());
        marked(add(points(marks)), marker, series.look().ink().color(opacity));
    }

    /** Adds a series without a place, which only the legend shows. */
    private void addEntry(String name, Look look, boolean line) {
        String title = style.labels().fitted(name, LONGEST_NAME * chart.getWidth() / FINE);
        XYSeries entry = lined(List.of(), look);
        entry.setLabel(words.add(title, style.labels(), 0, String.join("", figure.titles())));
        entry.setShowInLegend(true);
        entry.setXYSeriesRenderStyle(line ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
        marked(
                entry,
                Markers.sized(look.marker(), style.marker(), thickness()),
                look.ink().color());
    }

    private float thickness() {
        return style.line() * 0.7f;
    }

    private XYSeries lined(List<Place> places, Look look) {
        return stroked(places, look.stroke(style.line(), FINE), look.ink().color());
    }

    private XYSeries stroked(List<Place> places, float width, Color color) {
        return stroked(places, Look.plain(width * FINE), color);
    }

    private XYSeries stroked(List<Place> places, BasicStroke stroke, Color color) {
        XYSeries series = add(places);
        series.setLineStyle(stroke);
        series.setLineColor(color);
        return series;
    }

    private static void marked(XYSeries series, Marker marker, Color color) {
        series.setMarker(marker);
        series.setMarkerColor(color);
    }

    /** Adds a series that nothing is seen of yet; XChart wants one place at least. */
    private XYSeries add(List<Place> places) {
        List<Place> all = places.isEmpty() ? List.of(Place.GAP) : places;
        XYSeries series = chart.addSeries(
                Integer.toString(chart.getSeriesCollection().size()),
                all.stream().mapToDouble(Place::x).toArray(),
                all.stream().mapToDouble(Place::y).toArray());
        series.setShowInLegend(false);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
