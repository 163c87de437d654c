package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one node, or all nodes of a point. */
@Command(name = "show", description = "Show a node by its address, or a point by its name.")
final class ShowCommand extends DlmCommand {
    private static final Pattern SUITE_AND_POINT = Pattern.compile("(.+)[:/]([^:/]+)");

    @Parameters(
            paramLabel = "NODE-OR-POINT",
            description = "The first digits of a node's address, or a point, such as SUITE:POINT.")
    private String wanted;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        Optional<String> address = NodeArgument.find(store, wanted);
        if (address.isPresent()) {
            node(store, address.get());
            return ExitCode.OK;
        }
        Map<String, PointEntry> points = points(store);
        if (points.size() == 1) {
            point(store, points.values().iterator().next());
            return ExitCode.OK;
        }
        throw new InvalidSettingException(
                points.isEmpty()
                        ? "no node or point called '" + wanted + "' in " + store.root() + "; dlm ls SUITE shows points"
                        : "'" + wanted + "' is a point of several suites: " + String.join(", ", points.keySet()));
    }

    /** Returns the points that are meant, under their suites; a suite may stand before a point, with a colon. */
    private Map<String, PointEntry> points(ResultStore store) throws IOException {
        Matcher both = SUITE_AND_POINT.matcher(wanted);
        if (both.matches() && SuiteArgument.isOne(dlm(), store, both.group(1))) {
            SuiteIndex index = SuiteArgument.index(dlm(), store, both.group(1));
            return Map.of(index.suite(), PointArgument.in(index, both.group(2)));
        }
        Map<String, PointEntry> found = new LinkedHashMap<>();
        for (String suite : store.suites()) {
            SuiteIndex index = SuiteArgument.index(dlm(), store, suite);
            PointArgument.find(index, wanted).ifPresent(point -> found.put(suite + ":" + point.id(), point));
        }
        return found;
    }

    private void node(ResultStore store, String hash) throws IOException {
        Optional<NodeRecord> record = store.read(hash);
        Optional<Failure> failure = store.failure(hash);
        if (dlm().json()) {
            out().println(JsonText.of(json(hash, record, failure)));
        } else if (record.isPresent()) {
            out().println("node " + hash + "\n" + record.get().folder());
            out().println("\nspec\n" + JsonText.of(record.get().spec()));
            out().println("\nprovenance\n" + JsonText.of(record.get().provenance()));
            out().println("\nmeasurements");
            print(record.get().measurements());
        } else if (failure.isPresent()) {
            out().println("node " + hash);
            out().println(dlm().paint().bad("failed") + ": " + failure.get().reason());
            out().println("\nthe end of its log\n" + failure.get().log());
        } else {
            out().println("node " + hash + "\nnot computed yet");
        }
    }

    private static Map<String, Object> json(String hash, Optional<NodeRecord> record, Optional<Failure> failure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hash", hash);
        json.put("state", record.isPresent() ? "done" : failure.isPresent() ? "failed" : "missing");
        record.ifPresent(node -> {
            json.put("folder", node.folder().toString());
            json.put("spec", node.spec());
            json.put("provenance", node.provenance());
            json.put("measurements", node.measurements());
        });
        failure.ifPresent(why -> json.put("failure", why));
        return json;
    }

    private void point(ResultStore store, PointEntry point) throws IOException {
        if (dlm().json()) {
            out().println(JsonText.of(point));
            return;
        }
        out().println("point " + point.id() + "\n\nsettings");
        point.settings().forEach((key, value) -> out().println("  " + key + ": " + value));
        for (SeedEntry seed : point.seeds()) {
            out().println("\nseed " + seed.seed());
            List<Measurement> measurements = new ArrayList<>();
            for (Map.Entry<String, String> node : seed.nodes().entrySet()) {
                String state = store.has(node.getValue())
                        ? "done"
                        : store.failure(node.getValue())
                                .map(failure -> "failed: " + failure.reason())
                                .orElse("missing");
                out().println("  " + node.getKey() + " " + node.getValue().substring(0, 12) + " " + state);
            }
            for (String own : seed.own().values()) {
                store.read(own).ifPresent(record -> measurements.addAll(record.measurements()));
            }
            print(measurements);
        }
    }

    private static String bound(Measurement measurement) {
        return measurement
                .lower()
                .map(lower -> Words.number(Objects.requireNonNull(lower.value())) + " to ")
                .orElseGet(() -> switch (measurement.bound()) {
                    case EXACT -> "";
                    case UPPER -> "<= ";
                    case LOWER -> ">= ";
                    case SCORE -> "score ";
                });
    }

    private void print(List<Measurement> measurements) {
        TextTable table = new TextTable("metric", "value", "error", "n", "unit", "conditions");
        for (Measurement measurement : measurements) {
            Double value = measurement.value();
            Double error = measurement.standardError();
            table.row(
                    measurement.metric().id(),
                    value == null ? "none: " + measurement.reason() : bound(measurement) + Words.number(value),
                    error == null ? "" : Words.number(error),
                    measurement.n(),
                    measurement.metric().unit(),
                    measurement.conditions());
        }
        print(table);
    }
}
