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
        EndLabels labels = labels(figure("line", 1, 5, 9)).orElseThrow();
        Layout layout = labels.layout();

        assertThat(labels.boxes()).hasSize(3).allSatisfy(box -> assertThat(box.getMinX())
                .isGreaterThan(layout.area().getMaxX()));
        // from the top of the page to its bottom: the largest end comes first
        assertThat(labels.boxes().get(0).getCenterY()).isCloseTo(layout.up(9), within(1e-9));
        assertThat(labels.boxes().get(2).getCenterY()).isCloseTo(layout.up(1), within(1e-9));
    }

    @Test
    void namesNeverTouchNorLieOnLines() {
        SplittableRandom random = new SplittableRandom(11);
        int placed = 0;
        for (int trial = 0; trial < 60; trial++) {
            Figure figure =
                    figure("line", random.nextDouble(), random.nextDouble(), random.nextDouble(), random.nextDouble());
            Optional<EndLabels> labels = labels(figure);
            if (labels.isPresent()) {
                placed++;
                List<Rectangle2D> boxes = labels.get().boxes();
                for (int i = 0; i < boxes.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(boxes.get(i).intersects(boxes.get(j))).isFalse();
                    }
                    Layout layout = labels.get().layout();
                    for (Series series : figure.series()) {
                        assertThat(layout.line(series).intersects(boxes.get(i)) && !outside(layout, boxes.get(i)))
                                .isFalse();
                    }
                }
            }
        }
        assertThat(placed).isPositive();
    }

    private static boolean outside(Layout layout, Rectangle2D box) {
        return box.getMinX() > layout.area().getMaxX();
    }

    @Test
    void leavesNamesToTheLegendWhereThereIsNoRoom() {
        assertThat(labels(figure("a name that is far too long to stand beside a line", 1, 5, 9)))
                .isEmpty();
        assertThat(labels(figure("line", 1, 1, 1, 1, 1, 1, 1, 1, 9))).isEmpty();
        assertThat(labels(figure("line", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9))).isEmpty();
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

        assertThat(labels(bare)).isPresent();
        assertThat(labels(upright)).isEmpty();
    }

    private static Optional<EndLabels> labels(Figure figure) {
        return EndLabels.of(figure, ChartStyle.SINGLE_COLUMN, Fonts.of(ChartStyle.SINGLE_COLUMN));
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
