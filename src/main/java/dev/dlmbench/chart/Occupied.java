package dev.dlmbench.chart;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;

/** Which parts of a page are covered, in small squares; whatever touches a square covers it. */
final class Occupied {
    private static final double SIDE = 2;

    private final int columns;
    private final int rows;
    private final BitSet squares;

    Occupied(double width, double height) {
        this.columns = (int) Math.ceil(width / SIDE);
        this.rows = (int) Math.ceil(height / SIDE);
        this.squares = new BitSet(columns * rows);
    }

    /** Covers {@code box}. */
    void add(Rectangle2D box) {
        int left = column(box.getMinX());
        int right = column(box.getMaxX());
        for (int row = row(box.getMinY()); row <= row(box.getMaxY()); row++) {
            squares.set(row * columns + left, row * columns + right + 1);
        }
    }

    /** Covers a line of {@code width}. */
    void addLine(double x1, double y1, double x2, double y2, double width) {
        int steps = (int) Math.ceil(Math.hypot(x2 - x1, y2 - y1));
        for (int i = 0; i <= steps; i++) {
            double part = steps == 0 ? 0 : i / (double) steps;
            addAround(x1 + part * (x2 - x1), y1 + part * (y2 - y1), width);
        }
    }

    /** Covers a square of {@code size} around a place. */
    void addAround(double x, double y, double size) {
        add(new Rectangle2D.Double(x - size / 2, y - size / 2, size, size));
    }

    /** Returns which share of {@code box} is covered. */
    double share(Rectangle2D box) {
        int covered = 0;
        int all = 0;
        for (int row = row(box.getMinY()); row <= row(box.getMaxY()); row++) {
            for (int column = column(box.getMinX()); column <= column(box.getMaxX()); column++) {
                covered += squares.get(row * columns + column) ? 1 : 0;
                all++;
            }
        }
        return covered / (double) all;
    }

    /** Returns whether nothing covers any of {@code box}. */
    boolean free(Rectangle2D box) {
        return share(box) == 0;
    }

    private int column(double x) {
        return Math.max(0, Math.min((int) (x / SIDE), columns - 1));
    }

    private int row(double y) {
        return Math.max(0, Math.min((int) (y / SIDE), rows - 1));
    }
}
