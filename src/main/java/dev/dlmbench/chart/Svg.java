package dev.dlmbench.chart;

import dev.dlmbench.base.Visible;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.chart.Painted.Filled;
import dev.dlmbench.chart.Painted.Stroked;
import dev.dlmbench.chart.Painted.Written;
import java.awt.BasicStroke;
import java.util.Set;
import java.util.TreeSet;

/**
 * A page as SVG. A file of its own has fixed colours and words as outlines. In a page of HTML words are text, colours
 * are custom properties that the page may set, and over every mark lies an element that can be pointed at and holds its
 * values.
 */
final class Svg {
    /** How far from its middle a mark can be pointed at. */
    private static final int REACH = 11;

    private final Page page;
    private final boolean inPage;
    private final String id;
    private final StringBuilder body = new StringBuilder();
    private final Set<Ink> inks = new TreeSet<>();

    private Svg(Page page, boolean inPage) {
        this.page = page;
        this.inPage = inPage;
        this.id = page.figure().id();
    }

    /** Returns {@code page} as a file. */
    static String file(Page page) {
        Svg svg = new Svg(page, false);
        page.painted().forEach(svg::write);
        return svg.framed(" role=\"img\"", "");
    }

    /** Returns {@code page} as an element that stands in a page of HTML. */
    static String element(Page page) {
        Svg svg = new Svg(page, true);
        page.painted().forEach(svg::write);
        for (Series series : page.figure().series()) {
            series.marks().stream().filter(Mark::marked).forEach(mark -> svg.mark(series, mark));
        }
        return svg.framed(" class=\"dlm-chart\" role=\"group\"", svg.styles());
    }

    private String framed(String attributes, String head) {
        int width = page.style().width();
        String size = width + "\" height=\"" + page.height() + "\" viewBox=\"0 0 " + width + " " + page.height();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attributes + " width=\"" + size + "\" aria-labelledby=\""
                + id + "-title\">\n<title id=\"" + id + "-title\">"
                + escaped(page.figure().title()) + "</title>\n" + head + body + "</svg>\n";
    }

    private String styles() {
        StringBuilder styles =
                new StringBuilder("<style>.dlm-chart{font-family:system-ui,sans-serif}.dlm-chart .l{fill:none}\n");
        for (Ink ink : inks) {
            String name = ".dlm-chart .c-" + ink.property();
            styles.append(name + ".f{fill:" + ink.css() + "}" + name + ".l{stroke:" + ink.css() + "}");
            styles.append(name + ".t{" + ink.wordsCss() + "}\n");
        }
        return styles + "</style>\n<defs><circle id=\"" + id + "-mark\" r=\"" + REACH
                + "\" fill=\"none\" pointer-events=\"all\"/></defs>\n";
    }

    private void write(Painted part) {
        if (part instanceof Filled filled) {
            body.append("<path" + colored("f", "fill", part) + " d=\"" + Paths.of(filled.shape()) + "\"/>\n");
        } else if (part instanceof Stroked stroked) {
            body.append("<path" + colored("l", "stroke", part) + stroke(stroked.stroke()) + " d=\""
                    + Paths.of(stroked.shape()) + "\"/>\n");
        } else if (part instanceof Written words && inPage) {
            write(words);
        } else if (part instanceof Written words) {
            body.append("<path" + colored("f", "fill", part) + " d=\"" + Paths.of(words.outline()) + "\"/>\n");
        }
    }

    /** Words are as wide as planned, whatever the font of the page. */
    private void write(Written words) {
        double x = words.place().getTranslateX();
        double y = words.place().getTranslateY();
        double width = words.letters().width(words.text());
        String turn = words.place().getShearY() == 0
                ? ""
                : " transform=\"rotate(-90 " + Paths.number(x) + " " + Paths.number(y) + ")\"";
        body.append("<text" + colored("t", "fill", words) + " font-size=\""
                + Paths.number(words.letters().size()) + "\" x=\""
                + Paths.number(x) + "\" y=\"" + Paths.number(y) + "\" textLength=\"" + Paths.number(width)
                + "\" lengthAdjust=\"spacingAndGlyphs\"" + turn + ">" + escaped(words.text()) + "</text>\n");
    }

    private String colored(String kind, String attribute, Painted part) {
        double opacity = part.color().getAlpha() / 255.0;
        String through = part.color().getAlpha() == 255 ? "" : " opacity=\"" + Paths.number(opacity) + "\"";
        if (inPage) {
            Ink ink = Ink.of(part.color());
            inks.add(ink);
            return " class=\"" + kind + " c-" + ink.property() + "\"" + through;
        }
        String none = attribute.equals("stroke") ? " fill=\"none\"" : "";
        return none + " " + attribute + "=\"" + Ink.hex(part.color()) + "\"" + through;
    }

    private static String stroke(BasicStroke stroke) {
        StringBuilder dashes = new StringBuilder();
        if (stroke.getDashArray() != null) {
            for (float dash : stroke.getDashArray()) {
                dashes.append(dashes.isEmpty() ? " stroke-dasharray=\"" : " ").append(Paths.number(dash));
            }
            dashes.append('"');
        }
        return " stroke-width=\"" + Paths.number(stroke.getLineWidth()) + "\"" + dashes;
    }

    private void mark(Series series, Mark mark) {
        MarkLabels words = new MarkLabels(page.figure(), series, mark);
        body.append("<g class=\"mark c-" + series.look().ink().property() + "\" tabindex=\"-1\"");
        words.data().forEach((key, value) -> body.append(" data-" + key + "=\"" + escaped(value) + "\""));
        body.append("><title>" + escaped(words.sentence()) + "</title><use href=\"#" + id + "-mark\" x=\""
                + Paths.number(page.plot().across(mark.x())) + "\" y=\""
                + Paths.number(page.plot().up(mark.y())) + "\"/></g>\n");
    }

    private static String escaped(String text) {
        return Visible.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
