package dev.dlmbench.suite;

import dev.dlmbench.setting.Cell;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.ModelOrigin;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads {@code controls} and makes an experiment of each. Of the suite's defaults it has what says which text there is,
 * what is written and how that is scored; what says how a model is made or takes its steps has no meaning for it.
 */
final class Controls {
    private static final List<String> SECTIONS = List.of("data.", "evaluator.", "engine.", "sampling.stop.");
    private static final String MODEL = "model";
    private static final Set<String> KEYS = Set.of(
            "seeds",
            "likelihood.firstToken",
            "sampling.samples",
            "sampling.batch",
            "sampling.prompt",
            "sampling.traces",
            "sampling.temperature",
            "sampling.topK",
            "sampling.minP",
            "sampling.topP",
            "sampling.topPRule");

    private final Diagnostics diagnostics;
    private final Map<String, Position> named = new LinkedHashMap<>();
    private boolean written;

    Controls(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reads the list. */
    void read(Entry entry) {
        written = true;
        List<String> words = SuiteHeader.words(entry, "control", ModelOrigin.CONTROLS, diagnostics);
        if (entry.value() instanceof Sequence list) {
            for (YamlNode item : list.items()) {
                if (item instanceof Scalar scalar && words.contains(scalar.text())) {
                    named.putIfAbsent(scalar.text(), item.at());
                }
            }
        }
    }

    /** Returns whether the suite says which controls it has, be it none. */
    boolean written() {
        return written;
    }

    /**
     * Returns those of a suite that does not say which: all, where some experiment is about the text of the defaults
     * and scored as they say, but for those whose name is taken; none where an experiment is a control itself.
     *
     * @param shared the suite's defaults under its overrides
     * @param complete the suite's own experiments, with all that is under them
     */
    static List<Experiment> standard(Layer shared, List<Experiment> complete) {
        boolean about = complete.stream()
                .anyMatch(experiment -> scored(experiment.layer()).equals(scored(shared)));
        boolean taken = complete.stream().anyMatch(experiment -> isControl(experiment.layer()));
        if (!about || taken) {
            return List.of();
        }
        Set<String> names = complete.stream().map(Experiment::name).collect(Collectors.toSet());
        Position at = complete.get(0).at();
        return ModelOrigin.CONTROLS.stream()
                .filter(name -> !names.contains(name))
                .map(name -> experiment(name, at, shared))
                .toList();
    }

    /** Returns what says which text there is and how samples are scored; a sweep is like no other. */
    private static Map<String, Object> scored(Layer layer) {
        Map<String, Object> said = new LinkedHashMap<>();
        layer.cells().forEach((key, cell) -> {
            if (key.startsWith("data.") || key.startsWith("evaluator.")) {
                said.put(key, cell instanceof Located located ? located.value() : cell);
            }
        });
        return said;
    }

    /** Returns whether a layer has a control in the model's place, at some points at least. */
    private static boolean isControl(Layer layer) {
        Cell model = layer.cells().get(MODEL);
        Stream<Located> named = model instanceof Located located
                ? Stream.of(located)
                : model instanceof Cell.Swept swept
                        ? swept.choices().stream()
                                .flatMap(choice ->
                                        Stream.ofNullable(choice.settings().get(MODEL)))
                        : Stream.empty();
        return named.anyMatch(located -> located.value().orElse(null) instanceof SettingValue.Text text
                && ModelOrigin.CONTROLS.contains(text.value()));
    }

    /**
     * Returns an experiment for each; one whose name is taken is reported and left out.
     *
     * @param shared the suite's defaults under its overrides
     * @param written the suite's own experiments by name
     */
    List<Experiment> experiments(Layer shared, Map<String, Experiment> written) {
        List<Experiment> experiments = new ArrayList<>();
        named.forEach((name, at) -> {
            if (written.containsKey(name)) {
                String place = written.get(name).at().toString();
                diagnostics.report(
                        at,
                        "experiment '" + name + "' is there already, at " + place + ", and a control has that name");
            } else {
                experiments.add(experiment(name, at, shared));
            }
        });
        return experiments;
    }

    private static Experiment experiment(String name, Position at, Layer shared) {
        Map<String, Cell> kept = new LinkedHashMap<>(shared.cells());
        kept.keySet().removeIf(key -> !KEYS.contains(key) && SECTIONS.stream().noneMatch(key::startsWith));
        Layer own = new Layer();
        own.cells().put(MODEL, new Located(at, Optional.of(new SettingValue.Text(name))));
        Layer layer = new Layer(kept, shared.sections()).under(own);
        return new Experiment(name, at, "Control: " + name, Optional.empty(), layer, List.of(), List.of(), List.of());
    }
}
