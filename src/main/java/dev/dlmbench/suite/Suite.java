package dev.dlmbench.suite;

import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.setting.ExecutorSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A suite file, read, checked and expanded.
 *
 * @param name the name that results and reports are kept under
 * @param title for people
 * @param experiments the experiments' titles by name, in the order of the file
 * @param points all configurations, in the order of the file
 * @param metrics what to measure
 * @param charts the names of the charts to draw
 * @param tables the names of the tables to print
 * @param claims what its author says is so
 * @param gate what must not get worse
 * @param executor where it is computed
 * @param commentary what its author says beside the results
 * @param text the file as it was read, for the report
 */
public record Suite(
        String name,
        String title,
        Map<String, String> experiments,
        List<Point> points,
        List<Metric> metrics,
        List<String> charts,
        List<String> tables,
        List<Claim> claims,
        GateSpec gate,
        ExecutorSpec executor,
        Commentary commentary,
        String text) {

    /** What a suite may be called. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    /** Copies the collections. */
    public Suite {
        experiments = Collections.unmodifiableMap(new LinkedHashMap<>(experiments));
        points = List.copyOf(points);
        metrics = List.copyOf(metrics);
        charts = List.copyOf(charts);
        tables = List.copyOf(tables);
        claims = List.copyOf(claims);
    }

    /** Creates a suite whose experiments have no titles but their names. */
    public Suite(
            String name,
            String title,
            List<Point> points,
            List<Metric> metrics,
            List<String> charts,
            List<String> tables,
            String text) {
        this(
                name,
                title,
                names(points),
                points,
                metrics,
                charts,
                tables,
                List.of(),
                GateSpec.NONE,
                ExecutorSpec.LOCAL,
                Commentary.NONE,
                text);
    }

    /** Returns the same suite with other metrics. */
    public Suite measuring(List<Metric> others) {
        return new Suite(
                name, title, experiments, points, others, charts, tables, claims, gate, executor, commentary, text);
    }

    private static Map<String, String> names(List<Point> points) {
        Map<String, String> names = new LinkedHashMap<>();
        points.forEach(point -> names.put(point.experiment(), point.experiment()));
        return names;
    }
}
