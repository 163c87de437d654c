package dev.dlmbench.suite;

import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.SuiteException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads suite files: YAML 1.2 with strict keys and types, whose sweeps are expanded and whose points are checked.
 *
 * <p>From the bottom up, an experiment's settings come from the defaults of included files, the suite's defaults, what
 * it extends, its own entry, and the overrides; each replaces single keys of those below, swept or not.
 */
public final class SuiteReader {
    private static final int MOST_RUNS = 10_000;

    private SuiteReader() {}

    /**
     * Returns the suite in {@code file}.
     *
     * @param overrides settings as {@code key=value}, which win over everything written, sweeps included
     * @throws SuiteException if anything is wrong, with all of it
     */
    public static Suite read(Path file, List<String> overrides) {
        return read(file, overrides, Path.of(""));
    }

    /**
     * Returns the suite in {@code file}. Paths are relative to the file that they stand in.
     *
     * @param overrides settings as {@code key=value}, which win over everything written, sweeps included
     * @param folder what paths in {@code overrides} are relative to
     * @throws SuiteException if anything is wrong, with all of it
     */
    public static Suite read(Path file, List<String> overrides, Path folder) {
        return read(file, overrides, folder, Equipment.ANY);
    }

    /**
     * Returns the suite in {@code file}, whose corpora given as files are relative to {@code folder}.
     *
     * @param overrides settings as {@code key=value}, which win over everything written, sweeps included
     * @param equipment of the machine that is to compute all of it
     * @throws SuiteException if anything is wrong, with all of it
     */
    public static Suite read(Path file, List<String> overrides, Path folder, Equipment equipment) {
        Diagnostics diagnostics = new Diagnostics();
        try {
            return read(file, overrides, folder, equipment, diagnostics);
        } catch (Diagnostics.Enough e) {
            throw diagnostics.rejection();
        }
    }

    private static Suite read(
            Path file, List<String> overrides, Path folder, Equipment equipment, Diagnostics diagnostics) {
        SuiteFiles files = new SuiteFiles(diagnostics);
        boolean readable = files.read(file);
        Layer ruling = new Overrides(diagnostics, files.header().executor()).read(overrides);
        List<Experiment> experiments = new ArrayList<>();
        List<Point> points = readable ? points(files, ruling, folder, equipment, diagnostics, experiments) : List.of();
        SuiteHeader header = files.header();
        Commentary commentary = header.commentary(points);
        List<Claim> claims = header.claims(points);
        GateSpec gate = header.gate(points);
        ExecutorSpec executor = header.executor().checked();
        diagnostics.rejectIfAny();
        return new Suite(
                header.name(),
                header.title(),
                titles(experiments),
                points,
                header.metrics(),
                header.charts(),
                header.tables(),
                claims,
                gate,
                executor,
                commentary,
                files.text());
    }

    /**
     * Returns the points that are right.
     *
     * @param experiments takes the experiments that they are of
     */
    private static List<Point> points(
            SuiteFiles files,
            Layer ruling,
            Path folder,
            Equipment equipment,
            Diagnostics diagnostics,
            List<Experiment> experiments) {
        PointValues shared = SharedValues.of(files.defaults(), ruling, files.experiments());
        Points checked = new Points(folder, equipment, shared, diagnostics);
        List<Point> points = new ArrayList<>();
        long runs = 0;
        for (Experiment written : new Inheritance(files.experiments(), diagnostics).resolve()) {
            experiments.add(written.with(files.defaults().under(written.layer()).under(ruling)));
        }
        experiments.addAll(files.controls(ruling));
        for (Experiment experiment : experiments) {
            List<Point> more = checked.check(Sweep.expand(experiment, ruling, shared, diagnostics));
            runs += more.stream().mapToLong(point -> point.seeds().size()).sum();
            if (runs > MOST_RUNS) {
                diagnostics.giveUp(experiment.at(), "the suite has more than " + MOST_RUNS + " points and seeds");
            }
            points.addAll(more);
        }
        checked.checkTogether();
        checked.report();
        if (points.isEmpty() && diagnostics.isEmpty()) {
            diagnostics.reportWhole(files.main(), "has no experiments, and neither have the files it includes");
        }
        boolean asked = files.header().metrics().stream().anyMatch(metric -> metric.is(MetricTrait.CONTROLLED));
        if (asked && !files.namesControls() && !points.isEmpty()) {
            for (Experiment control : Controls.standard(files.defaults().under(ruling), List.copyOf(experiments))) {
                List<Point> more = fitting(control, ruling, shared, folder, equipment);
                if (!more.isEmpty()) {
                    experiments.add(control);
                    points.addAll(more);
                }
            }
        }
        return points;
    }

    /** Returns the points of a control that nobody wrote; none where the suite's defaults do not suit it. */
    private static List<Point> fitting(
            Experiment control, Layer ruling, PointValues shared, Path folder, Equipment equipment) {
        Diagnostics unwritten = new Diagnostics();
        Points checked = new Points(folder, equipment, shared, unwritten);
        List<Point> points = checked.check(Sweep.expand(control, ruling, shared, unwritten));
        checked.report();
        return unwritten.isEmpty() ? points : List.of();
    }

    private static Map<String, String> titles(List<Experiment> experiments) {
        Map<String, String> titles = new LinkedHashMap<>();
        experiments.forEach(experiment ->
                titles.put(experiment.name(), experiment.title().isEmpty() ? experiment.name() : experiment.title()));
        return titles;
    }
}
