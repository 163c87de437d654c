package dev.dlmbench.suite;

import dev.dlmbench.results.Metric;
import java.util.List;

/**
 * A suite file, read, checked and expanded.
 *
 * @param name the name that results and reports are kept under
 * @param title for people
 * @param points all configurations, in the order of the file
 * @param metrics what to measure
 * @param charts the names of the charts to draw
 * @param tables the names of the tables to print
 * @param text the file as it was read, for the report
 */
public record Suite(
        String name,
        String title,
        List<Point> points,
        List<Metric> metrics,
        List<String> charts,
        List<String> tables,
        String text) {

    /** Copies the collections. */
    public Suite {
        points = List.copyOf(points);
        metrics = List.copyOf(metrics);
        charts = List.copyOf(charts);
        tables = List.copyOf(tables);
    }
}
