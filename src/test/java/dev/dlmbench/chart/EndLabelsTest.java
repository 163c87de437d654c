package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EndLabelsTest {

    @Test
    void namesStandBesideTheEndsOfTheirLines() {
        Page page = page(figure("line", 1, 5, 9));
        List<Rectangle2D> boxes = names(page).orElseThrow();

        assertThat(boxes).hasSize(3).allSatisfy(box -> assertThat(box.getMinX())
                .isGreaterThan(page.plot().area().getMaxX()));
        // from the top of the page to its bottom: the largest end comes first
        assertThat(boxes.get(0).getCenterY()).isCloseTo(page.plot().up(9), within(1e-9));
        assertThat(boxes.get(2).getCenterY()).isCloseTo(page.plot().up(1), within(1e-9));
    }

    @Test
    void namesNeverTouchNorLieOnLines() {
        SplittableRandom random = new SplittableRandom(11);
        int placed = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[] ends = {random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble()};
            Page page = page(figure("line", ends));
            Optional<List<Rectangle2D>> names = names(page);
            if (names.isPresent()) {
                placed++;
                List<Rectangle2D> boxes = names.get();
                for (int i = 0; i < boxes.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(boxes.get(i).intersects(boxes.get(j))).isFalse();
                    }
                    for (double end : ends) {
                        Plot plot = page.plot();
                        assertThat(boxes.get(i)
                                        .intersectsLine(plot.across(1), plot.up(5), plot.across(2), plot.up(end)))
                                .isFalse();
                    }
                }
            }
        }
        assertThat(placed).isPositive();
    }

    @Test
    void leavesNamesToTheLegendWhereThereIsNoRoom() {
        assertThat(names(page(figure("a name that is far too long to stand beside a line", 1, 5, 9))))
                .isEmpty();
        assertThat(names(page(figure("line", 1, 1, 1, 1, 1, 1, 1, 1, 9)))).isEmpty();
        assertThat(names(page(figure("line", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)))).isEmpty();
    }

    @Test
    void leavesUprightLinesToTheLegend() {
        Figure bare = figure("line", 1, 9);
        Figure upright = new Figure(
                bare.id(),
                bare.title(),
                bare.x(),
                bare.y(),
                bare.series(),
                List.of(new Reference("data", true, 1.5, Look.line(Ink.INK))),
                "");

        assertThat(names(page(bare))).isPresent();
        assertThat(names(page(upright))).isEmpty();
    }

    private static Page page(Figure figure) {
        return new Page(figure, ChartStyle.SINGLE_COLUMN);
    }

    /** Returns the boxes around the names at the ends of lines, from the top; nothing if there is a legend. */
    private static Optional<List<Rectangle2D>> names(Page page) {
        List<Rectangle2D> boxes = page.labels().stream().map(Labels.Label::box).toList();
        return boxes.isEmpty() ? Optional.empty() : Optional.of(boxes);
    }

    /** Lines from one place to the given ends. */
    private static Figure figure(String name, double... ends) {
        List<Series> series = new ArrayList<>();
        for (double end : ends) {
            int index = series.size();
            List<Mark> marks = List.of(mark(1, 5), mark(2, end));
            series.add(new Series(name + " " + index, Look.of(index), marks, true));
        }
        return new Figure(
                "id", "t", AxisLine.fixed("x", Scale.LINEAR), AxisLine.fixed("y", Scale.LINEAR), series, List.of(), "");
    }

    private static Mark mark(double x, double y) {
        return Mark.at("p", x, y, Optional.empty(), "");
    }
}
