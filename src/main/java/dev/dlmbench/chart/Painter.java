package dev.dlmbench.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import dev.dlmbench.chart.Painted.Filled;
import dev.dlmbench.chart.Painted.Stroked;
import dev.dlmbench.chart.Painted.Written;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/**
 * Lets a chart be painted and keeps what was painted. XChart paints a line in pieces, each of which would begin its
 * dashes anew: they are joined here. And it paints words as outlines: here they are words again.
 */
final class Painter extends VectorGraphics2D {
    /** The colour of what is not painted. */
    static final Color NOTHING = new Color(0, true);

    private final Words words;
    private final List<Painted> painted = new ArrayList<>();

    private Painter(Words words) {
        this.words = words;
    }

    /** Paints {@code chart}, on which there are no other words than {@code words} and those of annotations. */
    static List<Painted> paint(XYChart chart, Words words) {
        Painter painter = new Painter(words);
        chart.paint(painter, chart.getWidth(), chart.getHeight());
        return painter.painted;
    }

    @Override
    public void fill(Shape shape) {
        if (getColor().equals(NOTHING)) {
            return;
        }
        Optional<Written> written = getClip() == null ? words.find(shape, place(), getColor()) : Optional.empty();
        if (written.isPresent()) {
            painted.add(written.get());
            return;
        }
        Shape there = place().createTransformedShape(shape);
        Optional<Rectangle2D> clip = clip();
        if (clip.isPresent() && !clip.get().contains(there.getBounds2D())) {
            Area inside = new Area(there);
            inside.intersect(new Area(clip.get()));
            there = inside;
        }
        boolean opaque = getColor().getAlpha() == 255; // what lets through shows where it overlaps
        if (clip.isPresent()
                && opaque
                && last() instanceof Filled before
                && before.data()
                && before.color().equals(getColor())) {
            before.shape().append(there, false);
        } else {
            painted.add(new Filled(new Path2D.Double(there), getColor(), clip.isPresent()));
        }
    }

    @Override
    public void drawString(String text, float x, float y) {
        AffineTransform place = place();
        place.translate(x, y);
        painted.add(new Written(text, new Lettering(getFont().getSize2D()), place, getColor()));
    }

    @Override
    public void draw(Shape shape) {
        boolean data = getClip() != null;
        if (data && shape instanceof Line2D line) {
            AffineTransform place = place();
            join(new Line2D.Double(place.transform(line.getP1(), null), place.transform(line.getP2(), null)));
        } else {
            Path2D there = new Path2D.Double(shape, place());
            painted.add(new Stroked(there, stroke(), getColor(), data));
        }
    }

    /** Adds {@code line} to what was painted before it, if that looks the same; it goes on where that ends. */
    private void join(Line2D line) {
        Rectangle2D area = clip().orElseThrow();
        if (!line.intersects(area)) {
            return;
        }
        clamp(line, area);
        boolean alike = last() instanceof Stroked before
                && before.data()
                && before.color().equals(getColor())
                && before.stroke().equals(stroke());
        if (!alike) {
            painted.add(new Stroked(new Path2D.Double(line), stroke(), getColor(), true));
        } else if (last() instanceof Stroked before) {
            boolean on = before.shape().getCurrentPoint().distance(line.getP1()) < 1e-6;
            before.shape().append(line, on);
        }
    }

    private @Nullable Painted last() {
        return painted.isEmpty() ? null : painted.get(painted.size() - 1);
    }

    /** Cuts a line to an area; only upright lines ever leave it. */
    private static void clamp(Line2D line, Rectangle2D area) {
        double from = Math.min(Math.max(line.getY1(), area.getMinY()), area.getMaxY());
        double to = Math.min(Math.max(line.getY2(), area.getMinY()), area.getMaxY());
        line.setLine(line.getX1(), from, line.getX2(), to);
    }

    private AffineTransform place() {
        AffineTransform place = AffineTransform.getTranslateInstance(-Plot.OVER, -Plot.OVER);
        place.scale(1.0 / Plot.FINE, 1.0 / Plot.FINE);
        place.concatenate(getTransform());
        return place;
    }

    private Optional<Rectangle2D> clip() {
        return Optional.ofNullable(getClip())
                .map(clip -> place().createTransformedShape(clip).getBounds2D());
    }

    private BasicStroke stroke() {
        BasicStroke stroke = (BasicStroke) getStroke();
        float scale = (float) place().getScaleX();
        float[] dashes = stroke.getDashArray();
        for (int i = 0; dashes != null && i < dashes.length; i++) {
            dashes[i] *= scale;
        }
        float width = stroke.getLineWidth() * scale;
        return new BasicStroke(width, stroke.getEndCap(), stroke.getLineJoin(), stroke.getMiterLimit(), dashes, 0);
    }
}
