package dev.dlmbench.cli;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.verdict.Contrast;
import dev.dlmbench.verdict.Finding;
import dev.dlmbench.verdict.PointComparer;
import dev.dlmbench.verdict.PointComparer.Margin;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets two points side by side. */
@Command(
        name = "compare",
        description =
                "Compare two points, of one suite or of two: dlm compare bd3lm ar mdlm, or dlm compare a:ar b:ar.",
        footer = "%nIntervals are at 95 %%, each for itself: of many comparisons some come out by chance.")
final class CompareCommand extends DlmCommand {
    private static final Pattern MARGIN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(%?)");

    /** More values of one metric than these are shown only if the metric is asked for. */
    private static final int FEW = 4;

    @Parameters(
            index = "0",
            paramLabel = "[SUITE] POINT",
            description = "Perhaps the suite of both points, and the left one.")
    private String first;

    @Parameters(index = "1", paramLabel = "POINT", description = "The right point.")
    private String second;

    @Parameters(index = "2", arity = "0..1", paramLabel = "", hidden = true)
    private String third = "";

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            split = ",",
            description = "Compare this metric only; several by commas.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--tolerance",
            paramLabel = "AMOUNT",
            description = "Values no further apart are the same, others better or worse: 0.01 in the metric's unit, or"
                    + " 2%%. Exits with 3 if something is worse.")
    private @Nullable String tolerance;

    @Option(names = "--strict", description = "Exit with 4 if something is inconclusive.")
    private boolean strict;

    /** The whole comparison. */
    record Report(String left, String right, List<Setting> settings, List<Row> metrics) {}

    /** A setting in which the points differ; null where one does not have it. */
    record Setting(
            String name, @Nullable String left, @Nullable String right) {}

    /** One value of both points; what is unknown is null. */
    record Row(
            String metric,
            String at,
            String unit,
            String better,
            @Nullable Double left,
            @Nullable Double right,
            String verdict,
            @Nullable Double effect,
            boolean ratio,
            @Nullable Double low,
            @Nullable Double high,
            String test,
            int n,
            @Nullable Integer needed,
            String note) {
        static Row of(Contrast contrast) {
            Finding finding = contrast.finding();
            return new Row(
                    contrast.metric().id(),
                    contrast.at(),
                    contrast.metric().unit(),
                    Words.lower(contrast.metric().better()),
                    mean(contrast.left()),
                    mean(contrast.right()),
                    contrast.verdict().words(),
                    finding.effect().orElse(null),
                    finding.ratio(),
                    finding.interval().map(Interval::low).orElse(null),
                    finding.interval().map(Interval::high).orElse(null),
                    finding.test(),
                    finding.n(),
                    finding.needed().isPresent() ? finding.needed().getAsInt() : null,
                    finding.note());
        }

        private static @Nullable Double mean(Summary summary) {
            return summary.mean().isPresent() ? summary.mean().getAsDouble() : null;
        }
    }

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        boolean suiteFirst = !third.isEmpty();
        String suite = suiteFirst ? first : "";
        PointArgument left = PointArgument.of(dlm(), store, suite, suiteFirst ? second : first);
        PointArgument right = PointArgument.of(dlm(), store, suite, suiteFirst ? third : second);
        SuiteResults ours = results(store, left.suite());
        SuiteResults theirs = left.suite().equals(right.suite()) ? ours : results(store, right.suite());
        PointComparer comparer = new PointComparer(ours, theirs, margin());
        List<Metric> wanted = metrics.isEmpty()
                ? comparer.measured(left.point(), right.point())
                : metrics.stream().map(MetricArgument::of).toList();
        List<Contrast> all = comparer.compare(left.point(), right.point(), wanted);
        boolean two = !left.suite().suite().equals(right.suite().suite());
        Report report = new Report(
                name(left, two),
                name(right, two),
                settings(left, right),
                all.stream().map(Row::of).toList());
        if (dlm().json()) {
            out().println(JsonText.of(report));
        } else {
            print(report, all);
        }
        return exit(all);
    }

    private static String name(PointArgument argument, boolean withSuite) {
        return (withSuite ? argument.suite().suite() + ":" : "") + Families.pointName(argument.point());
    }

    private Optional<Margin> margin() {
        if (tolerance == null) {
            return Optional.empty();
        }
        Matcher matcher = MARGIN.matcher(tolerance);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
            throw new InvalidSettingException(
                    "--tolerance must be a positive number, or a share such as 2%, got '" + tolerance + "'");
        }
        boolean relative = !matcher.group(2).isEmpty();
        return Optional.of(new Margin(Double.parseDouble(matcher.group(1)) / (relative ? 100 : 1), relative));
    }

    private static List<Setting> settings(PointArgument left, PointArgument right) {
        Map<String, String> first = left.point().settings();
        Map<String, String> second = right.point().settings();
        TreeSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        return names.stream()
                .filter(name -> !Optional.ofNullable(first.get(name)).equals(Optional.ofNullable(second.get(name))))
                .map(name -> new Setting(name, first.get(name), second.get(name)))
                .toList();
    }

    private void print(Report report, List<Contrast> all) {
        out().println(report.left() + " and " + report.right() + "\n");
        if (report.settings().isEmpty()) {
            out().println("All settings are the same.");
        } else {
            TextTable settings = new TextTable("setting", report.left(), report.right());
            report.settings()
                    .forEach(setting -> settings.row(
                            setting.name(),
                            setting.left() == null ? "-" : setting.left(),
                            setting.right() == null ? "-" : setting.right()));
            print(settings);
        }
        Map<Metric, Long> counts =
                all.stream().collect(Collectors.groupingBy(Contrast::metric, TreeMap::new, Collectors.counting()));
        TextTable table = new TextTable("metric", "at", "left", "right", "verdict", "effect and how it was found");
        for (Contrast contrast : all) {
            if (!metrics.isEmpty() || counts.getOrDefault(contrast.metric(), 0L) <= FEW) {
                table.row(
                        contrast.metric().id(),
                        contrast.at(),
                        value(contrast.left()),
                        value(contrast.right()),
                        contrast.verdict().words(),
                        Stream.of(contrast.finding().effectWords(), contrast.basis())
                                .filter(words -> !words.isEmpty())
                                .collect(Collectors.joining("; ")));
            }
        }
        out().println();
        print(table);
        counts.forEach((metric, count) -> {
            if (metrics.isEmpty() && count > FEW) {
                out().println(metric.id() + " has " + count + " values; --metric " + metric.id() + " shows them");
            }
        });
        List<String> legend = Caveats.legend(all.stream()
                .flatMap(contrast -> Stream.of(contrast.left(), contrast.right()))
                .map(CompareCommand::caveats)
                .toList());
        if (!legend.isEmpty()) {
            out().println();
            legend.forEach(this::below);
        }
        if (all.stream().anyMatch(contrast -> contrast.metric().timing())) {
            out().println("\nTimes were taken at different moments; dlm gate --base-ref has builds decode in turn.");
        }
    }

    private static String value(Summary summary) {
        return summary.mean().isEmpty()
                ? "-"
                : summary.without(Caveat.Kind.NOT_COMPARABLE).words(Words::number);
    }

    /** Returns what a reader must know of a value; which ones are not comparable, the verdict says. */
    private static Caveats caveats(Summary summary) {
        return summary.caveats().without(Caveat.Kind.NOT_COMPARABLE);
    }

    /** Returns what the exit says; without values that can be compared there is nothing to say. */
    private int exit(List<Contrast> all) {
        Set<Verdict> verdicts = all.stream().map(Contrast::verdict).collect(Collectors.toSet());
        if (verdicts.contains(Verdict.WORSE)) {
            return ExitCode.REGRESSION;
        }
        if (!metrics.isEmpty() && verdicts.contains(Verdict.MISSING)) {
            return ExitCode.SOME_FAILED;
        }
        boolean none =
                verdicts.stream().allMatch(verdict -> verdict == Verdict.NOT_COMPARABLE || verdict == Verdict.MISSING);
        if (none || (!metrics.isEmpty() && verdicts.contains(Verdict.NOT_COMPARABLE))) {
            return ExitCode.NOT_COMPARABLE;
        }
        return strict && verdicts.contains(Verdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }
}
