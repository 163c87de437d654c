package dev.dlmbench.report;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * In which window of mask rates each model's loss varies least.
 *
 * @param rows one for each point that was measured in several windows
 */
public record WindowTable(List<Row> rows) {

    /**
     * One point.
     *
     * @param point its name
     * @param window of the smallest variance, mean over seeds
     * @param variance in it, with its interval
     * @param whole the variance over all rates, with its interval
     */
    public record Row(String point, String window, String variance, String whole) {}

    static WindowTable of(SuiteResults results) {
        List<Row> rows = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            List<Summary> windows = results.summaries(point, Metric.NELBO_VARIANCE).stream()
                    .filter(summary -> summary.mean().isPresent())
                    .toList();
            if (windows.size() > 1) {
                Summary best = windows.get(0);
                for (Summary window : windows) {
                    best = mean(window) < mean(best) ? window : best;
                }
                rows.add(new Row(
                        Families.name(point),
                        best.conditions().getOrDefault("window", ""),
                        words(best),
                        words(windows.get(0))));
            }
        }
        return new WindowTable(rows);
    }

    private static double mean(Summary summary) {
        return summary.mean().orElseThrow();
    }

    private static String words(Summary summary) {
        String interval = summary.interval()
                .filter(range -> range.high() > range.low())
                .map(range -> " [" + ReportWords.interval(summary.metric(), range) + "]")
                .orElse("");
        return ReportWords.number(summary.metric(), mean(summary)) + interval;
    }
}
