package dev.dlmbench.suite;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.base.FrontierAxes;
import dev.dlmbench.setting.Cell;
import dev.dlmbench.setting.Cell.Choice;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.setting.Cell.Swept;
import dev.dlmbench.setting.Setting;
import dev.dlmbench.setting.SettingKeys;
import dev.dlmbench.setting.SettingTable;
import dev.dlmbench.setting.SettingType;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.Suggestions;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import dev.dlmbench.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the sections of defaults and experiments, one key at a time, by the setting table. */
final class SectionReader {
    private final Diagnostics diagnostics;
    private final List<String> otherKeys;

    /** Creates a reader; {@code otherKeys} may stand beside the sections and are somebody else's. */
    SectionReader(Diagnostics diagnostics, List<String> otherKeys) {
        this.diagnostics = diagnostics;
        this.otherKeys = otherKeys;
    }

    /** Reads one entry of defaults or of an experiment, or of a section within, into {@code layer}. */
    void entry(String section, Entry entry, Layer layer) {
        String key = SettingKeys.canonical(section.isEmpty() ? entry.key() : section + "." + entry.key());
        boolean isSection = !SettingKeys.under(key).isEmpty();
        if (isSection && entry.value() instanceof Mapping mapping) {
            layer.sections().put(key, entry.at());
            mapping.entries().forEach(inner -> entry(key, inner, layer));
        } else if (SettingTable.ALL.containsKey(key)) {
            put(layer, entry.at(), key, cell(key, entry.at(), entry.value()));
        } else if (isSection) {
            diagnostics.report(
                    entry.value().at(),
                    key + " must be a mapping of keys to values, got "
                            + entry.value().described());
        } else {
            unknown(entry.at(), section, entry.key());
        }
    }

    /** Reads {@code a.b: [..]} of a matrix or zip into {@code layer}. */
    void axis(Entry entry, boolean zipped, Layer layer) {
        String key = SettingKeys.canonical(entry.key());
        if (key.equals("seeds")) {
            diagnostics.report(entry.at(), "seeds are replicates and cannot be swept; write seeds: [..] beside");
        } else if (!SettingTable.ALL.containsKey(key)) {
            unknownDotted(entry.at(), key);
        } else if (!(entry.value() instanceof Sequence list)) {
            diagnostics.report(
                    entry.value().at(),
                    key + " must be a list of values to sweep, got "
                            + entry.value().described());
            put(layer, entry.at(), key, new Located(entry.at(), Optional.empty()));
        } else {
            put(layer, entry.at(), key, swept(key, entry.at(), list, zipped));
        }
    }

    /** Reads {@code frontier} into {@code layer}: a sweep of one setting that makes draws bolder, and no more calls. */
    void frontier(Entry entry, Layer layer) {
        if (!(entry.value() instanceof Mapping mapping) || mapping.entries().size() != 1) {
            diagnostics.reportMismatch(entry, "a mapping of one setting to a list of values");
            return;
        }
        Entry axis = mapping.entries().get(0);
        if (!FrontierAxes.ALL.contains(axis.key())) {
            String known = String.join(", ", FrontierAxes.ALL);
            diagnostics.report(
                    axis.at(),
                    "a frontier goes along one of " + known + ", not '" + Suggestions.shorten(axis.key()) + "'",
                    Suggestions.nearest(axis.key(), FrontierAxes.ALL));
        } else if (axis.value() instanceof Sequence list && list.items().size() < 2) {
            diagnostics.report(list.at(), "a frontier needs two values or more");
        } else {
            axis(axis, false, layer);
        }
    }

    /** Reads the settings of one point, a mapping of dotted keys to values, each as an axis of one value. */
    Layer point(Mapping mapping) {
        Layer layer = new Layer();
        for (Entry entry : mapping.entries()) {
            String key = SettingKeys.canonical(entry.key());
            if (key.equals("seeds") || !SettingTable.ALL.containsKey(key)) {
                unknownDotted(entry.at(), entry.key());
            } else {
                put(layer, entry.at(), key, new Swept(entry.at(), false, List.of(choice(key, entry.value()))));
            }
        }
        return layer;
    }

    /** Reads {@code node} as what an override says about {@code key}. */
    void override(Position at, String key, YamlNode node, Layer layer) {
        String name = SettingKeys.canonical(key);
        if (SettingTable.ALL.containsKey(name)) {
            int dot = name.lastIndexOf('.');
            entry(dot < 0 ? "" : name.substring(0, dot), new Entry(at, name.substring(dot + 1), node), layer);
        } else {
            unknownDotted(at, key);
        }
    }

    private void put(Layer layer, Position at, String key, Cell cell) {
        Cell first = layer.cells().get(key);
        String rival = layer.rival(key);
        if (first != null) {
            diagnostics.report(
                    at,
                    key + " is set twice here; it is first in line "
                            + first.at().line());
        } else if (!rival.isEmpty()) {
            diagnostics.report(at, key + " cannot stand beside " + rival + "; give one of the two");
        } else {
            layer.cells().put(key, cell);
        }
    }

    private Cell cell(String key, Position at, YamlNode node) {
        boolean list = SettingTable.get(key).type().isList();
        return node instanceof Sequence sequence && !list ? swept(key, at, sequence, false) : located(key, node);
    }

    private Cell swept(String key, Position at, Sequence list, boolean zipped) {
        if (list.items().isEmpty()) {
            diagnostics.report(list.at(), key + " sweeps over no values");
            return new Located(list.at(), Optional.empty());
        }
        List<Choice> choices = new ArrayList<>();
        for (YamlNode item : list.items()) {
            choices.add(choice(key, item));
        }
        return new Swept(at, zipped, List.copyOf(choices));
    }

    private Choice choice(String key, YamlNode node) {
        if (SettingKeys.hasKind(key) && node instanceof Mapping mapping) {
            Layer layer = new Layer();
            mapping.entries().forEach(inner -> entry(key, inner, layer));
            Map<String, Located> settings = new LinkedHashMap<>();
            layer.cells().forEach((name, cell) -> settings.put(name, fixed(name, cell)));
            String text = settings.values().stream().map(SectionReader::text).collect(Collectors.joining(" "));
            return new Choice(node.at(), text, settings);
        }
        Located value = located(key, node);
        return new Choice(node.at(), text(value), Map.of(key, value));
    }

    private Located fixed(String key, Cell cell) {
        if (cell instanceof Located located) {
            return located;
        }
        diagnostics.report(cell.at(), key + " must be one value, got a list");
        return new Located(cell.at(), Optional.empty());
    }

    private static String text(Located value) {
        return value.value().map(SettingValue::text).orElse("?");
    }

    private Located located(String key, YamlNode node) {
        Setting setting = SettingTable.get(key);
        SettingType.Reading reading = setting.type().read(node);
        if (!reading.rule().isEmpty()) {
            diagnostics.report(node.at(), key + " " + reading.rule());
        } else if (!setting.choices().isEmpty()) {
            String word = reading.value().map(SettingValue::text).orElse("");
            String present = FormerWords.value(key, word);
            if (!setting.choices().contains(word) && !present.equals(word)) {
                diagnostics.report(node.at(), "'" + word + "' was renamed to '" + present + "'");
                return new Located(node.at(), Optional.empty());
            }
            if (!setting.choices().contains(word)) {
                String rule = " must be one of " + String.join(", ", setting.choices()) + ", got '"
                        + Suggestions.shorten(word) + "'";
                diagnostics.report(node.at(), key + rule, Suggestions.nearest(word, setting.choices()));
                return new Located(node.at(), Optional.empty());
            }
        }
        return new Located(node.at(), reading.value());
    }

    private void unknown(Position at, String section, String key) {
        String path = section.isEmpty() ? key : section + "." + key;
        if (renamed(at, path, key)) {
            return;
        }
        List<String> known = new ArrayList<>(SettingKeys.under(section));
        if (section.isEmpty()) {
            known.addAll(otherKeys);
        }
        String elsewhere = Suggestions.nearest(key, known).isEmpty() ? SettingKeys.elsewhere(key) : "";
        String where = section.isEmpty() ? "" : " in " + section;
        String rule = "unknown key '" + Suggestions.shorten(key) + "'" + where + "; known: " + String.join(", ", known);
        diagnostics.report(at, rule, elsewhere.isEmpty() ? Suggestions.nearest(key, known) : elsewhere);
    }

    /** Reports that the setting or section at {@code path}, written as {@code word}, has another name now, if so. */
    private boolean renamed(Position at, String path, String word) {
        String present = FormerWords.setting(path);
        boolean renamed = !present.equals(path);
        if (renamed) {
            boolean dotted = word.contains(".");
            diagnostics.report(
                    at,
                    "'" + word + "' was renamed to '"
                            + (dotted ? present : present.substring(present.lastIndexOf('.') + 1)) + "'");
        }
        return renamed;
    }

    private void unknownDotted(Position at, String key) {
        String word = Suggestions.shorten(key);
        if (renamed(at, key, word)) {
            return;
        }
        if (key.equals("seeds")) {
            diagnostics.report(at, "seeds cannot differ between the points of an experiment");
        } else if (!SettingKeys.under(key).isEmpty()) {
            String known = String.join(", ", SettingKeys.under(key));
            diagnostics.report(at, "'" + word + "' is a section; name one of its settings: " + known);
        } else {
            String nearest = Suggestions.nearest(key, SettingTable.ALL.keySet());
            diagnostics.report(
                    at, "unknown setting '" + word + "'", nearest.isEmpty() ? SettingKeys.elsewhere(key) : nearest);
        }
    }
}
