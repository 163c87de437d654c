package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.chart.Painted.Written;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ticks and their labels, as they are painted. */
class AxisTest {

    @Test
    void putsEqualRatiosEquallyFarApart() {
        assertThat(Scale.LOG10.position(100) - Scale.LOG10.position(10)).isCloseTo(1, within(1e-12));
        assertThat(Scale.LOG2.position(64) - Scale.LOG2.position(16)).isCloseTo(2, within(1e-12));
    }

    @Test
    void hasNoPlaceForWhatIsNotPositiveOnALogarithmicScale() {
        assertThat(Scale.LOG10.admits(0)).isFalse();
        assertThat(Scale.LINEAR.admits(0)).isTrue();
        assertThat(Scale.LINEAR.admits(Double.NaN)).isFalse();
    }

    @Test
    void labelsPowersOfTwo() {
        assertThat(below(Scale.LOG2, 4, 64)).containsExactly("4", "8", "16", "32", "64");
        assertThat(below(Scale.LOG2, 2, 256)).containsExactly("2", "4", "8", "16", "32", "64", "128", "256");
        assertThat(below(Scale.LOG2, 1, 1 << 20)).hasSizeGreaterThan(2).allSatisfy(label -> assertThat(
                        Long.bitCount(Long.parseLong(label)))
                .isEqualTo(1));
    }

    @Test
    void oneBlockSizeStandsBetweenItsNeighbours() {
        assertThat(below(Scale.LOG2, 16, 16)).containsExactly("8", "16", "32");
    }

    @Test
    void labelsRoundNumbersWithinADecade() {
        assertThat(beside(Scale.LOG10, 3.5, 16)).containsExactly("4", "5", "6", "8", "10");
    }

    /** Of the numbers 1 to 9 times a power of ten, one lies in each of these ranges; of their fifths, more. */
    @Test
    void labelsRoundNumbersWhereADecadeHasNone() {
        assertThat(beside(Scale.LOG10, 11, 24)).containsExactly("12", "14", "16", "18", "20");
        assertThat(beside(Scale.LOG10, 0.0013, 0.0028)).containsExactly("0.0014", "0.0016", "0.0018", "0.002");
    }

    @Test
    void labelsDecadesOnlyWhereThereAreMany() {
        assertThat(below(Scale.LOG10, 1, 2e6)).containsExactly("1", "10", "100", "1000", "10k", "100k", "1M");
    }

    @Test
    void isEvenWithinASmallRange() {
        assertThat(beside(Scale.LOG10, 6.1, 6.9)).contains("6.2", "6.4", "6.6", "6.8");
        assertThat(below(Scale.LOG2, 110, 128)).contains("110", "120").doesNotContain("128");
    }

    @Test
    void powersOfTwoAreRareWithinASmallRange() {
        assertThat(below(Scale.LOG2, 18, 60)).contains("20", "30", "50");
    }

    @Test
    void labelsEvenStepsWithTheDecimalsTheyNeed() {
        assertThat(beside(Scale.LINEAR, 1.29, 1.61))
                .contains("1.30", "1.35", "1.40")
                .doesNotContain("1.3");
        assertThat(beside(Scale.LINEAR, -1, 1)).containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
        assertThat(beside(Scale.LINEAR, 0, 50_000)).containsExactly("0", "10k", "20k", "30k", "40k", "50k");
    }

    @Test
    void wholeNumbersHaveNoTicksBetweenThem() {
        assertThat(labels(page(Scale.LINEAR, 1, 4, ChartStyle.TWO_COLUMN), true))
                .extracting(Written::text)
                .containsExactly("1", "2", "3", "4");
    }

    /** Sums of steps and powers are not quite what they should be. */
    @ParameterizedTest
    @EnumSource(ChartStyle.class)
    void labelsAreShortAndNeverCollide(ChartStyle style) {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 8; trial++) {
            for (Scale scale : Scale.values()) {
                double low = Math.pow(10, 8 * random.nextDouble() - 4);
                double high = low * Math.pow(10, 0.05 + 4 * random.nextDouble());
                Page page = page(scale, low, high, style);
                for (boolean horizontal : new boolean[] {true, false}) {
                    List<Written> labels = labels(page, horizontal);
                    assertThat(labels)
                            .hasSizeBetween(2, 14)
                            .extracting(Written::text)
                            .doesNotHaveDuplicates();
                    for (int i = 0; i < labels.size(); i++) {
                        assertThat(labels.get(i).text()).hasSizeLessThanOrEqualTo(10);
                        for (int j = 0; j < i; j++) {
                            assertThat(box(labels.get(i)).intersects(box(labels.get(j))))
                                    .isFalse();
                        }
                    }
                }
            }
        }
    }

    /** A tick stands where the value that it is labelled with would be drawn. */
    @ParameterizedTest
    @EnumSource(Scale.class)
    void labelsStandWhereTheirValuesAre(Scale scale) {
        Page page = page(scale, 2, 900, ChartStyle.SINGLE_COLUMN);

        assertThat(labels(page, true)).hasSizeGreaterThan(2).allSatisfy(label -> assertThat(
                        box(label).getCenterX())
                .isCloseTo(page.plot().across(Double.parseDouble(label.text())), within(1.0)));
        assertThat(labels(page, false)).hasSizeGreaterThan(2).allSatisfy(label -> assertThat(
                        box(label).getCenterY())
                .isCloseTo(page.plot().up(Double.parseDouble(label.text())), within(1.0)));
    }

    /** A point of print is a 72nd of an inch, a unit a 100th. */
    @ParameterizedTest
    @EnumSource(
            value = ChartStyle.class,
            names = {"SINGLE_COLUMN", "TWO_COLUMN"})
    void lettersInPrintHaveSevenPointsOrMore(ChartStyle style) {
        assertThat(List.of(style.titles(), style.labels(), style.notes()))
                .allSatisfy(letters -> assertThat(letters.size() * 0.72).isGreaterThanOrEqualTo(7));
    }

    @Test
    void looksDifferentForFortyNineSeries() {
        assertThat(IntStream.range(0, 49).mapToObj(Look::of)).doesNotHaveDuplicates();
    }

    private static List<String> below(Scale scale, double low, double high) {
        return labels(page(scale, low, high, ChartStyle.SINGLE_COLUMN), true).stream()
                .map(Written::text)
                .toList();
    }

    private static List<String> beside(Scale scale, double low, double high) {
        return labels(page(scale, low, high, ChartStyle.SINGLE_COLUMN), false).stream()
                .map(Written::text)
                .toList();
    }

    /** Returns what is written below the area or to its left, but for titles, from small to large. */
    private static List<Written> labels(Page page, boolean horizontal) {
        Rectangle2D area = page.plot().area();
        return page.painted().stream()
                .filter(Written.class::isInstance)
                .map(Written.class::cast)
                .filter(words -> !words.text().equals("the title"))
                .filter(words -> horizontal
                        ? box(words).getMinY() > area.getMaxY()
                        : box(words).getMaxX() < area.getMinX())
                .sorted(Comparator.comparingDouble(
                        words -> horizontal ? box(words).getX() : -box(words).getY()))
                .toList();
    }

    private static Rectangle2D box(Written words) {
        return words.outline().getBounds2D();
    }

    private static Page page(Scale scale, double low, double high, ChartStyle style) {
        AxisLine axis = AxisLine.fixed("the title", scale);
        Series series = new Series("s", Look.of(0), List.of(mark(low), mark(high)), true);
        return new Page(new Figure("id", "title", axis, axis, List.of(series), List.of(), ""), style);
    }

    private static Mark mark(double value) {
        return Mark.at("p", value, value, Optional.empty(), "");
    }
}
