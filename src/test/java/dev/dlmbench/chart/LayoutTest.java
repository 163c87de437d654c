package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {

    @ParameterizedTest
    @EnumSource(ChartStyle.class)
    void labelsOfTicksNeverCollide(ChartStyle style) {
        SplittableRandom random = new SplittableRandom(1);
        Fonts fonts = Fonts.of(style);
        for (int trial = 0; trial < 100; trial++) {
            for (Scale scale : Scale.values()) {
                double low = Math.pow(10, 8 * random.nextDouble() - 4);
                double high = low * Math.pow(10, 0.05 + 4 * random.nextDouble());
                Layout layout = Layout.of(figure(scale, low, high), style, fonts, 0, 0);
                double last = 0;
                for (Scale.Tick tick : layout.xTicks()) {
                    double half = fonts.labels().width(tick.label()) / 2;
                    assertThat(layout.across(tick.value()) - half).isGreaterThan(last);
                    last = layout.across(tick.value()) + half;
                }
                last = style.height();
                for (Scale.Tick tick : layout.yTicks()) {
                    assertThat(layout.up(tick.value()) + fonts.labels().height() / 2)
                            .isLessThan(last);
                    last = layout.up(tick.value()) - fonts.labels().height() / 2;
                }
            }
        }
    }

    @Test
    void wholeNumbersHaveNoTicksBetweenThem() {
        Layout layout =
                Layout.of(figure(Scale.LINEAR, 1, 4), ChartStyle.TWO_COLUMN, Fonts.of(ChartStyle.TWO_COLUMN), 0, 0);

        assertThat(layout.xTicks()).extracting(Scale.Tick::label).containsExactly("1", "2", "3", "4");
    }

    @Test
    void oneBlockSizeStandsBetweenItsNeighbours() {
        Layout layout = Layout.of(
                figure(Scale.LOG2, 16, 16), ChartStyle.SINGLE_COLUMN, Fonts.of(ChartStyle.SINGLE_COLUMN), 0, 0);

        assertThat(layout.xTicks()).extracting(Scale.Tick::label).containsExactly("8", "16", "32");
    }

    /** A point of print is a 72nd of an inch, a unit a 100th. */
    @ParameterizedTest
    @EnumSource(
            value = ChartStyle.class,
            names = {"SINGLE_COLUMN", "TWO_COLUMN"})
    void lettersInPrintHaveSevenPointsOrMore(ChartStyle style) {
        assertThat(List.of(style.titles(), style.labels(), style.notes()))
                .allSatisfy(size -> assertThat(size * 0.72).isGreaterThanOrEqualTo(7));
    }

    private static Figure figure(Scale scale, double low, double high) {
        return new Figure(
                "id",
                "title",
                AxisLine.fixed("x", scale),
                AxisLine.fixed("y", scale),
                List.of(new Series("s", Look.of(0), List.of(mark(low), mark(high)), true)),
                List.of(),
                "");
    }

    private static Mark mark(double value) {
        return Mark.at("p", value, value, Optional.empty(), "");
    }
}
