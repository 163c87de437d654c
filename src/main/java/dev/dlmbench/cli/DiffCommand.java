package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoredMeasurement;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets two nodes side by side. */
@Command(
        name = "diff",
        description = "Show in what two nodes differ: settings, those of their inputs, measurements, provenance.")
final class DiffCommand extends DlmCommand {
    private static final Pattern HASH = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");

    @Parameters(index = "0", paramLabel = "NODE", description = "The first digits of a node's address.")
    private String first;

    @Parameters(index = "1", paramLabel = "NODE", description = "The same of another node.")
    private String second;

    @Option(names = "--all", description = "Show also what is the same.")
    private boolean all;

    /** All that was asked for. */
    record Report(
            String left, String right, List<Row> settings, List<MeasurementRow> measurements, List<Row> provenance) {}

    /** One setting, or one fact of provenance; null where a node does not have it. */
    record Row(String name, @Nullable String left, @Nullable String right, boolean same) {}

    /** One measurement; null where a node does not have it. */
    record MeasurementRow(
            String metric,
            Map<String, String> conditions,
            String unit,
            @Nullable Double left,
            @Nullable Double right,
            boolean comparable,
            boolean same) {}

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        NodeRecord left = node(store, first);
        NodeRecord right = node(store, second);
        Report report = new Report(
                left.hash(),
                right.hash(),
                rows(settings(store, left), settings(store, right)),
                measurements(left, right),
                rows(left.provenanceWords(), right.provenanceWords()));
        if (dlm().json()) {
            out().println(JsonText.of(report));
        } else {
            print(report, left, right);
        }
        return ExitCode.OK;
    }

    private static NodeRecord node(ResultStore store, String digits) throws IOException {
        String hash = NodeArgument.find(store, digits)
                .orElseThrow(() -> new InvalidSettingException("no node's address begins with '" + digits + "' in "
                        + store.root() + "; dlm show POINT lists those of a point"));
        return store.read(hash)
                .orElseThrow(() -> new InvalidSettingException(
                        "node " + hash + " is not computed; dlm show " + digits + " says what is known of it"));
    }

    /** Returns the settings of a node, and under the name of each input those of the input. */
    private static Map<String, String> settings(ResultStore store, NodeRecord node) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : node.specWords().entrySet()) {
            String name = entry.getKey().replaceFirst("^spec\\.", "");
            settings.put(name, entry.getValue());
            if (ResultStore.isAddress(entry.getValue())) {
                Optional<NodeRecord> input = store.read(entry.getValue());
                if (input.isPresent()) {
                    settings(store, input.get()).forEach((inner, value) -> settings.put(name + " > " + inner, value));
                }
            }
        }
        return settings;
    }

    private List<Row> rows(Map<String, String> left, Map<String, String> right) {
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        return names.stream()
                .map(name ->
                        new Row(name, left.get(name), right.get(name), Objects.equals(left.get(name), right.get(name))))
                .filter(row -> all || !row.same())
                .toList();
    }

    private List<MeasurementRow> measurements(NodeRecord left, NodeRecord right) {
        Map<List<Object>, StoredMeasurement> ours = byMeaning(left);
        Map<List<Object>, StoredMeasurement> theirs = byMeaning(right);
        Set<List<Object>> keys = new LinkedHashSet<>(ours.keySet());
        keys.addAll(theirs.keySet());
        List<MeasurementRow> rows = new ArrayList<>();
        for (List<Object> key : keys) {
            StoredMeasurement one = ours.get(key);
            StoredMeasurement other = theirs.get(key);
            StoredMeasurement any = one == null ? Objects.requireNonNull(other) : one;
            Double first = one == null ? null : one.measurement().value();
            Double second = other == null ? null : other.measurement().value();
            MeasurementRow row = new MeasurementRow(
                    any.measurement().metric().id(),
                    any.measurement().conditions(),
                    any.measurement().metric().unit(),
                    first,
                    second,
                    one != null && other != null && one.definition().equals(other.definition()),
                    one != null && other != null && Objects.equals(first, second));
            if (all || !row.same()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Values mean the same where metric and conditions are the same. */
    private static Map<List<Object>, StoredMeasurement> byMeaning(NodeRecord node) {
        Map<List<Object>, StoredMeasurement> values = new LinkedHashMap<>();
        node.stored()
                .forEach(stored -> values.put(
                        List.of(
                                stored.measurement().metric(),
                                stored.measurement().conditions()),
                        stored));
        return values;
    }

    private void print(Report report, NodeRecord left, NodeRecord right) {
        String one = left.hash().substring(0, 12);
        String other = right.hash().substring(0, 12);
        out().println(kind(left) + " " + one + " and " + kind(right) + " " + other);
        section("settings", report.settings(), one, other);
        out().println("\nmeasurements");
        if (report.measurements().isEmpty()) {
            out().println("  the same");
        } else {
            TextTable table = new TextTable("metric", "conditions", one, other, "change", "unit");
            report.measurements()
                    .forEach(row -> table.row(
                            row.metric(),
                            row.conditions().isEmpty()
                                    ? ""
                                    : shortened(row.conditions().toString()),
                            row.left() == null ? "-" : Words.number(row.left()),
                            row.right() == null ? "-" : Words.number(row.right()),
                            change(row),
                            row.unit()));
            print(table);
        }
        section("provenance", report.provenance(), one, other);
    }

    private static String kind(NodeRecord node) {
        return node.specWords().getOrDefault("kind", "node");
    }

    private static String change(MeasurementRow row) {
        if (row.left() == null || row.right() == null) {
            return "";
        }
        return row.comparable()
                ? String.format(Locale.ROOT, "%+.4g", row.right() - row.left())
                : "not comparable: other definitions";
    }

    private void section(String title, List<Row> rows, String one, String other) {
        out().println("\n" + title);
        if (rows.isEmpty()) {
            out().println("  the same");
            return;
        }
        TextTable table = new TextTable("", one, other);
        rows.forEach(row -> table.row(
                row.name(),
                row.left() == null ? "-" : shortened(row.left()),
                row.right() == null ? "-" : shortened(row.right())));
        print(table);
    }

    /** Returns {@code text} with the first digits of hashes only. */
    private static String shortened(String text) {
        return HASH.matcher(text).replaceAll("$1");
    }
}
