package dev.dlmbench.suite;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problem;
import dev.dlmbench.claim.ClaimMistake;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.gate.GateSpec.Place;
import dev.dlmbench.gate.GateSpec.Rule;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.setting.SettingType;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code gate}. Which rules have too few seeds to find anything is up to {@link FutileRules}. */
final class GateReader {
    private static final List<String> KEYS = List.of("rules", "alpha", "pairs");
    private static final List<String> RULE_KEYS = List.of("metric", "of", "tolerance");
    private static final Pattern TOLERANCE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(%?)");

    private final Diagnostics diagnostics;
    private final SelectedPoints selected;
    private final Map<Rule, Mapping> rules = new LinkedHashMap<>();
    private double alpha = GateSpec.NONE.alpha();
    private int pairs = GateSpec.NONE.pairs();

    GateReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.selected = new SelectedPoints(diagnostics);
    }

    /** Reads the section. */
    void read(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of " + String.join(", ", KEYS));
            return;
        }
        for (Entry inner : mapping.entries()) {
            switch (inner.key()) {
                case "rules" -> rules(inner);
                case "alpha" -> alpha = number(inner, SettingType.DECIMAL).orElse(alpha);
                case "pairs" ->
                    pairs = (int) (double) number(inner, SettingType.INT).orElse((double) pairs);
                default -> diagnostics.reportUnknown(inner.at(), "key", inner.key(), KEYS);
            }
        }
        try {
            new GateSpec(List.of(), alpha, pairs);
        } catch (InvalidSettingException e) {
            for (Problem problem : e.problems()) {
                diagnostics.report(mapping.at(), problem.toString());
            }
            alpha = GateSpec.NONE.alpha();
            pairs = GateSpec.NONE.pairs();
        }
    }

    private Optional<Double> number(Entry entry, SettingType type) {
        SettingType.Reading reading = type.read(entry.value());
        if (reading.value().orElse(null) instanceof SettingValue.Decimal decimal) {
            return Optional.of(decimal.value());
        }
        if (reading.value().orElse(null) instanceof SettingValue.Whole whole) {
            return Optional.of((double) whole.value());
        }
        diagnostics.report(entry.value().at(), entry.key() + " " + reading.rule());
        return Optional.empty();
    }

    private void rules(Entry entry) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of rules");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Mapping mapping) {
                rule(mapping);
            } else {
                diagnostics.report(
                        item.at(),
                        "a rule must be a mapping of " + String.join(", ", RULE_KEYS) + ", got " + item.described());
            }
        }
    }

    private void rule(Mapping mapping) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Entry entry : mapping.entries()) {
            if (RULE_KEYS.contains(entry.key())) {
                texts.put(entry.key(), diagnostics.text(entry));
            } else {
                diagnostics.reportUnknown(entry.at(), "key", entry.key(), RULE_KEYS);
            }
        }
        for (String needed : List.of("metric", "tolerance")) {
            if (!texts.containsKey(needed)) {
                diagnostics.report(mapping.at(), "the rule has no " + needed);
            }
        }
        Optional<Metric> metric = mapping.entry("metric").flatMap(this::metric);
        Optional<Matcher> tolerance = mapping.entry("tolerance").flatMap(this::tolerance);
        if (metric.isPresent() && tolerance.isPresent()) {
            boolean relative = !tolerance.get().group(2).isEmpty();
            double amount = Double.parseDouble(tolerance.get().group(1)) / (relative ? 100 : 1);
            String batch = "";
            String of = texts.getOrDefault("of", "");
            Matcher atBatch = Pattern.compile(",\\s*batch\\s*=\\s*(\\d{1,5})").matcher(of);
            if (metric.get().is(MetricTrait.EACH_BATCH) && atBatch.find()) {
                batch = atBatch.group(1);
                of = atBatch.replaceFirst("");
            }
            rules.put(new Rule(metric.get(), of, batch, amount, relative, place(mapping.at())), mapping);
            if (!relative && metric.get().is(MetricTrait.SIDE_BY_SIDE)) {
                diagnostics.report(
                        mapping.entry("tolerance").orElseThrow().value().at(),
                        "tolerance of " + metric.get().id() + " must be a share such as 5%");
            }
        }
    }

    private static Place place(Position at) {
        return new Place(at.source().name(), at.line(), at.column());
    }

    private Optional<Metric> metric(Entry entry) {
        String id = entry.value() instanceof Scalar scalar ? scalar.text() : "";
        Optional<Metric> metric = Metric.byId(id);
        if (metric.isEmpty()) {
            diagnostics.reportUnknown(entry.value().at(), "metric", id, SuiteHeader.askable());
        } else if (metric.get().timing() && !metric.get().is(MetricTrait.SIDE_BY_SIDE)) {
            diagnostics.report(
                    entry.value().at(),
                    id + " is shown but never judged; of speed, "
                            + Names.listed(Metric.all(MetricTrait.SIDE_BY_SIDE).stream()
                                    .map(Metric::id)
                                    .toList())
                            + " are");
            return Optional.empty();
        }
        return metric;
    }

    private Optional<Matcher> tolerance(Entry entry) {
        Matcher matcher = TOLERANCE.matcher(entry.value() instanceof Scalar scalar ? scalar.text() : "");
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
            return Optional.of(matcher);
        }
        diagnostics.report(
                entry.value().at(),
                "tolerance must be a positive number, or a share such as 2%, got "
                        + entry.value().described());
        return Optional.empty();
    }

    /** Returns the gate; rules about what there is not are reported. */
    GateSpec checked(List<Point> points, List<Metric> metrics) {
        if (!points.isEmpty()) {
            rules.forEach((rule, mapping) -> check(rule, mapping, points, metrics));
        }
        boolean speed = rules.keySet().stream().anyMatch(Rule::onSpeed);
        boolean quality = rules.keySet().stream().anyMatch(rule -> rule.metric().is(MetricTrait.QUALITY));
        if (speed && !quality) {
            Mapping first = rules.entrySet().stream()
                    .filter(entry -> entry.getKey().onSpeed())
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            diagnostics.report(first.at(), "a gate on speed needs a rule on quality beside it: nll or gen-ppl");
        }
        return new GateSpec(new ArrayList<>(rules.keySet()), alpha, pairs);
    }

    private void check(Rule rule, Mapping mapping, List<Point> points, List<Metric> metrics) {
        if (!metrics.contains(rule.metric())) {
            diagnostics.report(
                    mapping.entry("metric").orElseThrow().value().at(),
                    rule.metric().id() + " is not among the suite's metrics");
        }
        if (!rule.of().isEmpty()) {
            checkPoints(rule, mapping, points);
        }
    }

    private void checkPoints(Rule rule, Mapping mapping, List<Point> points) {
        YamlNode at = mapping.entry("of").orElseThrow().value();
        try {
            Selection selection = ExpectationParser.selection(rule.of());
            if (selected.of(selection, points, at.at()).isEmpty()) {
                TreeSet<String> experiments = new TreeSet<>();
                points.forEach(point -> experiments.add(point.experiment()));
                List<Point> near = points.stream()
                        .filter(point -> point.experiment().equals(selection.experiment()))
                        .toList();
                diagnostics.report(
                        at.at(),
                        "no point is '" + Suggestions.shorten(rule.of()) + "'; "
                                + (near.isEmpty()
                                        ? "experiments: " + String.join(", ", experiments)
                                        : "there are: " + ClaimsReader.names(near)),
                        selection.choices().isEmpty() ? Suggestions.nearest(selection.experiment(), experiments) : "");
            }
        } catch (ClaimMistake mistake) {
            diagnostics.report(at instanceof Scalar scalar ? scalar.within(mistake.at()) : at.at(), mistake.rule(), "");
        }
    }
}
