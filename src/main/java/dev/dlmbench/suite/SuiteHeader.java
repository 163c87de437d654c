package dev.dlmbench.suite;

import dev.dlmbench.base.Names;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.setting.ExecutorReader;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what a suite says about itself: its name, what to measure and what to draw. */
final class SuiteHeader {
    private static final int LONGEST_TITLE = 500;
    static final List<String> TABLES = List.of("main");

    private final Diagnostics diagnostics;
    private String name = "";
    private String title = "";
    private List<String> metrics =
            Metric.all(MetricTrait.STANDARD).stream().map(Metric::id).toList();
    private Optional<List<String>> charts = Optional.empty();
    private List<String> tables = TABLES;
    private final CommentaryReader comments;
    private final ClaimsReader claims;
    private final GateReader gate;
    private final ExecutorReader executor;

    SuiteHeader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.comments = new CommentaryReader(diagnostics);
        this.claims = new ClaimsReader(diagnostics);
        this.gate = new GateReader(diagnostics);
        this.executor = new ExecutorReader(diagnostics);
    }

    /** Returns the names of the metrics that a suite can ask for. */
    static List<String> askable() {
        return Arrays.stream(Metric.values())
                .filter(Metric::askable)
                .map(Metric::id)
                .toList();
    }

    String name() {
        return name;
    }

    String title() {
        return title.isEmpty() ? name : title;
    }

    List<Metric> metrics() {
        return metrics.stream().map(id -> Metric.byId(id).orElseThrow()).toList();
    }

    List<String> charts() {
        return charts.orElseGet(() -> Charts.standard(metrics));
    }

    List<String> tables() {
        return tables;
    }

    /** Returns what the suite says beside its results, checked against its points. */
    Commentary commentary(List<Point> points) {
        return comments.checked(points.stream().map(Point::id).toList());
    }

    /** Returns what the suite says is so, checked against its points and metrics. */
    List<Claim> claims(List<Point> points) {
        return claims.checked(points, metrics());
    }

    /** Returns what must not get worse, checked against the points and metrics. */
    GateSpec gate(List<Point> points) {
        return gate.checked(points, metrics());
    }

    /** Returns the reader of {@code executor}, which overrides speak to as well. */
    ExecutorReader executor() {
        return executor;
    }

    /** Reads {@code gate}. */
    void gate(Entry entry) {
        gate.read(entry);
    }

    /** Reads {@code claims}. */
    void claims(Entry entry) {
        claims.read(entry);
    }

    /** Reads {@code suite}. */
    void name(Entry entry) {
        name = diagnostics.text(entry);
        if (!name.isEmpty() && !Suite.NAME.matcher(name).matches()) {
            diagnostics.report(
                    entry.value().at(),
                    "suite must be lower-case letters, digits and -, at most 64, got '" + Suggestions.shorten(name)
                            + "'");
        } else if (Names.ofDevice(name)) {
            diagnostics.report(entry.value().at(), "suite must not be " + name + ", which is a device on Windows");
        }
    }

    /** Reads {@code title}. */
    void title(Entry entry) {
        title = title(entry, diagnostics);
    }

    /** Returns a title as it is written; one that fits nowhere is reported. */
    static String title(Entry entry, Diagnostics diagnostics) {
        String title = diagnostics.text(entry);
        if (title.length() > LONGEST_TITLE) {
            diagnostics.report(
                    entry.value().at(),
                    "title must be at most " + LONGEST_TITLE + " characters, got " + title.length());
        }
        return title;
    }

    /** Reads {@code metrics}. */
    void metrics(Entry entry) {
        metrics = words(entry, "metric", askable(), diagnostics);
        for (Metric metric : metrics()) {
            String companion = metric.companion().map(Metric::id).orElse("");
            if (!companion.isEmpty() && !metrics.contains(companion)) {
                diagnostics.report(
                        entry.value().at(),
                        metric.id() + " says nothing without " + companion + "; add " + companion + " to the metrics");
            }
        }
    }

    /** Reads {@code report}. */
    void report(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of charts, tables, paper and notes");
            return;
        }
        for (Entry inner : mapping.entries()) {
            switch (inner.key()) {
                case "charts" -> charts = Optional.of(words(inner, "chart", Charts.names(), diagnostics));
                case "tables" -> tables = words(inner, "table", TABLES, diagnostics);
                case "paper", "notes" -> comments.read(inner);
                default ->
                    diagnostics.reportUnknown(
                            inner.at(), "key", inner.key(), List.of("charts", "tables", "paper", "notes"));
            }
        }
    }

    /** Returns a list of names, each known and there once; what is not is reported and left out. */
    static List<String> words(Entry entry, String what, List<String> choices, Diagnostics diagnostics) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of " + what + "s");
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (!(item instanceof Scalar scalar)) {
                diagnostics.report(
                        item.at(), entry.key() + " must hold names of " + what + "s, got " + item.described());
            } else if (!choices.contains(scalar.text())) {
                diagnostics.reportUnknown(item.at(), what, scalar.text(), choices);
            } else if (words.contains(scalar.text())) {
                diagnostics.report(item.at(), what + " '" + scalar.text() + "' is named twice");
            } else {
                words.add(scalar.text());
            }
        }
        if (list.items().isEmpty() && what.equals("metric")) {
            diagnostics.report(list.at(), "metrics must not be empty");
        }
        return words;
    }
}
