package dev.dlmbench.suite;

import dev.dlmbench.base.PointNames;
import dev.dlmbench.results.Commentary;
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
import java.util.Objects;

/** Reads what a suite says beside its results: a paper's values, and notes. */
final class CommentaryReader {
    private static final List<String> KEYS = List.of("cites", "metric", "values");

    private final Diagnostics diagnostics;
    private final Map<String, Position> places = new LinkedHashMap<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private String cites = "";
    private String metric = "";

    CommentaryReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reads {@code paper} or {@code notes}. */
    void read(Entry entry) {
        if (entry.key().equals("notes")) {
            notes(entry);
        } else if (entry.value() instanceof Mapping mapping) {
            mapping.entries().forEach(this::paper);
            if (cites.isEmpty() || metric.isEmpty() || values.isEmpty()) {
                diagnostics.report(entry.at(), "paper needs " + String.join(", ", KEYS));
            }
        } else {
            diagnostics.reportMismatch(entry, "a mapping of " + String.join(", ", KEYS));
        }
    }

    /** Returns what was read; values of unknown points are reported. */
    Commentary checked(List<String> points) {
        Map<String, Double> byPoint = new LinkedHashMap<>();
        places.forEach((point, at) -> {
            List<String> meant = PointNames.meant(point, points);
            if (meant.isEmpty()) {
                diagnostics.report(
                        at,
                        "paper has a value of an unknown point: '" + Suggestions.shorten(point) + "'",
                        Suggestions.nearest(point, points));
            }
            meant.forEach(name -> byPoint.put(name, Objects.requireNonNull(values.get(point))));
        });
        return new Commentary(cites, metric, byPoint, notes);
    }

    private void notes(Entry entry) {
        if (!(entry.value() instanceof Sequence list)) {
            diagnostics.reportMismatch(entry, "a list of sentences");
            return;
        }
        for (YamlNode item : list.items()) {
            if (item instanceof Scalar scalar && !scalar.nothing()) {
                notes.add(scalar.text());
            } else {
                diagnostics.report(item.at(), "notes must hold sentences, got " + item.described());
            }
        }
    }

    private void paper(Entry entry) {
        switch (entry.key()) {
            case "cites" -> cites = diagnostics.text(entry);
            case "metric" -> {
                metric = diagnostics.text(entry);
                if (!metric.isEmpty() && !SuiteHeader.askable().contains(metric)) {
                    diagnostics.reportUnknown(entry.value().at(), "metric", metric, SuiteHeader.askable());
                }
            }
            case "values" -> values(entry);
            default -> diagnostics.reportUnknown(entry.at(), "key", entry.key(), KEYS);
        }
    }

    private void values(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of points to numbers");
            return;
        }
        for (Entry value : mapping.entries()) {
            SettingType.Reading reading = SettingType.DECIMAL.read(value.value());
            if (reading.value().orElse(null) instanceof SettingValue.Decimal number) {
                values.put(value.key(), number.value());
                places.put(value.key(), value.at());
            } else {
                diagnostics.report(value.value().at(), value.key() + " " + reading.rule());
            }
        }
    }
}
