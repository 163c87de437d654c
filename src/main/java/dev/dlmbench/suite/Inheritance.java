package dev.dlmbench.suite;

import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts what experiments extend under them. */
final class Inheritance {
    private static final int DEEPEST = 50;

    private final Map<String, Experiment> written = new LinkedHashMap<>();
    private final Map<String, Experiment> resolved = new HashMap<>();
    private final Diagnostics diagnostics;

    Inheritance(List<Experiment> experiments, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        experiments.forEach(experiment -> written.put(experiment.name(), experiment));
    }

    /** Returns all experiments in their order, each complete but for the defaults. */
    List<Experiment> resolve() {
        List<Experiment> all = new ArrayList<>();
        for (Experiment experiment : written.values()) {
            all.add(resolve(experiment, new LinkedHashSet<>()));
        }
        return all;
    }

    private Experiment resolve(Experiment experiment, Set<String> below) {
        Experiment known = resolved.get(experiment.name());
        if (known != null) {
            return known;
        }
        Optional<Experiment> parent = parent(experiment, below);
        if (below.size() > DEEPEST) {
            diagnostics.giveUp(experiment.at(), "experiments extend each other more than " + DEEPEST + " deep");
        }
        below.add(experiment.name());
        Experiment complete =
                parent.map(base -> experiment.over(resolve(base, below))).orElse(experiment);
        resolved.put(experiment.name(), complete);
        return complete;
    }

    private Optional<Experiment> parent(Experiment experiment, Set<String> below) {
        if (experiment.parent().isEmpty()) {
            return Optional.empty();
        }
        YamlNode.Scalar name = experiment.parent().get();
        Experiment parent = written.get(name.text());
        if (parent == null) {
            diagnostics.reportUnknown(name.at(), "experiment", name.text(), written.keySet());
        } else if (name.text().equals(experiment.name()) || below.contains(name.text())) {
            Set<String> circle = new LinkedHashSet<>(below);
            circle.add(experiment.name());
            diagnostics.report(
                    name.at(),
                    "experiments extend each other in a circle: " + String.join(" -> ", circle) + " -> " + name.text());
            return Optional.empty();
        }
        return Optional.ofNullable(parent);
    }
}
