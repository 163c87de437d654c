package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Prints notes beside their points, where they cover the least. */
final class Notes {
    private static final double AWAY = 6;

    private final Layout layout;
    private final List<Rectangle2D> taken;

    /** {@code taken} is what the notes should stay clear of, besides the data. */
    Notes(Layout layout, List<Rectangle2D> taken) {
        this.layout = layout;
        this.taken = new ArrayList<>(taken);
        this.taken.addAll(layout.ink());
    }

    void draw(Graphics2D g) {
        for (Series series : layout.figure().series()) {
            for (Mark mark : series.marks()) {
                if (!mark.note().isEmpty()) {
                    Rectangle2D box = place(mark);
                    taken.add(box);
                    Lettering.TINY.draw(g, mark.note(), series.look().color(), box.getMinX(), box.getMaxY());
                }
            }
        }
    }

    private Rectangle2D place(Mark mark) {
        double x = layout.across(mark.x());
        double y = layout.up(mark.y());
        double width = Lettering.TINY.width(mark.note());
        double height = Lettering.TINY.height();
        List<Rectangle2D> places = new ArrayList<>();
        for (double further : new double[] {AWAY, 1.8 * AWAY}) {
            for (int[] way : new int[][] {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}}) {
                double slant = way[0] != 0 && way[1] != 0 ? 0.7 : 1;
                double middleX = x + way[0] * (slant * further + width / 2);
                double middleY = y + way[1] * (slant * further + height / 2);
                places.add(new Rectangle2D.Double(middleX - width / 2, middleY - height / 2, width, height));
            }
        }
        Rectangle2D best = places.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (Rectangle2D place : places) {
            double covered = covered(place);
            if (covered < least) {
                least = covered;
                best = place;
            }
        }
        return best;
    }

    private double covered(Rectangle2D place) {
        double covered = layout.area().contains(place) ? 0 : place.getWidth() * place.getHeight();
        for (Rectangle2D box : taken) {
            Rectangle2D both = place.createIntersection(box);
            if (!both.isEmpty()) {
                covered += both.getWidth() * both.getHeight();
            }
        }
        return covered;
    }
}
