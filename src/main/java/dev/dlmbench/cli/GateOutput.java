package dev.dlmbench.cli;

import dev.dlmbench.gate.BaselineSource;
import dev.dlmbench.gate.GateReports;
import dev.dlmbench.gate.Judgement;
import dev.dlmbench.report.ReportFolder;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TerminalCode;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Wrapping;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found: on the screen, in files, and for the service that runs it.
 *
 * @param suite the suite's name
 * @param file the suite's file, as it was named
 * @param found the baseline
 * @param judgements on all rules
 */
record GateOutput(String suite, Path file, BaselineSource.Found found, List<Judgement> judgements) {

    /** The whole verdict; what is unknown is null. */
    record Report(String suite, String baseline, String created, String commit, String verdict, List<Row> judgements) {}

    /** One judgement. */
    record Row(
            String metric,
            String point,
            String rule,
            int line,
            String verdict,
            @Nullable Double change,
            boolean ratio,
            @Nullable Double low,
            @Nullable Double high,
            double pValue,
            String test,
            int n,
            @Nullable Integer needed,
            String note) {
        static Row of(Judgement judgement) {
            return new Row(
                    judgement.rule().metric().id(),
                    judgement.point(),
                    judgement.rule().words(),
                    judgement.rule().at().line(),
                    judgement.verdict().words(),
                    judgement.change().orElse(null),
                    judgement.ratio(),
                    judgement.interval().map(Interval::low).orElse(null),
                    judgement.interval().map(Interval::high).orElse(null),
                    judgement.pValue(),
                    judgement.test(),
                    judgement.n(),
                    judgement.needed().isPresent() ? judgement.needed().getAsInt() : null,
                    judgement.note());
        }
    }

    /** Returns what the exit says: what got worse above all, then what kept a verdict from being reached. */
    int exit(boolean strict) {
        Set<Verdict> verdicts = judgements.stream().map(Judgement::verdict).collect(Collectors.toSet());
        if (verdicts.contains(Verdict.WORSE)) {
            return ExitCode.REGRESSION;
        }
        if (verdicts.contains(Verdict.MISSING)) {
            return ExitCode.SOME_FAILED;
        }
        if (verdicts.isEmpty() || verdicts.contains(Verdict.NOT_COMPARABLE)) {
            return ExitCode.NOT_COMPARABLE;
        }
        return strict && verdicts.contains(Verdict.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private String overall() {
        return switch (exit(true)) {
            case ExitCode.OK -> "passed";
            case ExitCode.REGRESSION -> "failed";
            case ExitCode.INCONCLUSIVE -> "inconclusive";
            default -> "not judged";
        };
    }

    private Report report() {
        Baseline baseline = found.baseline();
        return new Report(
                suite,
                found.name(),
                baseline.created(),
                baseline.commit(),
                overall(),
                judgements.stream().map(Row::of).toList());
    }

    /** Writes the files that continuous integration reads. */
    void write(Dlm dlm, PrintWriter err) throws IOException {
        String markdown = GateReports.markdown(suite, found.words(), judgements);
        ReportFolder folder = ReportFolder.make(dlm.reports(), suite);
        folder.write("gate.json", JsonText.of(report()) + "\n");
        folder.write("gate.xml", GateReports.junit(suite, judgements));
        folder.write("gate.md", markdown);
        String summary = dlm.program().variable("GITHUB_STEP_SUMMARY");
        if (!summary.isEmpty()) {
            Files.writeString(Path.of(summary), markdown, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        if (dlm.program().variable("GITHUB_ACTIONS").equals("true")) {
            GateReports.annotations(file.toString(), judgements).forEach(each -> err.println(TerminalCode.order(each)));
        }
    }

    /** Prints it for people, or as JSON if that was asked for. */
    void print(Dlm dlm, PrintWriter out) {
        if (dlm.json()) {
            out.println(JsonText.of(report()));
            return;
        }
        int columns = dlm.program().terminal().readable();
        out.println(Wrapping.paragraph("Gate of " + suite + " against " + found.words(), 0, columns) + "\n");
        TextTable table = new TextTable("verdict", "metric", "point", "change", "found by");
        judgements.forEach(judgement -> table.row(
                judgement.verdict().words(),
                judgement.rule().metric().id(),
                judgement.point(),
                GateReports.change(judgement),
                GateReports.basis(judgement)));
        table.print(out, dlm.program().terminal());
        String verdict = overall();
        out.println("\n"
                + (verdict.equals("passed")
                        ? dlm.paint().good(verdict)
                        : verdict.equals("failed") ? dlm.paint().bad(verdict) : verdict));
    }
}
