package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.chart.Labels.Label;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes beside their points, where they cover the least; those that find no place are left out. */
final class Notes {
    private static final double AWAY = 6;
    private static final double[] NEAR = {AWAY, 1.6 * AWAY};
    private static final double[] FAR = {AWAY, 1.8 * AWAY, 3 * AWAY, 4.5 * AWAY};
    private static final int[][] WAYS = {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}};

    /** Which share of a note may lie on lines and whiskers; nothing of it may lie on words. */
    private static final double MOST_COVERED = 0.35;

    private final Plot plot;
    private final ChartStyle style;
    private final Lettering letters;
    private final Occupied ink;
    private final Occupied words;

    /**
     * Places notes on a painted plot.
     *
     * @param ink what is best not covered
     * @param words what must not be covered
     */
    Notes(Plot plot, ChartStyle style, Occupied ink, Occupied words) {
        this.plot = plot;
        this.style = style;
        this.letters = style.notes();
        this.ink = ink;
        this.words = words;
    }

    /** Returns the signs of marks that have some of their own, to the upper right of their markers. */
    static List<Label> signs(Plot plot, ChartStyle style) {
        List<Label> signs = new ArrayList<>();
        for (Series series : plot.figure().series()) {
            for (Mark mark : series.marks()) {
                String text = mark.marked() ? series.signs(mark) : "";
                if (!text.isEmpty()) {
                    double half = style.marker() / 2.0;
                    double left = plot.across(mark.x()) + half + 1;
                    double baseline = plot.up(mark.y()) - half;
                    Lettering letters = style.notes();
                    signs.add(new Label(text, letters, series.look().ink(), left, baseline, Optional.empty()));
                }
            }
        }
        return signs;
    }

    /** Returns the notes that have found a place. */
    List<Label> place() {
        List<Label> notes = new ArrayList<>();
        for (Series series : plot.figure().series()) {
            for (Mark mark : series.marks()) {
                if (!mark.note().isEmpty()) {
                    place(mark).ifPresent(box -> {
                        words.add(box);
                        Ink color = series.look().ink();
                        notes.add(new Label(
                                mark.note(), letters, color, box.getMinX(), box.getMaxY(), leader(mark, box)));
                    });
                }
            }
        }
        return notes;
    }

    /** Joins a note with its point where it could not be printed right beside it. */
    private Optional<Line2D> leader(Mark mark, Rectangle2D box) {
        double x = plot.across(mark.x());
        double y = plot.up(mark.y());
        double nearX = Math.max(box.getMinX() - 1, Math.min(x, box.getMaxX() + 1));
        double nearY = Math.max(box.getMinY() - 1, Math.min(y, box.getMaxY() + 1));
        boolean far = Math.hypot(nearX - x, nearY - y) > style.scaled(2 * AWAY);
        return far ? Optional.of(new Line2D.Double(x, y, nearX, nearY)) : Optional.empty();
    }

    private Optional<Rectangle2D> place(Mark mark) {
        double x = plot.across(mark.x());
        double y = plot.up(mark.y());
        double width = letters.width(mark.note());
        double height = letters.height();
        Optional<Rectangle2D> best = Optional.empty();
        double least = MOST_COVERED;
        for (double distance : plot.figure().crowded() ? NEAR : FAR) {
            double further = style.scaled(distance);
            for (int[] way : WAYS) {
                double slant = way[0] != 0 && way[1] != 0 ? 0.7 : 1;
                double left = x + way[0] * (slant * further + width / 2) - width / 2;
                double top = y + way[1] * (slant * further + height / 2) - height / 2;
                Rectangle2D place = new Rectangle2D.Double(left, top, width, height);
                if (plot.area().contains(place) && words.free(place) && ink.share(place) < least) {
                    least = ink.share(place);
                    best = Optional.of(place);
                }
            }
        }
        return best;
    }
}
