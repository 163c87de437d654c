package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class DrawingTest {

    @Test
    void drawsASinglePoint() throws Exception {
        Drawing drawing = new Drawing(figure(Scale.LOG10, mark(8, 5)));

        assertThat(drawing.svg()).contains("<ellipse");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawing.svg().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void printsPixelsForThreeHundredToTheInch() throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(new Drawing(figure(Scale.LINEAR, mark(8, 5))).png()));

        assertThat(image.getWidth()).isEqualTo(3 * Layout.WIDTH);
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void makesAPageOfTheWidthOfAColumn() {
        String pdf = new String(new Drawing(figure(Scale.LINEAR, mark(8, 5))).pdf(), StandardCharsets.ISO_8859_1);

        assertThat(pdf).containsPattern("/MediaBox \\[0 0 244\\.[78]\\d* 180(\\.0\\d*)?\\]"); // 3.4 and 2.5 inches
        assertThat(pdf).doesNotContain("CreationDate");
    }

    @Test
    void escapesTheTitle() {
        Figure figure = new Figure(
                "id",
                "a < b & c",
                new AxisLine("x", Scale.LINEAR),
                new AxisLine("y", Scale.LINEAR),
                List.of(new Series("s", Look.of(0), List.of(mark(1, 1)), true)),
                List.of());

        assertThat(new Drawing(figure).svg()).contains(">a &lt; b &amp; c</title>");
    }

    @Test
    void dropsWhatALogarithmicAxisHasNoPlaceFor() {
        assertThat(figure(Scale.LOG10, mark(0, 5), mark(8, -1)).unlessEmpty()).isEmpty();
        assertThat(figure(Scale.LINEAR, mark(0, 5), mark(8, -1)).unlessEmpty()).isPresent();
    }

    @Test
    void doesNotLetALongIntervalSquashThePoints() {
        Mark wide = Mark.at(2, 5, Optional.of(new Interval(1e-6, 1e6)), "");
        Layout layout = Layout.of(figure(Scale.LOG10, wide, mark(8, 8)), 0);

        assertThat(layout.up(5) - layout.up(8))
                .isGreaterThan(0.3 * layout.area().getHeight());
    }

    @Test
    void drawsAnIntervalThatReachesBelowZeroOnALogarithmicAxis() {
        Mark wide = Mark.at(2, 5, Optional.of(new Interval(-3, 13)), "2.51");

        assertThat(new Drawing(figure(Scale.LOG10, wide, mark(8, 8))).svg()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void neverPutsTheLegendOverTheData() {
        SplittableRandom random = new SplittableRandom(5);
        int inside = 0;
        for (int trial = 0; trial < 50; trial++) {
            List<Series> series = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                series.add(new Series(
                        "series " + i,
                        Look.of(i),
                        List.of(mark(1 + random.nextDouble(), random.nextDouble()), mark(3, random.nextDouble())),
                        true));
            }
            Figure figure = new Figure(
                    "id",
                    "title",
                    new AxisLine("x", Scale.LINEAR),
                    new AxisLine("y", Scale.LINEAR),
                    series,
                    List.of(new Reference("line", false, 0.5, Look.line(Color.BLACK))));
            Layout layout = Layout.of(figure, 0);
            Optional<Rectangle2D> corner = new Legend(figure).corner(layout);
            if (corner.isPresent()) {
                inside++;
                assertThat(layout.area().contains(corner.get())).isTrue();
                for (Series line : series) {
                    Mark from = line.marks().get(0);
                    Mark to = line.marks().get(1);
                    assertThat(corner.get()
                                    .intersectsLine(
                                            layout.across(from.x()),
                                            layout.up(from.y()),
                                            layout.across(to.x()),
                                            layout.up(to.y())))
                            .isFalse();
                }
            }
        }
        assertThat(inside).isPositive();
    }

    @Test
    void putsALegendThatFitsNowhereAboveTheData() {
        List<Series> many = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            many.add(new Series(
                    "a family with a rather long name " + i, Look.of(i), List.of(mark(1, i), mark(9, 14 - i)), true));
        }
        Figure figure = new Figure(
                "id", "title", new AxisLine("x", Scale.LINEAR), new AxisLine("y", Scale.LINEAR), many, List.of());

        assertThat(new Legend(figure).corner(Layout.of(figure, 0))).isEmpty();
        assertThat(new Drawing(figure).svg()).contains("<svg");
    }

    private static Figure figure(Scale scale, Mark... marks) {
        return new Figure(
                "id",
                "title",
                new AxisLine("x", scale),
                new AxisLine("y", scale),
                List.of(new Series("s", Look.of(0), List.of(marks), true)),
                List.of());
    }

    private static Mark mark(double x, double y) {
        return Mark.at(x, y, Optional.empty(), "");
    }
}
