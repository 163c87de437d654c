package dev.dlmbench.chart;

import java.awt.BasicStroke;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a series is told from the others: by colour, and in grey print by marker and dashes.
 *
 * @param ink the colour
 * @param marker at each point
 * @param dashes lengths of line and gap in turn; empty for a solid line
 */
record Look(Ink ink, Marker marker, List<Float> dashes) {
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.PLUS);

    private static final List<List<Float>> DASHES = List.of(
            List.of(),
            List.of(6f, 2.5f),
            List.of(2f, 2f),
            List.of(8f, 2f, 2f, 2f),
            List.of(4f, 2f),
            List.of(10f, 3f),
            List.of(1f, 2f));

    /**
     * Returns the look of the {@code index}-th series; after the seventh, colours return with other markers and dashes.
     */
    static Look of(int index) {
        int all = Ink.SERIES.size();
        int round = index / all;
        return new Look(
                Ink.SERIES.get(index % all), MARKERS.get((index + round) % all), DASHES.get((index + 2 * round) % all));
    }

    /** Returns the look of a line without markers. */
    static Look line(Ink ink, Float... dashes) {
        return new Look(ink, SeriesMarkers.NONE, List.of(dashes));
    }

    /** Returns the stroke of a line of {@code width}, {@code scale} times as large. */
    BasicStroke stroke(float width, float scale) {
        if (dashes.isEmpty()) {
            return plain(width * scale);
        }
        float[] lengths = new float[dashes.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dashes.get(i) * scale;
        }
        return new BasicStroke(width * scale, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, lengths, 0f);
    }

    /** Returns the stroke of a solid line of {@code width}. */
    static BasicStroke plain(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
}
