package dev.dlmbench.chart;

import dev.dlmbench.base.Visible;
import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Numbers, paths and words as SVG writes them, short and the same every time. */
final class SvgText {
    /** What the constants of {@link PathIterator} are called, and how many numbers follow each. */
    private static final String COMMANDS = "MLQCZ";

    private static final int[] LENGTHS = {2, 2, 4, 6, 0};

    private SvgText() {}

    /** Returns {@code value} with two decimals at most. */
    static String number(double value) {
        return decimal(Math.round(value * 100), 100);
    }

    private static String decimal(long parts, int unit) {
        long size = Math.abs(parts);
        String fraction = Long.toString(unit + size % unit).substring(1).replaceAll("0+$", "");
        return (parts < 0 ? "-" : "") + size / unit + (fraction.isEmpty() ? "" : "." + fraction);
    }

    /** Returns the commands that draw {@code shape}, its places with one decimal. */
    static String path(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] places = new double[6];
        String x = "";
        String y = "";
        for (PathIterator part = shape.getPathIterator(null); !part.isDone(); part.next()) {
            int kind = part.currentSegment(places);
            int count = LENGTHS[kind];
            String[] words = new String[count];
            for (int i = 0; i < count; i++) {
                words[i] = decimal(Math.round(places[i] * 10), 10);
            }
            if (kind == PathIterator.SEG_LINETO && words[0].equals(x)) {
                path.append('V').append(words[1]);
            } else if (kind == PathIterator.SEG_LINETO && words[1].equals(y)) {
                path.append('H').append(words[0]);
            } else {
                path.append(COMMANDS.charAt(kind)).append(String.join(" ", words));
            }
            x = count == 0 ? "" : words[count - 2];
            y = count == 0 ? "" : words[count - 1];
        }
        return path.toString();
    }

    /** Returns {@code text} so that it can stand between tags and in attributes. */
    static String escaped(String text) {
        return Visible.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
