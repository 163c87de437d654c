package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteHistory;
import dev.dlmbench.analysis.SuiteHistory.Moment;
import dev.dlmbench.analysis.SuiteHistory.Track;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.gate.PastBaselines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.terminal.Wrapping;
import dev.dlmbench.verdict.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how values have moved over commits. */
@Command(
        name = "history",
        description = "Show how a suite's values have moved from commit to commit.",
        footer =
                "%nWhat is known: nodes that older versions of the code left in the store, asked the same as those of now;"
                        + " the suite's baselines, and what these were in the repository's past. What is not: a commit that"
                        + " changed no code version computed nothing anew; a baseline names points, and not their settings; what"
                        + " was deleted is gone.")
final class HistoryCommand extends DlmCommand {
    private static final int COMMIT = 10;
    private static final int MINUTES = "2026-01-01T00:00".length();

    @Parameters(paramLabel = "NAME", description = "The suite, by its name or its file.")
    private String name;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            split = ",",
            description = "These metrics only (default: those that the suite asks for).")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--point", paramLabel = "POINT", description = "This point only.")
    private @Nullable String point;

    /** One value over time. */
    record TrackRow(String point, String metric, String at, String unit, List<MomentRow> moments) {}

    /** One commit; what is unknown is null, as is the change of the first. */
    record MomentRow(
            String time,
            String commit,
            boolean dirty,
            String source,
            SortedMap<Long, Double> values,
            double mean,
            @Nullable Double change,
            boolean ratio,
            @Nullable Double low,
            @Nullable Double high,
            String note) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultStore store = dlm().store();
        SuiteIndex index = SuiteArgument.index(dlm(), store, name);
        Set<Metric> wanted = metrics.isEmpty()
                ? index.metrics().stream().map(MetricArgument::of).collect(Collectors.toSet())
                : metrics.stream().map(MetricArgument::of).collect(Collectors.toSet());
        Optional<PointEntry> only = point == null
                ? Optional.empty()
                : Optional.of(PointArgument.of(dlm(), store, name, point).point());
        SuiteHistory history = SuiteHistory.of(store, index, new PastBaselines(store).of(index.suite()));
        history.damage().values().forEach(this::leftOut);
        List<Track> tracks = history.tracks().stream()
                .filter(track -> wanted.contains(track.metric()))
                .filter(track ->
                        only.isEmpty() || track.point().equals(only.get().id()))
                .toList();
        if (tracks.isEmpty()) {
            throw new InvalidSettingException(
                    "nothing of that has been measured; dlm status " + name + " shows how far" + " the suite is");
        }
        List<TrackRow> rows = tracks.stream().map(HistoryCommand::row).toList();
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else {
            print(rows);
        }
        return ExitCode.OK;
    }

    private static TrackRow row(Track track) {
        List<MomentRow> rows = new ArrayList<>();
        for (int i = 0; i < track.moments().size(); i++) {
            Moment now = track.moments().get(i);
            Optional<Moment> then =
                    i == 0 ? Optional.empty() : Optional.of(track.moments().get(i - 1));
            boolean comparable = then.isPresent() && then.get().definition().equals(now.definition());
            Optional<Change> change = comparable
                    ? Optional.of(Change.between(track.metric(), then.get().values(), now.values()))
                    : Optional.empty();
            rows.add(new MomentRow(
                    now.time(),
                    now.commit(),
                    now.dirty(),
                    now.source(),
                    now.values(),
                    track.metric().scale().mean(now.values().values()),
                    change.map(Change::effect).orElse(null),
                    change.map(Change::ratio).orElse(false),
                    change.flatMap(Change::interval).map(Interval::low).orElse(null),
                    change.flatMap(Change::interval).map(Interval::high).orElse(null),
                    note(track.metric(), comparable, then.isPresent(), change)));
        }
        return new TrackRow(
                track.point(), track.metric().id(), track.at(), track.metric().unit(), rows);
    }

    private static String note(Metric metric, boolean comparable, boolean second, Optional<Change> change) {
        if (!second) {
            return "";
        }
        if (!comparable) {
            return "not comparable: other text, another evaluator or another definition";
        }
        return metric.timing()
                ? "another moment, perhaps another machine"
                : change.orElseThrow().test();
    }

    private void print(List<TrackRow> rows) {
        TextTable table =
                new TextTable("point", "metric", "at", "when", "commit", "from", "mean", "n", "change", "found by");
        boolean dirty = false;
        for (TrackRow row : rows) {
            for (MomentRow moment : row.moments()) {
                dirty |= moment.dirty();
                table.row(
                        row.point(),
                        row.metric(),
                        row.at(),
                        moment.time()
                                .substring(0, Math.min(MINUTES, moment.time().length()))
                                .replace('T', ' '),
                        moment.commit()
                                        .substring(
                                                0,
                                                Math.min(COMMIT, moment.commit().length()))
                                + (moment.dirty() ? "*" : ""),
                        moment.source(),
                        Words.number(moment.mean()),
                        moment.values().size(),
                        words(moment),
                        moment.note());
            }
        }
        print(table);
        if (dirty) {
            out().println("\n* with changes that no commit has");
        }
        if (rows.stream().allMatch(row -> row.moments().size() == 1)) {
            out().println();
            out().println(Wrapping.paragraph(
                    "There is one commit of each value. dlm history --help says what a history is made of.",
                    0,
                    dlm().program().terminal().readable()));
        }
    }

    private static String words(MomentRow moment) {
        if (moment.change() == null) {
            return "";
        }
        Optional<Interval> interval = moment.low() == null || moment.high() == null
                ? Optional.empty()
                : Optional.of(new Interval(moment.low(), moment.high()));
        return new Change(moment.change(), moment.ratio(), interval, "").words();
    }
}
