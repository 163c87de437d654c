package dev.dlmbench.cli;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the winner of a sweep. */
@Command(
        name = "best",
        description = "Say which point of a suite is best by a metric, and which cannot be told from it.",
        footer = "%nA point is told from the best where an interval of their difference leaves out zero that"
                + " allows for the number of points (Bonferroni); the intervals shown are those of 95 %% each.")
final class BestCommand extends DlmCommand {
    @Parameters(paramLabel = "SUITE", description = "The suite, by its name or its file.")
    private String name;

    @Option(names = "--by", paramLabel = "METRIC", required = true, description = "What to rank by, such as nll.")
    private String metric = "";

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Only at this batch size, for what was measured at several (default: at each).")
    private @Nullable String batch;

    @Option(names = "--all", description = "Show also the points that are worse.")
    private boolean all;

    @Option(names = "--strict", description = "Exit with 4 if the best cannot be told from another.")
    private boolean strict;

    /** All rankings by one metric. */
    record Report(
            String suite, String metric, String unit, String better, List<Table> rankings, List<String> missing) {}

    /** One ranking; {@code best} is null where the first cannot be told from another. */
    record Table(String at, @Nullable String best, List<Row> points) {}

    /** One point; what is unknown is null. */
    record Row(
            String point,
            List<String> same,
            double value,
            String bound,
            @Nullable Double low,
            @Nullable Double high,
            String basis,
            int n,
            String verdict,
            @Nullable Double difference,
            boolean ratio,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            String note) {
        static Row of(Ranking.Place place) {
            return new Row(
                    place.point().id(),
                    place.same().stream().map(PointEntry::id).toList(),
                    place.value(),
                    kindOf(place.summary()),
                    place.summary().interval().map(Interval::low).orElse(null),
                    place.summary().interval().map(Interval::high).orElse(null),
                    place.summary().basis().words(),
                    place.summary().n(),
                    place.standing().words(),
                    place.contrast()
                            .flatMap(contrast -> contrast.finding().effect())
                            .orElse(null),
                    place.contrast().map(contrast -> contrast.finding().ratio()).orElse(false),
                    place.contrast()
                            .flatMap(contrast -> contrast.finding().interval())
                            .map(Interval::low)
                            .orElse(null),
                    place.contrast()
                            .flatMap(contrast -> contrast.finding().interval())
                            .map(Interval::high)
                            .orElse(null),
                    place.contrast().map(contrast -> contrast.basis()).orElse(""));
        }
    }

    @Override
    public Integer call() throws IOException {
        Metric by = MetricArgument.of(metric);
        if (by.better() != Metric.Better.LOWER && by.better() != Metric.Better.HIGHER) {
            throw new InvalidSettingException("no value of " + by.id() + " is better than another");
        }
        ResultStore store = dlm().store();
        SuiteResults results = results(store, SuiteArgument.index(dlm(), store, name));
        List<Ranking> rankings = rankings(results, by);
        List<String> missing = results.index().points().stream()
                .filter(point ->
                        results.variants(point, by).isEmpty() && results.state(point) != NodeState.State.COMPLETE)
                .map(PointEntry::id)
                .toList();
        if (dlm().json()) {
            out().println(JsonText.of(new Report(
                    results.index().suite(),
                    by.id(),
                    by.unit(),
                    Words.lower(by.better()),
                    rankings.stream().map(BestCommand::table).toList(),
                    missing)));
        } else {
            rankings.forEach(this::print);
            notes(rankings, missing);
        }
        return exit(rankings, missing);
    }

    private List<Ranking> rankings(SuiteResults results, Metric by) {
        Set<String> places = new LinkedHashSet<>();
        results.index()
                .points()
                .forEach(point -> places.addAll(results.variants(point, by).keySet()));
        if (batch != null && !places.contains(batch)) {
            throw new InvalidSettingException(by.id() + " was not measured at batch size " + batch
                    + (places.isEmpty() || places.equals(Set.of("")) ? "" : ", only at " + String.join(", ", places)));
        }
        List<Ranking> rankings = new ArrayList<>();
        for (String place : batch == null ? places : Set.of(batch)) {
            Ranking ranking = Ranking.of(results, by, place);
            if (!ranking.places().isEmpty()) {
                rankings.add(ranking);
            }
        }
        if (rankings.isEmpty()) {
            err().println("dlm: nothing of " + results.index().suite() + " has a value of " + by.id());
        }
        return rankings;
    }

    private static Table table(Ranking ranking) {
        return new Table(
                ranking.at(),
                ranking.clear() ? ranking.places().get(0).point().id() : null,
                ranking.places().stream().map(Row::of).toList());
    }

    private void print(Ranking ranking) {
        Ranking.Place first = ranking.places().get(0);
        String at = ranking.at().isEmpty() ? "" : " at " + ranking.at();
        out().println(dlm().paint()
                        .good(first.point().id() + " has the best "
                                + ranking.metric().id() + at)
                + (ranking.clear() ? "." : ", and cannot be told from all others."));
        out().println();
        TextTable table = new TextTable(
                "point", "value", "95 % interval", "n", "verdict", "against the best, and how that was found");
        for (Ranking.Place place : ranking.places()) {
            if (all || place.standing() != Ranking.Standing.WORSE) {
                table.row(
                        place.point().id()
                                + (place.same().isEmpty()
                                        ? ""
                                        : " and " + place.same().size() + " more of the same model"),
                        place.summary().words(Words::number),
                        place.summary()
                                .interval()
                                .map(found -> "[" + Words.number(found.low()) + ", " + Words.number(found.high()) + "]")
                                .orElse(""),
                        place.summary().n(),
                        place.standing().words(),
                        place.contrast()
                                .map(contrast -> Stream.of(contrast.finding().effectWords(), contrast.basis())
                                        .filter(words -> !words.isEmpty())
                                        .collect(Collectors.joining("; ")))
                                .orElse(""));
            }
        }
        print(table);
        long worse = ranking.places().stream()
                .filter(place -> place.standing() == Ranking.Standing.WORSE)
                .count();
        if (worse > 0 && !all) {
            out().println("\n" + Words.counted(worse, "point") + (worse == 1 ? " is" : " are") + " worse; --all shows "
                    + (worse == 1 ? "it." : "them."));
        }
        out().println();
    }

    private void notes(List<Ranking> rankings, List<String> missing) {
        Caveats.legend(rankings.stream()
                        .flatMap(ranking -> ranking.places().stream())
                        .map(place -> place.summary().caveats())
                        .toList())
                .forEach(this::below);
        if (!missing.isEmpty()) {
            err().println("dlm: without a value, since nodes are missing: " + String.join(" ", missing));
        }
    }

    private int exit(List<Ranking> rankings, List<String> missing) {
        if (rankings.isEmpty() || !missing.isEmpty()) {
            return ExitCode.SOME_FAILED;
        }
        if (rankings.stream().anyMatch(Ranking::incomparable)) {
            return ExitCode.NOT_COMPARABLE;
        }
        return strict && !rankings.stream().allMatch(Ranking::clear) ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private static String kindOf(Summary summary) {
        if (summary.caveats().all().contains(Caveat.BETWEEN_BOUNDS)) {
            return "between";
        }
        if (summary.caveats().all().contains(Caveat.SCORE)) {
            return Names.of(Bound.SCORE);
        }
        return summary.caveats().all().contains(Caveat.UPPER_BOUND) ? "upper" : "exact";
    }
}
