package dev.dlmbench.suite;

import dev.dlmbench.base.FrontierAxes;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.setting.ExecutorKey;
import dev.dlmbench.setting.ExecutorSection;
import dev.dlmbench.setting.ModelOrigin;
import dev.dlmbench.setting.SchemaParts;
import dev.dlmbench.setting.Setting;
import dev.dlmbench.setting.SettingKeys;
import dev.dlmbench.setting.SettingTable;
import dev.dlmbench.setting.SettingType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of suite files (draft 2020-12), by which editors complete and check a suite while it is written. It
 * says what each key may hold; what keys mean together, only reading the suite tells.
 */
public final class SuiteSchema {
    private static final String TYPE = "type";
    private static final String STRING = "string";
    private static final String OBJECT = "object";
    private static final String ARRAY = "array";
    private static final String ITEMS = "items";
    private static final String PROPERTIES = "properties";
    private static final String DESCRIPTION = "description";
    private static final String REQUIRED = "required";

    private SuiteSchema() {}

    /** Returns the schema as nested maps and lists, in the order in which suites are written. */
    public static Map<String, Object> of() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("schema", Map.of("const", SuiteFiles.SCHEMA));
        keys.put("suite", described(SchemaParts.pattern(Suite.NAME), "The name of the suite and its report."));
        keys.put("title", described(text(), "For people."));
        keys.put(
                "include",
                described(SchemaParts.list(text()), "Files with defaults and experiments, relative to this one."));
        keys.put("defaults", described(reference("sections"), "Settings of every experiment."));
        Map<String, Object> experiments = new LinkedHashMap<>();
        experiments.put(TYPE, OBJECT);
        experiments.put("propertyNames", SchemaParts.pattern(ExperimentReader.NAME));
        experiments.put("additionalProperties", reference("experiment"));
        keys.put("experiments", described(experiments, "What is compared, by name."));
        keys.put(
                "controls",
                described(
                        SchemaParts.ordered(TYPE, "array", "items", oneOf(ModelOrigin.CONTROLS)),
                        "Writers without parameters beside the experiments, which samples are held against; where"
                                + " this is not said and gen-ppl is measured, all of them."));
        keys.put("metrics", described(SchemaParts.list(oneOf(SuiteHeader.askable())), "What is measured."));
        keys.put("claims", described(SchemaParts.list(claim()), "What should hold of the results."));
        keys.put("gate", gate());
        keys.put("report", report());
        keys.put("executor", executor());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A suite of dlm-bench");
        schema.putAll(object(keys));
        schema.put(REQUIRED, List.of("schema"));
        Map<String, Object> definitions = new LinkedHashMap<>();
        Map<String, Object> defaults = sections("");
        defaults.put("frontier", frontier());
        definitions.put("sections", object(defaults));
        definitions.put("experiment", object(experiment()));
        SettingTable.ALL.values().forEach(setting -> definitions.put(setting.key(), alone(setting)));
        schema.put("$defs", definitions);
        return schema;
    }

    private static Map<String, Object> experiment() {
        Map<String, Object> keys = new LinkedHashMap<>();
        SettingKeys.under("").forEach(name -> keys.put(name, reference("sections/properties/" + name)));
        keys.put("title", described(text(), "For people."));
        keys.put("extends", described(text(), "An experiment whose settings hold where nothing else is written."));
        keys.put("matrix", described(axes(), "Every combination is a point."));
        keys.put("zip", described(axes(), "Lists side by side: the first values are a point, the second, and so on."));
        keys.put("frontier", frontier());
        keys.put("exclude", described(SchemaParts.list(text()), "Points of which one of these is true are left out."));
        keys.put("require", described(SchemaParts.list(text()), "Expressions that must be true of every point."));
        Map<String, Object> point = new LinkedHashMap<>();
        SettingTable.ALL.values().stream()
                .filter(setting -> !setting.key().equals("seeds"))
                .forEach(setting -> point.put(setting.key(), reference(setting.key())));
        keys.put("include", described(SchemaParts.list(object(point)), "Further points."));
        return keys;
    }

    /** Returns the keys under a section, each a value, a sweep over values, or a section. */
    private static Map<String, Object> sections(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Map<String, Object> keys = new LinkedHashMap<>();
        for (String name : SettingKeys.under(section)) {
            String key = prefix + name;
            Setting setting = SettingTable.ALL.get(SettingKeys.canonical(key));
            if (setting == null) {
                keys.put(name, object(sections(key)));
            } else if (!setting.key().equals(key)) {
                keys.put(name, one(setting));
            } else if (setting.type().isList()) {
                keys.put(name, reference(key));
            } else {
                keys.put(name, Map.of("anyOf", List.of(reference(key), SchemaParts.list(reference(key)))));
            }
        }
        return keys;
    }

    private static Map<String, Object> frontier() {
        Map<String, Object> keys = new LinkedHashMap<>();
        FrontierAxes.ALL.forEach(key -> keys.put(key, SchemaParts.list(reference(key))));
        return described(object(keys), "Draws get bolder at the same calls: a curve of gen-PPL over entropy.");
    }

    private static Map<String, Object> axes() {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (Setting setting : SettingTable.ALL.values()) {
            if (!setting.key().equals("seeds")) {
                keys.put(setting.key(), SchemaParts.list(reference(setting.key())));
            }
        }
        return object(keys);
    }

    /** Returns what one value of a setting may be, with its description and default. */
    private static Map<String, Object> alone(Setting setting) {
        Map<String, Object> value = SettingKeys.hasKind(setting.key())
                ? Map.of("anyOf", List.of(one(setting), object(sections(setting.key()))))
                : one(setting);
        return described(
                value,
                setting.description() + " (default: " + setting.fallback().words() + ")");
    }

    private static Map<String, Object> one(Setting setting) {
        return setting.choices().isEmpty() ? value(setting.type()) : oneOf(setting.choices());
    }

    private static Map<String, Object> value(SettingType type) {
        return switch (type) {
            case INT, LONG -> Map.of(TYPE, "integer");
            case COUNT ->
                Map.of(
                        "anyOf",
                        List.of(Map.of(TYPE, "integer"), SchemaParts.pattern("^[0-9]+(\\.[0-9]+)?[kKmMgGbB]$")));
            case DECIMAL -> Map.of(TYPE, "number");
            case SWITCH -> Map.of(TYPE, "boolean");
            case TEXT -> Map.of(TYPE, List.of(STRING, "number", "boolean"));
            case INTS, LONGS -> SchemaParts.list(Map.of(TYPE, "integer"));
            case RANGE -> {
                Map<String, Object> two = new LinkedHashMap<>(SchemaParts.list(Map.of(TYPE, "number")));
                two.put("minItems", 2);
                two.put("maxItems", 2);
                yield two;
            }
            case SHARES ->
                SchemaParts.ordered(
                        TYPE,
                        OBJECT,
                        "propertyNames",
                        SchemaParts.pattern("^[0-9]+$"),
                        "additionalProperties",
                        Map.of(TYPE, "number"));
        };
    }

    private static Map<String, Object> claim() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("id", SchemaParts.pattern(ClaimsReader.ID));
        keys.put("says", described(text(), "In words."));
        keys.put("cites", described(text(), "Where it was said first."));
        keys.put("expect", described(text(), "Such as nll(ar) < nll(block, blockSize=4)."));
        Map<String, Object> claim = object(keys);
        claim.put(REQUIRED, List.of("id", "says", "expect"));
        return claim;
    }

    private static Map<String, Object> gate() {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("metric", oneOf(SuiteHeader.askable()));
        rule.put(
                "of",
                described(
                        text(), "A point or several, such as block,blockSize=4; every point but controls without it."));
        rule.put("tolerance", described(Map.of(TYPE, List.of(STRING, "number")), "Such as 1% or 0.05."));
        Map<String, Object> rules = object(rule);
        rules.put(REQUIRED, List.of("metric", "tolerance"));
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("rules", SchemaParts.list(rules));
        keys.put("alpha", described(Map.of(TYPE, "number"), "Share of false alarms among all alarms."));
        keys.put("pairs", described(Map.of(TYPE, "integer"), "Pairs of decodings for each rule on speed."));
        return described(object(keys), "What must not get worse.");
    }

    private static Map<String, Object> report() {
        Map<String, Object> paper = new LinkedHashMap<>();
        paper.put("cites", text());
        paper.put("metric", oneOf(SuiteHeader.askable()));
        paper.put("values", SchemaParts.ordered(TYPE, OBJECT, "additionalProperties", Map.of(TYPE, "number")));
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("charts", SchemaParts.ordered(TYPE, ARRAY, ITEMS, oneOf(Charts.names())));
        keys.put("tables", SchemaParts.ordered(TYPE, ARRAY, ITEMS, oneOf(SuiteHeader.TABLES)));
        keys.put("paper", described(object(paper), "Values of a paper, beside those of points."));
        keys.put("notes", SchemaParts.list(Map.of()));
        return described(object(keys), "What the report shows.");
    }

    private static Map<String, Object> executor() {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (ExecutorKey<?> key : ExecutorSection.ALL.keys()) {
            keys.put(
                    key.name(),
                    described(key.form().schema(), key.description() + " (default: " + key.fallback() + ")"));
        }
        return described(object(keys), "Where it is computed.");
    }

    private static Map<String, Object> text() {
        return Map.of(TYPE, STRING);
    }

    private static Map<String, Object> oneOf(List<String> words) {
        return Map.of("enum", words);
    }

    private static Map<String, Object> object(Map<String, Object> keys) {
        return SchemaParts.ordered(TYPE, OBJECT, PROPERTIES, keys, "additionalProperties", false);
    }

    private static Map<String, Object> reference(String definition) {
        return Map.of("$ref", "#/$defs/" + definition);
    }

    private static Map<String, Object> described(Map<String, Object> schema, String words) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put(DESCRIPTION, words);
        described.putAll(schema);
        return described;
    }
}
