package dev.dlmbench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.verdict.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class GateReportsTest {
    private static final GateSpec.Rule RULE =
            new GateSpec.Rule(Metric.GEN_PPL, "", "", .05, true, new GateSpec.Place("suite.yaml", 12, 7));

    private static Judgement judgement(Verdict verdict, String point) {
        return new Judgement(
                RULE,
                point,
                verdict,
                Optional.of(1.25),
                true,
                Optional.of(new Interval(1.125, 1.5)),
                .0005,
                "paired by seed, Student's t",
                3,
                OptionalInt.empty(),
                "");
    }

    private static final List<Judgement> ALL = List.of(
            judgement(Verdict.WORSE, "a[x=1,y=<2>]"),
            judgement(Verdict.SAME, "b"),
            judgement(Verdict.INCONCLUSIVE, "c"),
            Judgement.without(RULE, "d|e", Verdict.MISSING, "not \"measured\" & gone"));

    @Test
    void junitCountsWhatFailed() throws Exception {
        String xml = GateReports.junit("suite", ALL);
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(root.getAttribute("tests")).isEqualTo("4");
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        assertThat(root.getAttribute("errors")).isEqualTo("1");
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) root.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("worse: gen-ppl of a[x=1,y=<2>] \u00d7 1.250 [1.125, 1.500]"
                        + " (paired by seed, Student's t, n = 3)");
        Element error = (Element) root.getElementsByTagName("error").item(0);
        assertThat(error.getAttribute("message")).isEqualTo("missing: gen-ppl of d|e (not \"measured\" & gone)");
    }

    /** XML has no control characters, and GitHub takes a line feed for the end of an annotation. */
    @Test
    void wordsOfOthersStayWithinTheirPlace() throws Exception {
        List<Judgement> evil = List.of(Judgement.without(
                RULE, "a\u001b\uFFFE", Verdict.MISSING, "\u0000\r\n::set-output name=x::y %0A <img> ![x](http://y) |"));

        String xml = GateReports.junit("suite", evil);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(GateReports.annotations("a.yaml", evil))
                .singleElement()
                .asString()
                .contains("%0D%0A::set-output", "%250A")
                .doesNotContain("\n", "\r");
        String markdown = GateReports.markdown("suite", "main", evil);
        assertThat(markdown).contains("&lt;img>", "![x]\\(http", "\\|").doesNotContain("\r", "\u0000");
        assertThat(markdown.lines()).hasSize(7);
    }

    @Test
    void annotationsPointAtTheRulesLine() {
        assertThat(GateReports.annotations("a,b.yaml", ALL))
                .containsExactly(
                        "::error file=a%2Cb.yaml,line=12::worse: gen-ppl of a[x=1,y=<2>] \u00d7 1.250 [1.125, 1.500]"
                                + " (paired by seed, Student's t, n = 3)",
                        "::warning file=a%2Cb.yaml,line=12::inconclusive: gen-ppl of c \u00d7 1.250 [1.125, 1.500]"
                                + " (paired by seed, Student's t, n = 3)",
                        "::warning file=a%2Cb.yaml,line=12::missing: gen-ppl of d|e (not \"measured\" & gone)");
    }

    @Test
    void markdownKeepsItsCells() {
        assertThat(GateReports.markdown("suite", "main", ALL))
                .contains("| **worse** | gen-ppl | a[x=1,y=&lt;2>] | \u00d7 1.250 [1.125, 1.500] |")
                .contains("| missing | gen-ppl | d\\|e |  | not \"measured\" &amp; gone |");
    }
}
