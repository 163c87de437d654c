package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Drawings for pages of HTML, read back as XML. */
class ScreenTest {
    private static final Interval INTERVAL = new Interval(4, 6.25);

    @Test
    void everyMarkHoldsItsValuesAndSaysThem() throws Exception {
        Element mark =
                only(parsed(figure(new Mark("p", 8, 5, Optional.of(INTERVAL), "2.5", true, false))), "g", "mark c-1");

        assertThat(mark.getAttribute("tabindex")).isEqualTo("-1");
        assertThat(mark.getAttribute("data-point")).isEqualTo("p");
        assertThat(mark.getAttribute("data-label")).isEqualTo("a & b");
        assertThat(mark.getAttribute("data-x")).isEqualTo("8");
        assertThat(mark.getAttribute("data-y")).isEqualTo("5");
        assertThat(mark.getAttribute("data-low")).isEqualTo("4");
        assertThat(mark.getAttribute("data-high")).isEqualTo("6.25");
        assertThat(mark.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("p: calls 8; loss 5 (95 % interval 4 to 6.25); entropy 2.5");
    }

    @Test
    void aMarkThatIsNoPointOfTheSuiteIsCalledByItsSeries() throws Exception {
        Element mark = only(parsed(figure(new Mark("", 8, 5, Optional.empty(), "", true, false))), "g", "mark c-1");

        assertThat(mark.hasAttribute("data-point")).isFalse();
        assertThat(mark.hasAttribute("data-low")).isFalse();
        assertThat(mark.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a & b: calls 8; loss 5");
    }

    @Test
    void wordsAreTextAndColoursArePropertiesOfThePage() throws Exception {
        String svg = screen(figure(mark(8, 5), mark(16, 7))).screen();

        assertThat(svg).contains("var(--chart-ink,#333333)", "var(--chart-grid,#e3e3e3)", "var(--chart-1,#0072b2)");
        assertThat(svg.substring(svg.indexOf("</style>"))).doesNotContain("#0072b2", "#333333");
        NodeList words = parsed(figure(mark(8, 5), mark(16, 7))).getElementsByTagName("text");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < words.getLength(); i++) {
            written.add(words.item(i).getTextContent());
        }
        assertThat(written).contains("calls", "loss", "a & b");
    }

    /** A chart that is drawn twice on one page, on both scales, has no id twice. */
    @Test
    void bothScalesHaveIdsOfTheirOwn() {
        Drawing drawing = screen(figure(mark(8, 5), mark(160, 70)));
        String both = drawing.screen() + drawing.otherScale().orElseThrow().screen();

        List<String> ids = Pattern.compile(" id=\"([^\"]*)\"")
                .matcher(both)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void theSameFigureGivesTheSameBytesEveryTimeAndEverywhere() {
        for (ChartStyle style : ChartStyle.values()) {
            Drawing once = new Drawing(figure(mark(8, 5), mark(160, 70)), style);
            Drawing again = new Drawing(figure(mark(8, 5), mark(160, 70)), style);

            assertThat(again.screen()).isEqualTo(once.screen());
            assertThat(again.svg()).isEqualTo(once.svg());
            assertThat(again.pdf()).isEqualTo(once.pdf());
            assertThat(again.png()).isEqualTo(once.png());
        }
    }

    @Test
    void notesNeverCoverEachOther() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            marks.add(Mark.at("p", 2 + random.nextDouble(), 2 + random.nextDouble(), Optional.empty(), "2.34"));
        }
        NodeList words = parsed(figure(marks.toArray(Mark[]::new))).getElementsByTagName("text");
        Lettering lettering = ChartStyle.SCREEN.notes();
        List<Rectangle2D> notes = new ArrayList<>();
        for (int i = 0; i < words.getLength(); i++) {
            Element word = (Element) words.item(i);
            if (word.getTextContent().equals("2.34")) {
                double left = Double.parseDouble(word.getAttribute("x"));
                notes.add(lettering.box("2.34", left, Double.parseDouble(word.getAttribute("y"))));
            }
        }
        assertThat(notes).hasSizeBetween(2, 149);
        for (int i = 0; i < notes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(notes.get(i).intersects(notes.get(j))).isFalse();
            }
        }
    }

    private static Element only(Document document, String tag, String type) {
        List<Element> found = new ArrayList<>();
        NodeList all = document.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("class").equals(type)) {
                found.add(element);
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Document parsed(Figure figure) throws Exception {
        byte[] bytes = screen(figure).screen().getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static Drawing screen(Figure figure) {
        return new Drawing(figure, ChartStyle.SCREEN);
    }

    private static Figure figure(Mark... marks) {
        return new Figure(
                "id",
                "title",
                AxisLine.switchable("calls", Scale.LOG2),
                AxisLine.switchable("loss", Scale.LOG10),
                List.of(new Series("a & b", Look.of(0), List.of(marks), true)),
                List.of(),
                "entropy");
    }

    private static Mark mark(double x, double y) {
        return Mark.at("p", x, y, Optional.empty(), "");
    }
}
