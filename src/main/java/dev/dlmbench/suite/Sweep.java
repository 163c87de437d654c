package dev.dlmbench.suite;

import dev.dlmbench.setting.Cell.Choice;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.Cell.Swept;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.suite.Experiment.Single;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Expands the sweeps of one experiment: a product of axes, those zipped together counting as one axis. */
final class Sweep {
    private static final int MOST_POINTS = 2_000;
    private static final int MOST_CONDITIONS = 100;

    private final Experiment experiment;
    private final PointValues shared;
    private final Diagnostics diagnostics;
    private final Map<String, Located> fixed = new LinkedHashMap<>();
    private final Map<String, Swept> axes = new LinkedHashMap<>();

    private Sweep(Experiment experiment, PointValues shared, Diagnostics diagnostics) {
        this.experiment = experiment;
        this.shared = shared;
        this.diagnostics = diagnostics;
        experiment.layer().cells().forEach((key, cell) -> {
            if (cell instanceof Swept swept) {
                axes.put(key, swept);
            } else if (cell instanceof Located located) {
                fixed.put(key, located);
            }
        });
    }

    /**
     * Returns the points in order, the last axis changing fastest, the single ones last; nothing, with the reason
     * reported, if the sweep makes no sense.
     *
     * @param overrides what rules the single points too; it is part of the experiment already
     * @param shared what all experiments of the suite have in common
     */
    static List<Candidate> expand(Experiment experiment, Layer overrides, PointValues shared, Diagnostics diagnostics) {
        Sweep sweep = new Sweep(experiment, shared, diagnostics);
        if (!sweep.zipFits() || !sweep.sizeFits() || !sweep.conditionsFit()) {
            return List.of();
        }
        List<Candidate> points = new ArrayList<>();
        for (Map<String, Choice> choices : sweep.product()) {
            Candidate candidate = sweep.candidate(choices);
            if (!sweep.excludes(candidate)) {
                points.add(candidate);
            }
        }
        Set<String> ids = new HashSet<>();
        points.forEach(point -> ids.add(point.id()));
        experiment.include().forEach(point -> sweep.single(point, overrides, points, ids));
        if (points.isEmpty()) {
            diagnostics.report(
                    experiment.at(), "experiment " + experiment.name() + " has no point left: all are excluded");
        }
        points.forEach(sweep::require);
        return points;
    }

    private boolean excludes(Candidate candidate) {
        PointValues values = new PointValues(candidate.settings(), shared);
        boolean excluded = false;
        for (Condition condition : experiment.exclude()) {
            excluded |= condition.holds(candidate, values, diagnostics).orElse(false);
        }
        return excluded;
    }

    private void require(Candidate candidate) {
        PointValues values = new PointValues(candidate.settings(), shared);
        for (Condition condition : experiment.require()) {
            if (!condition.holds(candidate, values, diagnostics).orElse(true)) {
                String rule = "point " + candidate.id() + " breaks '"
                        + condition.scalar().text() + "'";
                diagnostics.report(condition.scalar().at(), rule);
            }
        }
    }

    /** Returns the steps of the outer loops: each group of axes with the combinations it goes through. */
    private List<List<Map<String, Choice>>> groups() {
        List<List<Map<String, Choice>>> groups = new ArrayList<>();
        boolean zipDone = false;
        for (Map.Entry<String, Swept> axis : axes.entrySet()) {
            if (axis.getValue().zipped() && zipDone) {
                continue;
            }
            List<Map<String, Choice>> group = new ArrayList<>();
            for (int i = 0; i < axis.getValue().choices().size(); i++) {
                Map<String, Choice> step = new LinkedHashMap<>();
                int index = i;
                axes.forEach((key, other) -> {
                    if (key.equals(axis.getKey())
                            || (other.zipped() && axis.getValue().zipped())) {
                        step.put(key, other.choices().get(index));
                    }
                });
                group.add(step);
            }
            zipDone |= axis.getValue().zipped();
            groups.add(group);
        }
        return groups;
    }

    private List<Map<String, Choice>> product() {
        List<Map<String, Choice>> points = List.of(Map.of());
        for (List<Map<String, Choice>> group : groups()) {
            List<Map<String, Choice>> longer = new ArrayList<>();
            for (Map<String, Choice> begun : points) {
                for (Map<String, Choice> step : group) {
                    Map<String, Choice> point = new LinkedHashMap<>(begun);
                    point.putAll(step);
                    longer.add(point);
                }
            }
            points = longer;
        }
        return points;
    }

    private Candidate candidate(Map<String, Choice> choices) {
        Map<String, Located> settings = new LinkedHashMap<>(fixed);
        Map<String, String> texts = new LinkedHashMap<>();
        Position at = experiment.at();
        for (String key : axes.keySet()) { // the order of the file, also where a zip stands between other axes
            Choice choice = choices.get(key);
            if (choice != null) {
                Layer.removeReplaced(settings, choice.settings().keySet());
                settings.putAll(choice.settings());
                texts.put(key, choice.text());
                at = choice.at();
            }
        }
        return new Candidate(experiment, at, texts, settings, experiment.layer().sections());
    }

    private void single(Single point, Layer overrides, List<Candidate> points, Set<String> ids) {
        List<String> missing = axes.keySet().stream()
                .filter(key -> !point.layer().cells().containsKey(key)
                        && !overrides.cells().containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            diagnostics.report(
                    point.at(),
                    "an included point must give a value for each swept setting; this one lacks "
                            + String.join(", ", missing));
            return;
        }
        Layer unswept = new Layer(new LinkedHashMap<>(fixed), experiment.layer().sections());
        Layer layer = unswept.under(point.layer()).under(overrides);
        Sweep sweep = new Sweep(experiment.with(layer), shared, diagnostics);
        for (Map<String, Choice> choices : sweep.product()) {
            Candidate candidate = sweep.candidate(choices);
            boolean repeated = !ids.add(candidate.id());
            if (overrides.cells().isEmpty() || !repeated) {
                points.add(candidate);
            }
        }
    }

    private boolean zipFits() {
        Map<String, Swept> zipped = new LinkedHashMap<>(axes);
        zipped.values().removeIf(axis -> !axis.zipped());
        if (zipped.isEmpty()) {
            return true;
        }
        Map.Entry<String, Swept> first = zipped.entrySet().iterator().next();
        int length = first.getValue().choices().size();
        boolean fits = true;
        for (Map.Entry<String, Swept> other : zipped.entrySet()) {
            int size = other.getValue().choices().size();
            if (size != length) {
                diagnostics.report(
                        other.getValue().at(),
                        "zip needs lists of one length: " + other.getKey() + " has " + size + " values, "
                                + first.getKey() + " has " + length);
                fits = false;
            }
        }
        return fits;
    }

    private boolean conditionsFit() {
        int conditions = experiment.exclude().size() + experiment.require().size();
        if (conditions > MOST_CONDITIONS) {
            diagnostics.report(
                    experiment.at(),
                    "experiment " + experiment.name() + " has more than " + MOST_CONDITIONS + " conditions");
        }
        return conditions <= MOST_CONDITIONS;
    }

    private boolean sizeFits() {
        long points = 1;
        for (List<Map<String, Choice>> group : groups()) {
            points = Math.min(points * group.size(), Integer.MAX_VALUE);
        }
        points += experiment.include().size();
        if (points > MOST_POINTS) {
            diagnostics.report(
                    experiment.at(),
                    "experiment " + experiment.name() + " sweeps over more than " + MOST_POINTS + " points");
        }
        return points <= MOST_POINTS;
    }
}
