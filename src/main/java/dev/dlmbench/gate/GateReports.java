package dev.dlmbench.gate;

import dev.dlmbench.base.Markdown;
import dev.dlmbench.base.Visible;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.verdict.Verdict;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** What a gate found, for continuous integration: JUnit's XML, a Markdown summary, and GitHub's annotations. */
public final class GateReports {
    private GateReports() {}

    /** Returns the change with its interval; empty without one. */
    public static String change(Judgement judgement) {
        if (judgement.change().isEmpty()) {
            return "";
        }
        String ends = judgement.interval().map(GateReports::interval).orElse("");
        return judgement.ratio()
                ? "\u00d7 " + number(judgement.change().get()) + ends
                : signed(judgement.change().get()) + ends + " "
                        + judgement.rule().metric().unit();
    }

    private static String interval(Interval interval) {
        return " [" + number(interval.low()) + ", " + number(interval.high()) + "]";
    }

    private static String signed(double value) {
        return (value >= 0 ? "+" : "") + number(value);
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.4g", value);
    }

    /** Returns how it was found, and what it would take. */
    public static String basis(Judgement judgement) {
        List<String> words = new ArrayList<>();
        if (!judgement.test().isEmpty()) {
            words.add(judgement.test() + (judgement.n() > 1 ? ", n = " + judgement.n() : ""));
        }
        judgement.needed().ifPresent(needed -> words.add("about " + needed + " values would probably decide it"));
        if (!judgement.note().isEmpty()) {
            words.add(judgement.note());
        }
        return String.join("; ", words);
    }

    /** Returns a report in the form of JUnit's: what got worse has failed, what is open was skipped. */
    public static String junit(String suite, List<Judgement> judgements) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "gate of " + suite);
            xml.writeAttribute("tests", Integer.toString(judgements.size()));
            xml.writeAttribute("failures", Long.toString(count(judgements, Verdict.WORSE)));
            xml.writeAttribute(
                    "errors",
                    Long.toString(count(judgements, Verdict.MISSING) + count(judgements, Verdict.NOT_COMPARABLE)));
            xml.writeAttribute("skipped", Long.toString(count(judgements, Verdict.INCONCLUSIVE)));
            for (Judgement judgement : judgements) {
                xml.writeCharacters("\n  ");
                write(xml, suite, judgement);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void write(XMLStreamWriter xml, String suite, Judgement judgement) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite + "." + judgement.rule().metric().id());
        xml.writeAttribute("name", Visible.line(judgement.point()));
        String element =
                switch (judgement.verdict()) {
                    case WORSE -> "failure";
                    case MISSING, NOT_COMPARABLE -> "error";
                    case INCONCLUSIVE -> "skipped";
                    case BETTER, SAME, LOWER, HIGHER -> "";
                };
        if (!element.isEmpty()) {
            xml.writeEmptyElement(element);
            xml.writeAttribute("message", Visible.line(sentence(judgement)));
        }
        xml.writeEndElement();
    }

    private static long count(List<Judgement> judgements, Verdict verdict) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() == verdict)
                .count();
    }

    private static String sentence(Judgement judgement) {
        String change = change(judgement);
        String basis = basis(judgement);
        return judgement.verdict().words() + ": " + judgement.rule().metric().id() + " of " + judgement.point()
                + (change.isEmpty() ? "" : " " + change) + (basis.isEmpty() ? "" : " (" + basis + ")");
    }

    /** Returns a summary in Markdown. */
    public static String markdown(String suite, String against, List<Judgement> judgements) {
        StringBuilder text = new StringBuilder("## Gate of " + suite + "\n\nAgainst " + Markdown.cell(against) + ".\n\n"
                + "| verdict | metric | point | change | found by |\n| --- | --- | --- | --- | --- |\n");
        for (Judgement judgement : judgements) {
            text.append("| ")
                    .append(
                            judgement.verdict() == Verdict.WORSE
                                    ? "**worse**"
                                    : judgement.verdict().words())
                    .append(" | ")
                    .append(judgement.rule().metric().id())
                    .append(" | ")
                    .append(Markdown.cell(judgement.point()))
                    .append(" | ")
                    .append(Markdown.cell(change(judgement)))
                    .append(" | ")
                    .append(Markdown.cell(basis(judgement)))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** Returns GitHub's annotations of what got worse or could not be judged, at the rules' lines of the suite file. */
    public static List<String> annotations(String file, List<Judgement> judgements) {
        return judgements.stream()
                .filter(judgement -> judgement.verdict() != Verdict.BETTER && judgement.verdict() != Verdict.SAME)
                .map(judgement -> "::" + (judgement.verdict() == Verdict.WORSE ? "error" : "warning") + " file="
                        + property(file) + ",line=" + judgement.rule().at().line() + "::" + data(sentence(judgement)))
                .toList();
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
