package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a series is told from the others: by colour, and in grey print by marker and dashes.
 *
 * @param color from the palette of Okabe and Ito, which the colour-blind can tell apart
 * @param marker at each point
 * @param dashes lengths of line and gap in turn; empty for a solid line
 */
record Look(Color color, Marker marker, List<Float> dashes) {
    /** For what is not a series: reference lines, axes and words. */
    static final Color INK = new Color(0x33, 0x33, 0x33);

    private static final List<Look> ALL = List.of(
            new Look(new Color(0x00, 0x72, 0xB2), SeriesMarkers.CIRCLE, List.of()),
            new Look(new Color(0xD5, 0x5E, 0x00), SeriesMarkers.SQUARE, List.of(6f, 2.5f)),
            new Look(new Color(0x00, 0x9E, 0x73), SeriesMarkers.TRIANGLE_UP, List.of(2f, 2f)),
            new Look(new Color(0xCC, 0x79, 0xA7), SeriesMarkers.DIAMOND, List.of(8f, 2f, 2f, 2f)),
            new Look(new Color(0xE6, 0x9F, 0x00), SeriesMarkers.TRIANGLE_DOWN, List.of(4f, 2f)),
            new Look(new Color(0x56, 0xB4, 0xE9), SeriesMarkers.CROSS, List.of(10f, 3f)),
            new Look(new Color(0x00, 0x00, 0x00), SeriesMarkers.PLUS, List.of(1f, 2f)));

    /**
     * Returns the look of the {@code index}-th series; after the seventh, colours return with other markers and dashes.
     */
    static Look of(int index) {
        int round = index / ALL.size();
        return new Look(
                ALL.get(index % ALL.size()).color,
                ALL.get((index + round) % ALL.size()).marker,
                ALL.get((index + 2 * round) % ALL.size()).dashes);
    }

    /** Returns the look of a reference line with {@code dashes}. */
    static Look line(Color color, Float... dashes) {
        return new Look(color, SeriesMarkers.NONE, List.of(dashes));
    }

    /** Returns the stroke of a line of {@code width}. */
    BasicStroke stroke(float width) {
        if (dashes.isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dashes.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dashes.get(i);
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, lengths, 0f);
    }
}
