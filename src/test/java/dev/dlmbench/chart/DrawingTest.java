package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.chart.Painted.Stroked;
import dev.dlmbench.chart.Painted.Written;
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
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawingTest {
    @Test
    void drawsASinglePoint() throws Exception {
        Drawing drawing = print(figure(Scale.LOG10, mark(8, 5)));

        assertThat(drawing.svg()).contains("fill=\"#0072b2\"");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(drawing.svg().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void printsPixelsForThreeHundredToTheInch() throws IOException {
        BufferedImage image = ImageIO.read(
                new ByteArrayInputStream(print(figure(Scale.LINEAR, mark(8, 5))).png()));

        assertThat(image.getWidth()).isEqualTo(3 * 340);
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void makesAPageOfTheWidthOfAColumn() throws IOException {
        byte[] pdf = print(figure(Scale.LINEAR, mark(8, 5))).pdf();

        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDRectangle size = document.getPage(0).getMediaBox(); // 3.4 and 2.5 inches
            assertThat(size.getWidth()).isCloseTo(3.4f * 72, within(0.01f));
            assertThat(size.getHeight()).isCloseTo(2.5f * 72, within(0.01f));
        }
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("CreationDate");
    }

    /** The words of a page are text, in a font that the file holds; the title upwards reads as one. */
    @Test
    void theWordsOfAPageCanBeSearched() throws IOException {
        Figure figure = new Figure(
                "id",
                "title",
                AxisLine.fixed("network calls of the first fit", Scale.LINEAR),
                AxisLine.fixed("perplexity, ≤ is a bound", Scale.LINEAR),
                List.of(new Series("block,blockSize=4", Look.of(0), List.of(mark(1, 1), mark(8, 5)), true)),
                List.of(),
                "");

        try (PDDocument document = Loader.loadPDF(print(figure).pdf())) {
            PDFTextStripper words = new PDFTextStripper();
            assertThat(words.getText(document)).contains("network calls of the first fit", "block,blockSize=4");
            document.getPage(0).setRotation(90);
            assertThat(words.getText(document)).contains("perplexity, ≤ is a bound");
            for (COSName name : document.getPage(0).getResources().getFontNames()) {
                assertThat(document.getPage(0).getResources().getFont(name).isEmbedded())
                        .isTrue();
            }
        }
    }

    /** Words without a letter in the font that comes along are drawn, by whatever font the machine has. */
    @Test
    void drawsWordsThatTheFontDoesNotKnow() {
        Figure figure = new Figure(
                "id",
                "title",
                AxisLine.fixed("語", Scale.LINEAR),
                AxisLine.fixed("y", Scale.LINEAR),
                List.of(new Series("s", Look.of(0), List.of(mark(1, 1)), true)),
                List.of(),
                "");

        assertThat(print(figure).pdf()).isNotEmpty();
    }

    @Test
    void escapesTheTitle() {
        Figure figure = new Figure(
                "id",
                "a < b & c",
                AxisLine.fixed("x", Scale.LINEAR),
                AxisLine.fixed("y", Scale.LINEAR),
                List.of(new Series("s", Look.of(0), List.of(mark(1, 1)), true)),
                List.of(),
                "");

        assertThat(print(figure).svg()).contains(">a &lt; b &amp; c</title>");
    }

    @Test
    void dropsWhatALogarithmicAxisHasNoPlaceFor() {
        assertThat(figure(Scale.LOG10, mark(0, 5), mark(8, -1)).unlessEmpty()).isEmpty();
        assertThat(figure(Scale.LINEAR, mark(0, 5), mark(8, -1)).unlessEmpty()).isPresent();
    }

    @Test
    void doesNotLetALongIntervalSquashThePoints() {
        Mark wide = Mark.at("a", 2, 5, Optional.of(new Interval(1e-6, 1e6)), "");
        Plot plot = new Page(figure(Scale.LOG10, wide, mark(8, 8)), ChartStyle.SINGLE_COLUMN).plot();

        assertThat(plot.up(5) - plot.up(8)).isGreaterThan(0.3 * plot.area().getHeight());
    }

    @Test
    void drawsAnIntervalThatReachesBelowZeroOnALogarithmicAxis() {
        Mark wide = Mark.at("a", 2, 5, Optional.of(new Interval(-3, 13)), "2.51");

        assertThat(print(figure(Scale.LOG10, wide, mark(8, 8))).svg()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void neverPutsTheLegendOverTheData() {
        SplittableRandom random = new SplittableRandom(5);
        int inside = 0;
        for (int trial = 0; trial < 15; trial++) {
            List<Series> series = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                series.add(new Series(
                        "series " + i,
                        Look.of(i),
                        List.of(mark(1 + random.nextDouble(), random.nextDouble()), mark(3, random.nextDouble())),
                        true));
            }
            Page page = new Page(withUprightLine(series, 2), ChartStyle.SINGLE_COLUMN);
            Rectangle2D legend = names(page);
            if (page.plot().area().intersects(legend)) {
                inside++;
                assertThat(page.plot().area().contains(legend)).isTrue();
                for (Series line : series) {
                    Mark from = line.marks().get(0);
                    Mark to = line.marks().get(1);
                    Plot plot = page.plot();
                    assertThat(legend.intersectsLine(
                                    plot.across(from.x()), plot.up(from.y()), plot.across(to.x()), plot.up(to.y())))
                            .isFalse();
                }
            }
        }
        assertThat(inside).isPositive();
    }

    @ParameterizedTest
    @EnumSource(ChartStyle.class)
    void putsALegendThatFitsNowhereOutsideTheData(ChartStyle style) {
        List<Series> many = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            many.add(new Series(
                    "a family with a rather long name " + i, Look.of(i), List.of(mark(1, i), mark(9, 14 - i)), true));
        }
        Page page = new Page(withUprightLine(many, 5), style);

        Rectangle2D names = names(page);
        assertThat(page.plot().area().intersects(names)).isFalse();
        assertThat(new Rectangle2D.Double(0, 0, style.width(), page.height()).contains(names))
                .isTrue();
    }

    /** XChart paints a line from point to point; dashes of pieces that are shorter would never end. */
    @Test
    void dashesGoOnFromPointToPoint() {
        List<Mark> marks = IntStream.range(0, 100)
                .mapToObj(i -> Mark.corner(i, Math.sin(i)))
                .toList();
        Figure figure = new Figure(
                "id",
                "title",
                AxisLine.fixed("x", Scale.LINEAR),
                AxisLine.fixed("y", Scale.LINEAR),
                List.of(new Series("s", Look.of(1), marks, true)),
                List.of(),
                "");

        assertThat(new Page(figure, ChartStyle.SINGLE_COLUMN)
                        .painted().stream()
                                .filter(part -> part instanceof Stroked line
                                        && part.data()
                                        && line.stroke().getDashArray() != null))
                .hasSize(1);
    }

    /** Returns the box around what is written and not at an axis. */
    private static Rectangle2D names(Page page) {
        return page.painted().stream()
                .filter(part -> part instanceof Written words && words.text().matches(".*(series|name|line).*"))
                .map(part -> ((Written) part).outline().getBounds2D())
                .reduce(Rectangle2D::createUnion)
                .orElseThrow();
    }

    /** An upright line has no end to be named at. */
    private static Figure withUprightLine(List<Series> series, double value) {
        return new Figure(
                "id",
                "title",
                AxisLine.fixed("x", Scale.LINEAR),
                AxisLine.fixed("y", Scale.LINEAR),
                series,
                List.of(new Reference("line", true, value, Look.line(Ink.INK))),
                "");
    }

    private static Figure figure(Scale scale, Mark... marks) {
        return new Figure(
                "id",
                "title",
                AxisLine.switchable("x", scale),
                AxisLine.switchable("y", scale),
                List.of(new Series("s", Look.of(0), List.of(marks), true)),
                List.of(),
                "");
    }

    private static Mark mark(double x, double y) {
        return Mark.at("a", x, y, Optional.empty(), "");
    }

    private static Drawing print(Figure figure) {
        return new Drawing(figure, ChartStyle.SINGLE_COLUMN);
    }
}
