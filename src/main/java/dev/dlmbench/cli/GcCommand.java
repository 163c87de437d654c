package dev.dlmbench.cli;

import dev.dlmbench.maintenance.Garbage;
import dev.dlmbench.maintenance.GarbageCollection;
import dev.dlmbench.maintenance.GarbageCollection.Found;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Removes from the store what no suite needs. */
@Command(
        name = "gc",
        description = "Show what no suite in the store needs: nodes, failures, scratch folders, leftovers of killed"
                + " processes. With --yes it is removed. Nodes of earlier versions of a suite or of the code are among"
                + " it, which dlm history reads.")
final class GcCommand extends DlmCommand {
    @Option(names = "--yes", description = "Remove it.")
    private boolean yes;

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            description = "Keep nodes, failures and scratch folders that are younger (default: ${DEFAULT-VALUE}).")
    private int days = 0;

    /** What is printed for programs. */
    record Result(boolean removed, long bytes, List<Row> garbage, List<String> busy, List<String> incomplete) {}

    /** One thing that nobody needs. */
    record Row(String kind, String place, long bytes) {}

    @Override
    public Integer call() throws IOException {
        if (days < 0) {
            throw new ParameterException(spec().commandLine(), "--older-than must not be negative, got " + days);
        }
        GarbageCollection collection = new GarbageCollection(dlm().store());
        Instant now = dlm().program().clock().instant();
        Instant before = days == 0 ? Instant.MAX : now.minus(Duration.ofDays(days));
        Found found = yes ? collection.collect(before) : collection.find(before);
        if (dlm().json()) {
            List<Row> rows = found.garbage().stream()
                    .map(item -> new Row(Words.lower(item.kind()), item.place(), item.bytes()))
                    .toList();
            out().println(JsonText.of(new Result(yes, found.bytes(), rows, found.busy(), found.incomplete())));
        } else {
            print(found);
        }
        return ExitCode.OK;
    }

    private void print(Found found) {
        for (Garbage item : found.garbage()) {
            if (!yes || dlm().verbose()) {
                out().println(Words.lower(item.kind()) + "  " + item.place() + "  " + Words.count(item.bytes())
                        + " bytes");
            }
        }
        if (!found.busy().isEmpty()) {
            err().println("Other processes may be working on the store, so that only leftovers are removed: "
                    + String.join(", ", found.busy()));
        }
        if (!found.incomplete().isEmpty() && found.garbage().stream().anyMatch(i -> i.kind() == Garbage.Kind.NODE)) {
            err().println("Some nodes of these suites are not there, and what only they would be made from is taken for"
                    + " unneeded: " + String.join(", ", found.incomplete()));
        }
        out().println(summary(found));
    }

    private String summary(Found found) {
        if (found.garbage().isEmpty()) {
            return yes ? "Nothing was removed." : "There is nothing to remove.";
        }
        Map<Garbage.Kind, Integer> counts = new TreeMap<>();
        found.garbage().forEach(item -> counts.merge(item.kind(), 1, Integer::sum));
        List<String> parts = counts.entrySet().stream()
                .map(count -> Words.counted(count.getValue(), noun(count.getKey())))
                .toList();
        String what = String.join(", ", parts) + ", " + Words.count(found.bytes()) + " bytes";
        return yes ? "Removed: " + what + "." : "To remove: " + what + ". Nothing was done; --yes removes it.";
    }

    private static String noun(Garbage.Kind kind) {
        return switch (kind) {
            case NODE -> "node";
            case FAILURE -> "failure";
            case WORK -> "scratch folder";
            case LEFTOVER -> "leftover";
        };
    }
}
