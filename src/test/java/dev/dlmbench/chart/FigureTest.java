package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void switchesLogarithmicAxesToEvenOnesAndBack() {
        Figure figure = figure(
                AxisLine.switchable("x", Scale.LOG2), AxisLine.switchable("y", Scale.LOG10), mark(1, 1), mark(8, 90));
        Figure even = figure.otherScale().orElseThrow();
        Figure back = even.otherScale().orElseThrow();

        assertThat(figure.logarithmic()).isTrue();
        assertThat(even.logarithmic()).isFalse();
        assertThat(even.x().scale()).isEqualTo(Scale.LINEAR);
        assertThat(even.y().scale()).isEqualTo(Scale.LINEAR);
        assertThat(back.y().scale()).isEqualTo(Scale.LOG10);
        assertThat(even.series()).isEqualTo(figure.series());
    }

    @Test
    void leavesAnAxisThatMakesSenseOneWayOnly() {
        Figure even = figure(
                        AxisLine.fixed("x", Scale.LOG2),
                        AxisLine.switchable("y", Scale.LINEAR),
                        mark(1, 1),
                        mark(8, 90))
                .otherScale()
                .orElseThrow();

        assertThat(even.x().scale()).isEqualTo(Scale.LOG2);
        assertThat(even.y().scale()).isEqualTo(Scale.LOG10);
        assertThat(even.logarithmic()).isTrue();
    }

    @Test
    void hasNoOtherScaleForValuesWithoutALogarithm() {
        AxisLine fixed = AxisLine.fixed("x", Scale.LINEAR);
        AxisLine free = AxisLine.switchable("y", Scale.LINEAR);

        assertThat(figure(fixed, free, mark(1, 0), mark(2, 9)).otherScale()).isEmpty();
        assertThat(figure(fixed, free, mark(1, -1), mark(2, 9)).otherScale()).isEmpty();
        assertThat(figure(fixed, free, mark(1, 1), mark(2, 9)).otherScale()).isPresent();
    }

    @Test
    void hasNoOtherScaleWhereItWouldLookTheSame() {
        AxisLine fixed = AxisLine.fixed("x", Scale.LINEAR);
        AxisLine free = AxisLine.switchable("y", Scale.LOG10);

        assertThat(figure(fixed, free, mark(1, 10), mark(2, 19)).otherScale()).isEmpty();
        assertThat(figure(fixed, free, mark(1, 10), mark(2, 21)).otherScale()).isPresent();
    }

    @Test
    void showsManyIntervalsOfALineAsABandAndFewAsWhiskers() {
        assertThat(series(8, true).band()).isFalse();
        assertThat(series(9, true).band()).isTrue();
        assertThat(series(9, false).band()).isFalse();
    }

    @Test
    void keepsEveryPointWhenItMarksFewer() {
        Series thinned = series(100, true).withMarkers(12, 0);
        Series beside = series(100, true).withMarkers(12, 1);

        assertThat(thinned.marks()).hasSize(100);
        assertThat(thinned.marks().stream().filter(Mark::marked)).hasSizeBetween(8, 12);
        assertThat(thinned.marks().stream().filter(Mark::marked).toList())
                .doesNotContainAnyElementsOf(
                        beside.marks().stream().filter(Mark::marked).toList());
        assertThat(series(10, true).withMarkers(12, 3)).isEqualTo(series(10, true));
    }

    /** 100 markers for all lines together, but three for each at least. */
    @Test
    void marksFewerPointsOfEachLineTheMoreLinesThereAre() {
        assertThat(markers(2)).isLessThanOrEqualTo(12).isGreaterThan(8);
        assertThat(markers(20)).isLessThanOrEqualTo(5).isGreaterThan(2);
        assertThat(markers(60)).isLessThanOrEqualTo(3).isPositive();
    }

    private static long markers(int lines) {
        Figure figure = new Figure(
                "id",
                "title",
                AxisLine.fixed("x", Scale.LINEAR),
                AxisLine.fixed("y", Scale.LINEAR),
                Collections.nCopies(lines, series(100, true)),
                List.of(),
                "");
        return figure.withFewMarkers().series().get(0).marks().stream()
                .filter(Mark::marked)
                .count();
    }

    private static Series series(int count, boolean line) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            marks.add(Mark.at("p", i, 2, Optional.of(new Interval(1, 3)), ""));
        }
        return new Series("s", Look.of(0), marks, line);
    }

    private static Figure figure(AxisLine x, AxisLine y, Mark... marks) {
        return new Figure(
                "id", "title", x, y, List.of(new Series("s", Look.of(0), List.of(marks), true)), List.of(), "");
    }

    private static Mark mark(double x, double y) {
        return Mark.at("p", x, y, Optional.empty(), "");
    }
}
