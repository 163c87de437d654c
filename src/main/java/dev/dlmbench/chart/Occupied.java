package dev.dlmbench.chart;

import dev.dlmbench.chart.Painted.Filled;
import dev.dlmbench.chart.Painted.Stroked;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Which parts of a page are covered: the page as an image, of which whatever is not empty is. */
final class Occupied {
    private static final double PIXELS = 1;
    private static final float ROOM = 1;
    private static final int FAINT = 60;

    private final BufferedImage image;
    private final Graphics2D graphics;

    /** Covers what shows data among {@code painted}, but for bands and the grid. */
    Occupied(double width, double height, List<Painted> painted) {
        this.image = new BufferedImage(
                (int) Math.ceil(width * PIXELS), (int) Math.ceil(height * PIXELS), BufferedImage.TYPE_BYTE_BINARY);
        this.graphics = image.createGraphics();
        graphics.scale(PIXELS, PIXELS);
        graphics.setColor(Color.WHITE);
        for (Painted part : painted) {
            if (part.data() && part.color().getAlpha() > FAINT && !part.color().equals(Ink.GRID.color())) {
                if (part instanceof Filled filled) {
                    graphics.fill(filled.shape());
                    cover(filled.shape(), 0);
                } else if (part instanceof Stroked stroked) {
                    cover(stroked.shape(), stroked.stroke().getLineWidth());
                }
            }
        }
    }

    private void cover(Shape line, float width) {
        graphics.setStroke(new BasicStroke(width + ROOM));
        graphics.draw(line);
    }

    /** Covers {@code box}. */
    void add(Rectangle2D box) {
        graphics.fill(new Rectangle2D.Double(
                box.getX() - 2 * ROOM, box.getY() - 2 * ROOM, box.getWidth() + 4 * ROOM, box.getHeight() + 4 * ROOM));
    }

    /** Returns which share of {@code box} is covered. */
    double share(Rectangle2D box) {
        int left = inside(box.getMinX(), image.getWidth());
        int right = inside(box.getMaxX(), image.getWidth());
        int covered = 0;
        int all = 0;
        for (int row = inside(box.getMinY(), image.getHeight());
                row <= inside(box.getMaxY(), image.getHeight());
                row++) {
            for (int column = left; column <= right; column++) {
                covered += image.getRaster().getSample(column, row, 0);
                all++;
            }
        }
        return covered / (double) all;
    }

    /** Returns whether nothing covers any of {@code box}. */
    boolean free(Rectangle2D box) {
        return share(box) == 0;
    }

    private static int inside(double place, int size) {
        return Math.max(0, Math.min((int) (place * PIXELS), size - 1));
    }
}
