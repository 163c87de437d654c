package dev.dlmbench.suite;

import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Scalar;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads one entry of {@code experiments}. */
final class ExperimentReader {
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final List<String> OWN_KEYS =
            List.of("title", "extends", "matrix", "zip", "frontier", "exclude", "require", "include");

    private final Diagnostics diagnostics;
    private final SectionReader sections;
    private final Layer layer = new Layer();
    private final List<Condition> exclude = new ArrayList<>();
    private final List<Condition> require = new ArrayList<>();
    private final List<Experiment.Single> include = new ArrayList<>();
    private String title = "";
    private Optional<Scalar> parent = Optional.empty();

    private ExperimentReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.sections = new SectionReader(diagnostics, OWN_KEYS);
    }

    /** Returns the experiment; what cannot be read of it is reported and left out. */
    static Experiment read(Entry entry, Diagnostics diagnostics) {
        ExperimentReader reader = new ExperimentReader(diagnostics);
        if (!NAME.matcher(entry.key()).matches()) {
            diagnostics.report(
                    entry.at(),
                    "experiment name '" + Suggestions.shorten(entry.key())
                            + "' must be letters, digits, - and _, a letter first, at most 64 of them");
        }
        if (entry.value() instanceof Mapping mapping) {
            mapping.entries().forEach(reader::entry);
        } else {
            diagnostics.report(
                    entry.value().at(),
                    "experiment " + entry.key() + " must be a mapping of keys to values, got "
                            + entry.value().described());
        }
        return new Experiment(
                entry.key(),
                entry.at(),
                reader.title,
                reader.parent,
                reader.layer,
                List.copyOf(reader.exclude),
                List.copyOf(reader.require),
                List.copyOf(reader.include));
    }

    private void entry(Entry entry) {
        switch (entry.key()) {
            case "title" -> title = SuiteHeader.title(entry, diagnostics);
            case "extends" -> text(entry, scalar -> parent = Optional.of(scalar));
            case "matrix" -> axes(entry, false);
            case "zip" -> axes(entry, true);
            case "frontier" -> sections.frontier(entry, layer);
            case "exclude" -> conditions(entry, exclude);
            case "require" -> conditions(entry, require);
            case "include" -> points(entry);
            default -> sections.entry("", entry, layer);
        }
    }

    private void text(Entry entry, Consumer<Scalar> taken) {
        if (entry.value() instanceof Scalar scalar && !scalar.nothing()) {
            taken.accept(scalar);
        } else {
            diagnostics.reportMismatch(entry, "text");
        }
    }

    private void axes(Entry entry, boolean zipped) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of settings to lists of values");
            return;
        }
        if (mapping.entries().isEmpty()) {
            diagnostics.report(entry.value().at(), entry.key() + " names no setting");
        }
        mapping.entries().forEach(axis -> sections.axis(axis, zipped, layer));
    }

    private void conditions(Entry entry, List<Condition> conditions) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of expressions");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Scalar scalar && !scalar.nothing()) {
                ExpressionParser.parse(scalar, diagnostics).ifPresent(conditions::add);
            } else {
                diagnostics.report(item.at(), entry.key() + " must hold expressions, got " + item.described());
            }
        }
    }

    private void points(Entry entry) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of mappings of settings to values");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Mapping mapping && !mapping.entries().isEmpty()) {
                include.add(new Experiment.Single(mapping.at(), sections.point(mapping)));
            } else {
                diagnostics.report(
                        item.at(), "include must hold mappings of settings to values, got " + item.described());
            }
        }
    }
}
