package dev.dlmbench.chart;

import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Shapes and numbers as SVG writes them, short and the same every time. */
final class Paths {
    /** What the constants of {@link PathIterator} are called, and how many numbers follow each. */
    private static final String COMMANDS = "MLQCZ";

    private static final int[] LENGTHS = {2, 2, 4, 6, 0};

    private Paths() {}

    /** Returns {@code value} with two decimals at most. */
    static String number(double value) {
        return decimal(Math.round(value * 100), 100);
    }

    private static String decimal(long parts, int unit) {
        long size = Math.abs(parts);
        String whole = (parts < 0 ? "-" : "") + size / unit;
        long rest = size % unit * 100 / unit; // hundredths
        return rest == 0 ? whole : whole + "." + rest / 10 + (rest % 10 == 0 ? "" : rest % 10);
    }

    /** Returns the commands that draw {@code shape}, its places with one decimal. */
    static String of(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] places = new double[6];
        for (PathIterator part = shape.getPathIterator(null); !part.isDone(); part.next()) {
            int kind = part.currentSegment(places);
            path.append(COMMANDS.charAt(kind));
            for (int i = 0; i < LENGTHS[kind]; i++) {
                path.append(i == 0 ? "" : " ").append(decimal(Math.round(places[i] * 10), 10));
            }
        }
        return path.toString();
    }
}
