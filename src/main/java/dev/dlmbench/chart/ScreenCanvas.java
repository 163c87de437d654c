package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes SVG for pages of HTML: words as text, colours as custom properties that the page may set, and every mark as an
 * element that can be pointed at and holds its values.
 */
final class ScreenCanvas implements Canvas {
    private final Page page;
    private final StringBuilder body = new StringBuilder();
    private final Map<String, MarkerPath> markers = new LinkedHashMap<>();
    private final Set<Ink> inks = new TreeSet<>();
    private final Set<Ink> worded = new TreeSet<>();
    private String around = "";

    private ScreenCanvas(Page page) {
        this.page = page;
    }

    /** Returns {@code page} as an element that stands in a page of HTML. */
    static String svg(Page page) {
        ScreenCanvas canvas = new ScreenCanvas(page);
        page.draw(canvas);
        String id = page.figure().id();
        int width = page.style().width();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"dlm-chart\" width=\"" + width + "\" height=\""
                + page.height() + "\" viewBox=\"0 0 " + width + " " + page.height()
                + "\" role=\"group\" aria-labelledby=\"" + id + "-title\">\n<title id=\"" + id + "-title\">"
                + SvgText.escaped(page.figure().title()) + "</title>\n" + canvas.styles() + canvas.definitions()
                + canvas.body + "</svg>\n";
    }

    private String styles() {
        StringBuilder styles = new StringBuilder("<style>.dlm-chart{font:"
                + SvgText.number(page.style().labels()) + "px system-ui,sans-serif}"
                + ".dlm-chart .n{font-size:" + SvgText.number(page.style().notes()) + "px}"
                + ".dlm-chart .l{fill:none;stroke:var(--c);stroke-width:"
                + SvgText.number(page.style().line()) + "px}.dlm-chart .f{fill:var(--c)}\n");
        for (Ink ink : inks) {
            String name = name(ink);
            styles.append(".dlm-chart .")
                    .append(name)
                    .append("{--c:")
                    .append(ink.css())
                    .append('}');
            if (worded.contains(ink)) {
                styles.append(".dlm-chart text.")
                        .append(name)
                        .append('{')
                        .append(ink.wordsCss())
                        .append('}');
            }
            styles.append('\n');
        }
        return styles.append("</style>\n").toString();
    }

    private String definitions() {
        StringBuilder definitions = new StringBuilder("<defs>\n");
        markers.values().forEach(marker -> definitions.append(marker.definition()));
        return definitions.append("</defs>\n").toString();
    }

    @Override
    public void fill(Shape shape, Ink ink, double opacity) {
        body.append("<path").append(look("f", ink)).append(opacity(opacity));
        body.append(" d=\"").append(SvgText.path(shape)).append("\"/>\n");
    }

    @Override
    public void stroke(Shape shape, Ink ink, BasicStroke stroke, double opacity) {
        body.append("<path").append(look("l", ink)).append(opacity(opacity));
        if (stroke.getLineWidth() != page.style().line()) {
            body.append(" style=\"stroke-width:")
                    .append(SvgText.number(stroke.getLineWidth()))
                    .append('"');
        }
        if (stroke.getDashArray() != null) {
            body.append(" stroke-dasharray=\"");
            for (int i = 0; i < stroke.getDashArray().length; i++) {
                body.append(i == 0 ? "" : " ").append(SvgText.number(stroke.getDashArray()[i]));
            }
            body.append('"');
        }
        body.append(" d=\"").append(SvgText.path(shape)).append("\"/>\n");
    }

    @Override
    public void words(String text, Lettering lettering, Ink ink, Anchor anchor, double x, double baseline) {
        body.append("<text").append(look(letters(lettering, ink), ink));
        body.append(
                switch (anchor) {
                    case LEFT -> "";
                    case MIDDLE -> " text-anchor=\"middle\"";
                    case RIGHT -> " text-anchor=\"end\"";
                });
        body.append(" x=\"").append(SvgText.number(x)).append("\" y=\"").append(SvgText.number(baseline));
        body.append("\">").append(SvgText.escaped(text)).append("</text>\n");
    }

    @Override
    public void wordsUpwards(String text, Lettering lettering, Ink ink, double baseline, double middle) {
        body.append("<text").append(look(letters(lettering, ink), ink)).append(" text-anchor=\"middle\"");
        body.append(" transform=\"translate(").append(SvgText.number(baseline)).append(' ');
        body.append(SvgText.number(middle)).append(")rotate(-90)\">").append(SvgText.escaped(text));
        body.append("</text>\n");
    }

    @Override
    public void marker(Look look, double x, double y, int size, double opacity) {
        String key = look.marker().getClass().getSimpleName() + size;
        MarkerPath marker = markers.computeIfAbsent(
                key, shape -> MarkerPath.of(page.figure().id() + "-" + markers.size(), look.marker(), size));
        body.append("<use")
                .append(look(marker.filled() ? "f" : "l", look.ink()))
                .append(opacity(opacity));
        body.append(" href=\"#").append(marker.id()).append("\" x=\"").append(SvgText.number(x));
        body.append("\" y=\"").append(SvgText.number(y)).append("\"/>\n");
    }

    @Override
    public void mark(Series series, Mark mark, Runnable drawing) {
        MarkLabels words = new MarkLabels(page.figure(), series, mark);
        inks.add(series.look().ink());
        body.append("<g class=\"mark ").append(name(series.look().ink())).append("\" tabindex=\"-1\"");
        words.data().forEach((key, value) -> body.append(" data-")
                .append(key)
                .append("=\"")
                .append(SvgText.escaped(value))
                .append('"'));
        body.append("><title>").append(SvgText.escaped(words.sentence())).append("</title>\n");
        around = name(series.look().ink());
        drawing.run();
        around = "";
        body.append("</g>\n");
    }

    private String look(String kind, Ink ink) {
        inks.add(ink);
        String color = name(ink).equals(around) ? "" : name(ink);
        return " class=\"" + (kind + " " + color).strip() + "\"";
    }

    private static String name(Ink ink) {
        return "c-" + ink.property();
    }

    private static String opacity(double opacity) {
        return opacity == 1 ? "" : " opacity=\"" + SvgText.number(opacity) + "\"";
    }

    private String letters(Lettering lettering, Ink ink) {
        worded.add(ink);
        return lettering.size() == page.style().notes() ? "n" : "";
    }
}
