package dev.dlmbench.chart;

import dev.dlmbench.chart.Canvas.Anchor;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints notes beside their points, where they cover the least; those that find no place are left out. */
final class Notes {
    private static final double AWAY = 6;
    private static final double[] NEAR = {AWAY, 1.6 * AWAY};
    private static final double[] FAR = {AWAY, 1.8 * AWAY, 3 * AWAY, 4.5 * AWAY};
    private static final int[][] WAYS = {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}};

    /** Which share of a note may lie on lines and whiskers; nothing of it may lie on words. */
    private static final double MOST_COVERED = 0.35;

    private record Note(String text, Ink ink, double x, double y, Rectangle2D box) {}

    private final Layout layout;
    private final Occupied ink;
    private final Occupied words;
    private final double[] distances;
    private final List<Note> notes = new ArrayList<>();

    /** {@code taken} is what the notes must stay clear of, besides the data. */
    Notes(Layout layout, List<Rectangle2D> taken) {
        this.layout = layout;
        this.ink = layout.ink();
        this.words = new Occupied(layout.style().width(), layout.height());
        this.distances = layout.crowded() ? NEAR : FAR;
        taken.forEach(words::add);
        for (Series series : layout.figure().series()) {
            for (Mark mark : series.marks()) {
                if (!mark.note().isEmpty()) {
                    place(mark, series.look().ink());
                }
            }
        }
    }

    void draw(Canvas canvas) {
        for (Note note : notes) {
            drawLeader(canvas, note);
            Rectangle2D box = note.box();
            canvas.words(
                    note.text(), layout.fonts().notes(), note.ink(), Anchor.MIDDLE, box.getCenterX(), box.getMaxY());
        }
    }

    /** Joins a note with its point where it could not be printed right beside it. */
    private void drawLeader(Canvas canvas, Note note) {
        Rectangle2D box = note.box();
        double nearX = Math.max(box.getMinX() - 1, Math.min(note.x(), box.getMaxX() + 1));
        double nearY = Math.max(box.getMinY() - 1, Math.min(note.y(), box.getMaxY() + 1));
        if (Math.hypot(nearX - note.x(), nearY - note.y()) > layout.style().scaled(2 * AWAY)) {
            canvas.line(note.x(), note.y(), nearX, nearY, note.ink(), 0.5);
        }
    }

    private void place(Mark mark, Ink color) {
        double x = layout.across(mark.x());
        double y = layout.up(mark.y());
        double width = layout.fonts().notes().width(mark.note());
        double height = layout.fonts().notes().height();
        Optional<Rectangle2D> best = Optional.empty();
        double least = MOST_COVERED;
        for (double distance : distances) {
            double further = layout.style().scaled(distance);
            for (int[] way : WAYS) {
                double slant = way[0] != 0 && way[1] != 0 ? 0.7 : 1;
                double middleX = x + way[0] * (slant * further + width / 2);
                double middleY = y + way[1] * (slant * further + height / 2);
                Rectangle2D place = new Rectangle2D.Double(middleX - width / 2, middleY - height / 2, width, height);
                if (layout.area().contains(place) && words.free(place) && ink.share(place) < least) {
                    least = ink.share(place);
                    best = Optional.of(place);
                }
            }
        }
        best.ifPresent(box -> {
            words.add(box);
            notes.add(new Note(mark.note(), color, x, y, box));
        });
    }
}
