package dev.dlmbench.suite;

import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.Source;
import dev.dlmbench.yaml.YamlComposer;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a suite file and the files it includes, which contribute defaults and experiments. */
final class SuiteFiles {
    static final String SCHEMA = "dlm-bench/1";
    private static final String FRONTIER = "frontier";
    private static final List<String> KEYS = List.of(
            "schema",
            "suite",
            "title",
            "include",
            "defaults",
            "experiments",
            "controls",
            "metrics",
            "claims",
            "gate",
            "report",
            "executor");
    private static final Set<String> SHARED_KEYS = Set.of("schema", "include", "defaults", "experiments");
    private static final int MOST_FILES = 100;

    private final Diagnostics diagnostics;
    private final SourceLoader loader;
    private final SuiteHeader header;
    private final Controls controls;
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final Set<Path> read = new HashSet<>();
    private final List<Path> open = new ArrayList<>();
    private Layer defaults = new Layer();
    private Optional<Source> main = Optional.empty();

    SuiteFiles(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.loader = new SourceLoader(diagnostics);
        this.header = new SuiteHeader(diagnostics);
        this.controls = new Controls(diagnostics);
    }

    SuiteHeader header() {
        return header;
    }

    Layer defaults() {
        return defaults;
    }

    List<Experiment> experiments() {
        return List.copyOf(experiments.values());
    }

    /** Returns the controls that the suite names, complete, under what {@code ruling} says. */
    List<Experiment> controls(Layer ruling) {
        return controls.experiments(defaults.under(ruling), experiments);
    }

    /** Returns whether the suite says which controls it has, be it none. */
    boolean namesControls() {
        return controls.written();
    }

    /** Returns the suite's own text; only after it was read. */
    Source main() {
        return main.orElseThrow();
    }

    /** Returns the text of the suite, with that of included files below it. */
    String text() {
        return text.toString();
    }

    /** Reads {@code file} and what it includes; says whether it has a suite's form at all. */
    boolean read(Path file) {
        return read(file, Optional.empty());
    }

    private boolean read(Path file, Optional<Position> wanted) {
        Path identity = file.toAbsolutePath().normalize();
        if (open.contains(identity)) {
            wanted.ifPresent(at -> diagnostics.report(at, "files include each other in a circle: " + file));
            return false;
        }
        if (!read.add(identity)) {
            return true;
        }
        if (read.size() > MOST_FILES) {
            wanted.ifPresent(at -> diagnostics.report(at, "more than " + MOST_FILES + " files are included"));
            return false;
        }
        Optional<Source> source = loader.load(file, wanted);
        Optional<YamlNode> root = source.flatMap(found -> YamlComposer.compose(found, diagnostics));
        if (root.isEmpty()) {
            return false;
        }
        boolean isMain = wanted.isEmpty();
        text.append(isMain ? "" : "\n# included: " + file + "\n")
                .append(source.get().text());
        if (!(root.get() instanceof Mapping mapping)) {
            String got = root.get().described();
            diagnostics.report(root.get().at(), "a suite must be a mapping of keys to values, got " + got);
            return false;
        }
        open.add(identity);
        schema(mapping, isMain);
        if (isMain) {
            main = source;
            required(mapping);
        }
        mapping.entry("include").ifPresent(entry -> include(file, entry));
        mapping.entries().forEach(entry -> entry(entry, isMain));
        open.remove(identity);
        return true;
    }

    private void entry(Entry entry, boolean main) {
        if (!main && KEYS.contains(entry.key()) && !SHARED_KEYS.contains(entry.key())) {
            diagnostics.report(
                    entry.at(), "an included file cannot set '" + entry.key() + "'; only the suite itself can");
            return;
        }
        switch (entry.key()) {
            case "schema", "include" -> {} // read before
            case "suite" -> header.name(entry);
            case "title" -> header.title(entry);
            case "defaults" -> defaults(entry);
            case "experiments" -> experiments(entry);
            case "controls" -> controls.read(entry);
            case "metrics" -> header.metrics(entry);
            case "claims" -> header.claims(entry);
            case "gate" -> header.gate(entry);
            case "report" -> header.report(entry);
            case "executor" -> header.executor().read(entry);
            default -> diagnostics.reportUnknown(entry.at(), "key", entry.key(), KEYS);
        }
    }

    private void schema(Mapping mapping, boolean main) {
        Optional<Entry> schema = mapping.entry("schema");
        if (schema.isEmpty()) {
            if (main) {
                diagnostics.report(mapping.at(), "schema is missing; write 'schema: " + SCHEMA + "'");
            }
        } else if (!(schema.get().value() instanceof Scalar scalar)
                || !scalar.text().equals(SCHEMA)) {
            YamlNode got = schema.get().value();
            diagnostics.report(got.at(), "schema must be " + SCHEMA + ", got " + got.described());
        }
    }

    private void required(Mapping mapping) {
        if (mapping.entry("suite").isEmpty()) {
            diagnostics.report(mapping.at(), "suite is missing; it names the results and the report");
        }
        if (mapping.entry("experiments").isEmpty() && mapping.entry("include").isEmpty()) {
            diagnostics.report(mapping.at(), "experiments is missing; it says what to run");
        }
    }

    private void include(Path file, Entry entry) {
        if (!(entry.value() instanceof Sequence list)) {
            String got = entry.value().described();
            diagnostics.report(entry.value().at(), "include must be a list of files, got " + got);
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Scalar scalar && !scalar.text().isBlank()) {
                path(file, scalar).ifPresent(path -> read(path, Optional.of(item.at())));
            } else {
                diagnostics.report(item.at(), "include must name files, got " + item.described());
            }
        }
    }

    private Optional<Path> path(Path file, Scalar scalar) {
        try {
            return Optional.of(file.resolveSibling(scalar.text()).normalize());
        } catch (InvalidPathException e) {
            diagnostics.report(scalar.at(), "include names no file: " + scalar.described());
            return Optional.empty();
        }
    }

    private void defaults(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            String got = entry.value().described();
            diagnostics.report(entry.value().at(), "defaults must be a mapping of sections, got " + got);
            return;
        }
        Layer layer = new Layer();
        SectionReader sections = new SectionReader(diagnostics, List.of(FRONTIER));
        for (Entry section : mapping.entries()) {
            if (section.key().equals(FRONTIER)) {
                sections.frontier(section, layer);
            } else {
                sections.entry("", section, layer);
            }
        }
        defaults = defaults.under(layer);
    }

    private void experiments(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping) || mapping.entries().isEmpty()) {
            String got =
                    entry.value() instanceof Mapping ? "none" : entry.value().described();
            diagnostics.report(entry.value().at(), "experiments must be a mapping of names to experiments, got " + got);
            return;
        }
        for (Entry named : mapping.entries()) {
            Experiment experiment = ExperimentReader.read(named, diagnostics);
            Experiment first = experiments.putIfAbsent(named.key(), experiment);
            if (first != null) {
                diagnostics.report(named.at(), "experiment '" + named.key() + "' is there already, at " + first.at());
            }
        }
    }
}
