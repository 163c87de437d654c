package dev.dlmbench.suite;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.base.FrontierAxes;
import dev.dlmbench.base.PointNames;
import dev.dlmbench.claim.ClaimMistake;
import dev.dlmbench.claim.Expectation;
import dev.dlmbench.claim.Expectation.Choice;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Extremum;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Measured;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.Expectation.Statement;
import dev.dlmbench.claim.Expectation.Term;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Claim;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code claims}, and checks that they speak of points and metrics that the suite has. */
final class ClaimsReader {
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST_SHOWN = 12;
    private static final List<String> KEYS = List.of("id", "says", "cites", "expect");

    private final Diagnostics diagnostics;
    private final Map<String, Claim> claims = new LinkedHashMap<>();
    private final Map<Scalar, Expectation> read = new LinkedHashMap<>();
    private final SelectedPoints selected;

    ClaimsReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.selected = new SelectedPoints(diagnostics);
    }

    /** Reads the list. */
    void read(Entry entry) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of claims");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Mapping mapping) {
                claim(mapping);
            } else {
                diagnostics.report(
                        item.at(),
                        "a claim must be a mapping of " + String.join(", ", KEYS) + ", got " + item.described());
            }
        }
    }

    private void claim(Mapping mapping) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            if (KEYS.contains(entry.key())) {
                texts.put(entry.key(), diagnostics.text(entry));
            } else {
                diagnostics.reportUnknown(entry.at(), "key", entry.key(), KEYS);
            }
        }
        for (String needed : List.of("id", "says", "expect")) {
            if (!texts.containsKey(needed)) {
                diagnostics.report(mapping.at(), "the claim has no " + needed);
            }
        }
        mapping.entry("expect").map(Entry::value).ifPresent(this::expectation);
        String id = texts.getOrDefault("id", "");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            diagnostics.report(
                    mapping.entry("id").orElseThrow().value().at(),
                    "id must be lower-case letters, digits and -, at most 64, got '" + Suggestions.shorten(id) + "'");
        }
        Claim claim = new Claim(
                id,
                texts.getOrDefault("says", ""),
                texts.getOrDefault("cites", ""),
                texts.getOrDefault("expect", ""),
                mapping.at().line());
        if (claims.putIfAbsent(id, claim) != null && !id.isEmpty()) {
            diagnostics.report(mapping.at(), "claim '" + id + "' is there already");
        }
    }

    private void expectation(YamlNode value) {
        if (!(value instanceof Scalar scalar) || scalar.nothing()) {
            return; // reported as no text
        }
        try {
            read.put(scalar, ExpectationParser.parse(scalar.text()));
        } catch (ClaimMistake mistake) {
            diagnostics.report(
                    scalar.within(mistake.at()),
                    mistake.rule(),
                    mistake.word().isEmpty() ? "" : Suggestions.nearest(mistake.word(), mistake.choices()));
        }
    }

    /** Returns the claims; unknown points and metrics are reported. */
    List<Claim> checked(List<Point> points, List<Metric> metrics) {
        if (!points.isEmpty()) {
            read.forEach((text, expectation) -> {
                for (Statement statement : expectation.statements()) {
                    check(text, statement, points, metrics);
                }
            });
        }
        return List.copyOf(claims.values());
    }

    private void check(Scalar text, Statement statement, List<Point> points, List<Metric> metrics) {
        if (statement instanceof Comparison comparison) {
            comparison.aligned().ifPresent(shared -> check(text, shared.at(), shared.metric(), metrics));
            for (Term term : List.of(comparison.left(), comparison.right())) {
                if (term instanceof Measured measured) {
                    check(text, measured, points, metrics);
                } else if (term instanceof Frontier frontier) {
                    check(text, frontier, points, metrics);
                }
            }
        } else if (statement instanceof Extremum extremum) {
            List<Point> chosen = check(text, extremum.measured(), points, metrics);
            Choice choice = new Choice(extremum.measured().selection().at(), extremum.axis(), extremum.value());
            Selection best =
                    new Selection(choice.at(), extremum.measured().selection().experiment(), List.of(choice));
            Set<Point> such = new HashSet<>(selected.of(best, points, text.at()));
            List<Point> expected = chosen.stream().filter(such::contains).toList();
            if (!chosen.isEmpty() && (expected.isEmpty() || expected.size() == chosen.size())) {
                diagnostics.report(
                        text.within(choice.at()),
                        expected.isEmpty()
                                ? "no such point has " + choice.key() + "=" + choice.value()
                                : "all such points have " + choice.key() + "=" + choice.value());
            }
        }
    }

    private void check(Scalar text, Frontier frontier, List<Point> points, List<Metric> metrics) {
        check(text, frontier.at(), Frontier.metric(), metrics); // which is not there without its companion
        List<Point> chosen = check(text, frontier.selection(), points);
        List<String> names = chosen.stream()
                .map(point -> FrontierAxes.name(point.experiment(), point.axes()))
                .distinct()
                .toList();
        if (names.size() > 1) {
            diagnostics.report(
                    text.within(frontier.at()),
                    frontier.words() + " holds several frontiers: " + String.join("; ", names)
                            + "; choose one by its settings");
        } else if (chosen.size() == 1) {
            diagnostics.report(
                    text.within(frontier.at()),
                    frontier.words() + " is one point; a frontier sweeps one of "
                            + String.join(", ", FrontierAxes.ALL));
        }
    }

    private List<Point> check(Scalar text, Measured measured, List<Point> points, List<Metric> metrics) {
        check(text, measured.at(), measured.metric(), metrics);
        return check(text, measured.selection(), points);
    }

    private List<Point> check(Scalar text, Selection selection, List<Point> points) {
        List<Point> chosen = selected.of(selection, points, text.at());
        if (!chosen.isEmpty()) {
            return chosen;
        }
        List<Point> named = points.stream()
                .filter(point -> point.experiment().equals(selection.experiment()))
                .toList();
        if (named.isEmpty()) {
            TreeSet<String> experiments = new TreeSet<>();
            points.forEach(point -> experiments.add(point.experiment()));
            diagnostics.report(
                    text.within(selection.at()),
                    "there is no experiment '" + Suggestions.shorten(selection.experiment()) + "'; there are: "
                            + String.join(", ", experiments),
                    Suggestions.nearest(selection.experiment(), experiments));
        } else {
            missing(text, selection, named);
        }
        return List.of();
    }

    private static Set<String> axes(List<Point> points) {
        Set<String> axes = new TreeSet<>();
        points.forEach(point -> point.axes()
                .keySet()
                .forEach(axis -> axes.add(PointNames.key(axis, point.axes().keySet()))));
        return axes;
    }

    private void missing(Scalar text, Selection selection, List<Point> named) {
        for (Choice choice : selection.choices()) {
            SortedSet<String> values = selected.values(choice.key(), selection.experiment(), named);
            String present = FormerWords.choice(choice.key());
            if (values.isEmpty() && !present.equals(choice.key())) {
                diagnostics.report(text.within(choice.at()), "'" + choice.key() + "' was renamed to '" + present + "'");
                return;
            }
            if (values.isEmpty()) {
                Set<String> axes = axes(named);
                diagnostics.report(
                        text.within(choice.at()),
                        selection.experiment() + " has no setting '" + Suggestions.shorten(choice.key())
                                + "'; it sweeps: " + (axes.isEmpty() ? "nothing" : String.join(", ", axes)),
                        Suggestions.nearest(choice.key(), axes));
                return;
            }
            if (values.stream().noneMatch(value -> Choice.same(value, choice.value()))) {
                diagnostics.report(
                        text.within(choice.at()),
                        "no point of " + selection.experiment() + " has " + choice.key() + "="
                                + Suggestions.shorten(choice.value()) + "; there are: " + String.join(", ", values));
                return;
            }
        }
        diagnostics.report(
                text.within(selection.at()),
                "no point is " + Suggestions.shorten(selection.toString()) + "; there are: " + names(named));
    }

    /** Returns the names of {@code points}, as many as can be read at once. */
    static String names(List<Point> points) {
        return points.stream().limit(MOST_SHOWN).map(Point::id).collect(Collectors.joining(" "))
                + (points.size() > MOST_SHOWN ? " ..." : "");
    }

    private void check(Scalar text, int at, Metric metric, List<Metric> metrics) {
        if (metric.askable() && !metrics.contains(metric)) {
            diagnostics.report(text.within(at), metric.id() + " is not among the suite's metrics");
        }
    }
}
