package dev.dlmbench.chart;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a mark says to who points at it. */
record MarkLabels(Figure figure, Series series, Mark mark) {

    /** Returns a sentence: the series, where the mark lies on both axes, its note, and what must be known of it. */
    String sentence() {
        String interval = mark.interval()
                .map(ends -> " (95 % interval " + Digits.of(ends.low()) + " to " + Digits.of(ends.high()) + ")")
                .orElse("");
        String remarks = mark.caveats().all().stream()
                .map(caveat -> "; " + caveat.remark())
                .collect(Collectors.joining());
        String note = mark.note().isEmpty() ? "" : "; " + figure.notes() + " " + mark.note();
        return (mark.point().isEmpty() ? series.name() : mark.point()) + ": "
                + figure.x().label() + " " + figure.x().words(mark.x()) + "; "
                + figure.y().label() + " " + Digits.of(mark.y()) + interval + note + remarks;
    }

    /** Returns the same in parts, for programs; what there is not is left out. */
    Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        if (!mark.point().isEmpty()) {
            data.put("point", mark.point());
        }
        data.put("label", series.name());
        data.put("x", figure.x().words(mark.x()));
        data.put("y", Digits.of(mark.y()));
        if (mark.interval().isPresent()) {
            Interval interval = mark.interval().get();
            data.put("low", Digits.of(interval.low()));
            data.put("high", Digits.of(interval.high()));
        }
        return data;
    }
}
