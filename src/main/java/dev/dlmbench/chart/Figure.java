package dev.dlmbench.chart;

import dev.dlmbench.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * What a chart shows, before it is drawn.
 *
 * @param id used in file names and element ids
 * @param title in words, for readers who cannot see it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series in the order of the legend
 * @param references lines across the whole chart
 */
record Figure(String id, String title, AxisLine x, AxisLine y, List<Series> series, List<Reference> references) {

    /** Drops what the axes have no place for. */
    Figure {
        AxisLine across = x;
        AxisLine up = y;
        series = series.stream()
                .map(line -> line.within(across.scale(), up.scale()))
                .filter(line -> !line.marks().isEmpty())
                .toList();
        references = references.stream()
                .filter(line -> (line.vertical() ? across : up).scale().admits(line.value()))
                .toList();
    }

    /** Returns this figure, or nothing if it has no series. */
    Optional<Figure> unlessEmpty() {
        return series.isEmpty() ? Optional.empty() : Optional.of(this);
    }

    /** One axis. */
    record AxisLine(String label, Scale scale) {}

    /**
     * Points of one kind.
     *
     * @param name in the legend
     * @param look how it is told from the others
     * @param marks from left to right
     * @param line whether they are joined
     */
    record Series(String name, Look look, List<Mark> marks, boolean line) {
        /** Copies the marks. */
        Series {
            marks = List.copyOf(marks);
        }

        private Series within(Scale across, Scale up) {
            return new Series(
                    name,
                    look,
                    marks.stream()
                            .filter(mark -> across.admits(mark.x()) && up.admits(mark.y()))
                            .toList(),
                    line);
        }
    }

    /**
     * One point.
     *
     * @param x across
     * @param y up
     * @param interval of y
     * @param note printed beside it, or empty
     * @param marked whether a marker is drawn
     */
    record Mark(double x, double y, Optional<Interval> interval, String note, boolean marked) {
        static Mark at(double x, double y, Optional<Interval> interval, String note) {
            return new Mark(x, y, interval, note, true);
        }
    }

    /**
     * A line across the chart.
     *
     * @param name in the legend
     * @param vertical whether it stands on the horizontal axis
     * @param value on the axis that it crosses
     * @param look how it is told from the others
     */
    record Reference(String name, boolean vertical, double value, Look look) {}
}
