package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a cost grows with a size, on logarithmic axes: a line for each kind of work, and beside it what is expected. */
public final class CostCurve {
    private CostCurve() {}

    /**
     * One kind of work.
     *
     * @param name in the legend
     * @param points from small to large
     */
    public record Line(String name, List<Point> points) {
        /** Copies the points. */
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * One size.
     *
     * @param size across
     * @param cost up
     * @param expected what the cost would be; NaN for no expectation
     */
    public record Point(double size, double cost, double expected) {}

    /**
     * Draws a chart.
     *
     * @param id of the elements in it
     * @param title for readers who cannot see it
     * @param size the title of the horizontal axis
     * @param cost the title of the vertical axis
     */
    public static Drawing draw(String id, String title, String size, String cost, List<Line> lines) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<Mark> marks = lines.get(i).points().stream()
                    .map(point -> Mark.at("", point.size(), point.cost(), Optional.empty(), ""))
                    .toList();
            series.add(new Series(lines.get(i).name(), Look.of(i), marks, true));
        }
        IntStream.range(0, lines.size())
                .mapToObj(i -> expectation(lines.get(i), Look.of(i)))
                .forEach(series::add);
        return new Drawing(
                new Figure(
                        id,
                        title,
                        AxisLine.fixed(size, Scale.LOG2),
                        AxisLine.fixed(cost, Scale.LOG10),
                        series,
                        List.of(),
                        ""),
                ChartStyle.SINGLE_COLUMN);
    }

    private static Series expectation(Line line, Look look) {
        List<Mark> corners = line.points().stream()
                .filter(point -> Double.isFinite(point.expected()))
                .map(point -> Mark.corner(point.size(), point.expected()))
                .toList();
        return new Series(line.name() + ", by its arithmetic", Look.line(look.ink(), 1.5f, 2.5f), corners, true);
    }
}
