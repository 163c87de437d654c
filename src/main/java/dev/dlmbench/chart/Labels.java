package dev.dlmbench.chart;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Words on a chart that are neither at an axis nor in a legend, in units of the page. */
final class Labels extends Annotation {
    private static final float LEADER = 0.5f;

    /**
     * One of them.
     *
     * @param text not empty
     * @param letters of the text
     * @param ink of the text and its leader
     * @param left where it begins
     * @param baseline that it stands on
     * @param leader a line to what it is about, where that is further off
     */
    record Label(String text, Lettering letters, Ink ink, double left, double baseline, Optional<Line2D> leader) {
        Rectangle2D box() {
            return letters.box(text, left, baseline);
        }
    }

    private final List<Label> labels;

    Labels(List<Label> labels) {
        super(true);
        this.labels = List.copyOf(labels);
    }

    @Override
    public void paint(Graphics2D g) {
        AffineTransform before = g.getTransform();
        g.scale(Plot.FINE, Plot.FINE);
        g.translate(Plot.OVER, Plot.OVER);
        for (Label label : labels) {
            label.leader().ifPresent(line -> {
                g.setColor(label.ink().color());
                g.setStroke(Look.plain(LEADER));
                g.draw(line);
            });
            g.setColor(label.ink().words());
            g.setFont(label.letters()
                    .font(label.text())
                    .deriveFont(label.letters().size()));
            g.drawString(label.text(), (float) label.left(), (float) label.baseline());
        }
        g.setTransform(before);
    }
}
