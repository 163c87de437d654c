package dev.dlmbench.chart;

import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a chart shows, before it is drawn.
 *
 * @param id used in element ids
 * @param title in words, for readers who cannot see it
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series in the order of the legend
 * @param references lines across the whole chart
 * @param notes what the notes beside points say, or empty
 */
record Figure(
        String id,
        String title,
        AxisLine x,
        AxisLine y,
        List<Series> series,
        List<Reference> references,
        String notes) {
    private static final int MARKERS = 100;
    private static final int CROWD = 60;

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

    /** Returns the names of series and of lines across, with their signs. */
    List<String> titles() {
        return Stream.concat(
                        series.stream().map(Series::title), references.stream().map(Reference::title))
                .toList();
    }

    /** Returns the intervals of all marks. */
    List<Interval> intervals() {
        return series.stream()
                .flatMap(line -> line.marks().stream())
                .flatMap(mark -> mark.interval().stream())
                .toList();
    }

    /** Returns whether so many points are shown that each must take little room. */
    boolean crowded() {
        return series.stream()
                        .flatMap(line -> line.marks().stream())
                        .filter(Mark::marked)
                        .count()
                > CROWD;
    }

    /** Returns this figure with fewer markers on lines that have many, so that they tell lines apart and no more. */
    Figure withFewMarkers() {
        int most = series.isEmpty() ? 0 : Math.max(3, Math.min(MARKERS / series.size(), 12));
        List<Series> fewer = new ArrayList<>();
        for (Series line : series) {
            fewer.add(line.withMarkers(most, fewer.size()));
        }
        return new Figure(id, title, x, y, fewer, references, notes);
    }

    /** Returns whether an axis that could be otherwise is logarithmic. */
    boolean logarithmic() {
        return (x.switchable() && x.scale() != Scale.LINEAR) || (y.switchable() && y.scale() != Scale.LINEAR);
    }

    /** Returns this figure with logarithms where it has none, and the other way round, if that makes a difference. */
    Optional<Figure> otherScale() {
        AxisLine across = x.other(values(true));
        AxisLine up = y.other(values(false));
        if (!across.switchable() && !up.switchable()) {
            return Optional.empty();
        }
        String name = id + (logarithmic() ? "-linear" : "-log");
        return Optional.of(new Figure(name, title, across, up, series, references, notes));
    }

    /** Returns what explains the signs of series, marks and lines, a line for each that occurs. */
    List<String> legend() {
        return Caveats.legend(Stream.concat(
                        series.stream().flatMap(line -> line.marks().stream()).map(Mark::caveats),
                        references.stream().map(Reference::caveats))
                .toList());
    }

    /** Returns everything that has a place on one axis, but for intervals. */
    double[] values(boolean horizontal) {
        return DoubleStream.concat(
                        series.stream()
                                .flatMap(line -> line.marks().stream())
                                .mapToDouble(mark -> horizontal ? mark.x() : mark.y()),
                        references.stream()
                                .filter(line -> line.vertical() == horizontal)
                                .mapToDouble(Reference::value))
                .toArray();
    }

    /**
     * One axis.
     *
     * @param label its title
     * @param scale how values become positions
     * @param switchable whether another scale could show as much
     * @param names what the values 1, 2 and so on stand for; none where values are numbers
     */
    record AxisLine(String label, Scale scale, boolean switchable, List<String> names) {
        /** What the largest value must be in terms of the smallest for logarithms to make a difference. */
        private static final double LEAST_RATIO = 2;

        /** Copies the names. */
        AxisLine {
            names = List.copyOf(names);
        }

        /** Returns an axis that makes sense with one scale only. */
        static AxisLine fixed(String label, Scale scale) {
            return new AxisLine(label, scale, false, List.of());
        }

        /** Returns an axis that can be logarithmic or not. */
        static AxisLine switchable(String label, Scale scale) {
            return new AxisLine(label, scale, true, List.of());
        }

        /** Returns the axis whose values 1, 2 and so on have names; values between belong to the nearest. */
        AxisLine naming(List<String> values) {
            return new AxisLine(label, scale, switchable, values);
        }

        /** Returns what a value is called. */
        String words(double value) {
            return names.isEmpty() ? Digits.of(value) : names.get((int) Math.rint(value) - 1);
        }

        /** Returns the axis with the other scale; as it is, and fixed, if that makes no difference or no sense. */
        AxisLine other(double[] values) {
            boolean positive = DoubleStream.of(values).allMatch(value -> value > 0);
            double least = DoubleStream.of(values).min().orElse(1);
            double most = DoubleStream.of(values).max().orElse(1);
            if (!switchable || !positive || most < LEAST_RATIO * least) {
                return fixed(label, scale);
            }
            return switchable(label, scale == Scale.LINEAR ? Scale.LOG10 : Scale.LINEAR);
        }
    }

    /**
     * Points of one kind.
     *
     * @param name in the legend
     * @param look how it is told from the others
     * @param marks from left to right
     * @param line whether they are joined
     */
    record Series(String name, Look look, List<Mark> marks, boolean line) {
        private static final int MOST_WHISKERS = 8;

        /** Copies the marks. */
        Series {
            marks = List.copyOf(marks);
        }

        /** Returns the name with the signs that all of its marks share. */
        String title() {
            return titled(name, shared());
        }

        /** Returns the signs that a mark has besides those that the series' title shows. */
        String signs(Mark mark) {
            return mark.caveats().without(shared()).signs();
        }

        private Caveats shared() {
            return marks.stream().map(Mark::caveats).reduce(Caveats::shared).orElse(Caveats.NONE);
        }

        /** Returns whether intervals are shown as a band along the line, and not as whiskers. */
        boolean band() {
            return line
                    && marks.stream()
                                    .filter(mark -> mark.interval().isPresent())
                                    .count()
                            > MOST_WHISKERS;
        }

        /** Returns this series with a line that goes on evenly to both ends. */
        Series across(double from, double to) {
            List<Mark> longer = new ArrayList<>(marks);
            longer.add(0, Mark.corner(from, marks.get(0).y()));
            longer.add(Mark.corner(to, marks.get(marks.size() - 1).y()));
            return new Series(name, look, longer, line);
        }

        /** Returns this series with what a reader must know of all of its marks. */
        Series knowing(Caveats known) {
            return new Series(
                    name, look, marks.stream().map(mark -> mark.knowing(known)).toList(), line);
        }

        /** Returns this series with few markers, and at other places than the series beside it. */
        Series withMarkers(int most, int index) {
            long many = marks.stream().filter(Mark::marked).count();
            int every = Math.max(1, (int) Math.ceil(many / (double) most));
            List<Mark> fewer = new ArrayList<>();
            int count = index;
            for (Mark mark : marks) {
                boolean left = mark.marked() && count++ % every == 0;
                fewer.add(left || !mark.marked() ? mark : mark.bare());
            }
            return new Series(name, look, fewer, line);
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
     * @param point the id of the suite's point that it shows, or empty
     * @param x across
     * @param y up
     * @param interval of y
     * @param note printed beside it, or empty
     * @param marked whether a marker is drawn
     * @param faded whether the marker stands back
     * @param caveats what a reader must know of its values
     */
    record Mark(
            String point,
            double x,
            double y,
            Optional<Interval> interval,
            String note,
            boolean marked,
            boolean faded,
            Caveats caveats) {

        /** Makes a mark of which there is nothing more to know. */
        Mark(
                String point,
                double x,
                double y,
                Optional<Interval> interval,
                String note,
                boolean marked,
                boolean faded) {
            this(point, x, y, interval, note, marked, faded, Caveats.NONE);
        }

        /** Returns a mark of a point of the suite. */
        static Mark at(String point, double x, double y, Optional<Interval> interval, String note) {
            return new Mark(point, x, y, interval, note, true, false);
        }

        /** Returns a place that a line goes through, without a marker. */
        static Mark corner(double x, double y) {
            return new Mark("", x, y, Optional.empty(), "", false, false);
        }

        /** Returns this mark without its marker. */
        Mark bare() {
            return new Mark(point, x, y, interval, note, false, faded, caveats);
        }

        /** Returns this mark, standing back. */
        Mark lighter() {
            return new Mark(point, x, y, interval, note, marked, true, caveats);
        }

        /** Returns this mark with what a reader must know of its values. */
        Mark knowing(Caveats known) {
            return new Mark(point, x, y, interval, note, marked, faded, known);
        }
    }

    /**
     * A line across the chart.
     *
     * @param name in the legend
     * @param vertical whether it stands on the horizontal axis
     * @param value on the axis that it crosses
     * @param look how it is told from the others
     * @param caveats what a reader must know of the value
     */
    record Reference(String name, boolean vertical, double value, Look look, Caveats caveats) {

        /** Makes a line of which there is nothing more to know. */
        Reference(String name, boolean vertical, double value, Look look) {
            this(name, vertical, value, look, Caveats.NONE);
        }

        /** Returns the name with the signs of its value. */
        String title() {
            return titled(name, caveats);
        }
    }

    private static String titled(String name, Caveats caveats) {
        return caveats.all().isEmpty() ? name : name + "\u202f" + caveats.signs();
    }
}
