package dev.dlmbench.cli;

import dev.dlmbench.results.Claim;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.McNemar;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Wrapping;
import dev.dlmbench.verdict.ClaimJudge;
import dev.dlmbench.verdict.ClaimVerdict;
import dev.dlmbench.verdict.Finding;
import dev.dlmbench.verdict.Outcome;
import dev.dlmbench.verdict.PairedSeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds a suite's claims against its results. */
@Command(
        name = "claims",
        description = "Hold a suite's claims against the results in the store; computes nothing.",
        footer =
                "%nA claim is supported where every comparison that it takes is, and refuted where any is. Both are for the"
                        + " bound where a value is an upper bound and the quantity itself may be small enough to say otherwise.")
final class ClaimsCommand extends DlmCommand {
    /** A claim and its verdict. */
    record Row(String id, String says, String cites, String expect, String verdict, List<Part> comparisons) {
        static Row of(ClaimVerdict verdict) {
            return new Row(
                    verdict.claim().id(),
                    verdict.claim().says(),
                    verdict.claim().cites(),
                    verdict.claim().expect(),
                    verdict.outcome().words(),
                    verdict.findings().stream().map(Part::of).toList());
        }
    }

    /** One comparison; what is unknown is null. */
    record Part(
            String comparison,
            String verdict,
            @Nullable Double effect,
            boolean ratio,
            String unit,
            @Nullable Double low,
            @Nullable Double high,
            String test,
            int n,
            @Nullable Integer needed,
            String note,
            List<Pair> pairs) {
        static Part of(Finding finding) {
            return new Part(
                    finding.statement(),
                    finding.outcome().words(),
                    finding.effect().orElse(null),
                    finding.ratio(),
                    finding.unit(),
                    finding.interval().map(Interval::low).orElse(null),
                    finding.interval().map(Interval::high).orElse(null),
                    finding.test(),
                    finding.n(),
                    finding.needed().isPresent() ? finding.needed().getAsInt() : null,
                    finding.note(),
                    finding.pairs().stream().map(Pair::of).toList());
        }
    }

    /** What both sides get right of the same examples, in one seed. */
    record Pair(long seed, int both, int left, int right, int neither, double p) {
        static Pair of(PairedSeed pair) {
            McNemar table = pair.table();
            return new Pair(pair.seed(), table.both(), table.left(), table.right(), table.neither(), table.exact());
        }
    }

    @Mixin
    private SuiteArguments arguments;

    @Option(names = "--strict", description = "Exit with 4 if a claim is inconclusive.")
    private boolean strict;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        SuiteIndex index = arguments.plan(dlm(), store).index();
        List<ClaimVerdict> verdicts = new ClaimJudge(results(store, index)).judge();
        if (dlm().json()) {
            out().println(JsonText.of(verdicts.stream().map(Row::of).toList()));
        } else if (verdicts.isEmpty()) {
            out().println(index.suite() + " makes no claims.");
        } else {
            verdicts.forEach(this::print);
        }
        return exit(verdicts.stream().map(ClaimVerdict::outcome).collect(Collectors.toSet()), strict);
    }

    /** Returns what the exit says: a refutation above all, then what keeps a verdict from being reached. */
    static int exit(Set<Outcome> outcomes, boolean strict) {
        if (outcomes.stream().anyMatch(Outcome::refutes)) {
            return ExitCode.REGRESSION;
        }
        if (outcomes.contains(Outcome.NOT_COMPARABLE)) {
            return ExitCode.NOT_COMPARABLE;
        }
        if (outcomes.contains(Outcome.MISSING)) {
            return ExitCode.SOME_FAILED;
        }
        return strict && outcomes.contains(Outcome.INCONCLUSIVE) ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    }

    private void print(ClaimVerdict verdict) {
        Claim claim = verdict.claim();
        PrintWriter out = out();
        int columns = dlm().program().terminal().readable();
        String head = verdict.outcome().words() + "  " + claim.id() + ": " + claim.says();
        out.println(painted(verdict.outcome())
                + String.join("\n  ", Wrapping.lines(head, columns))
                        .substring(verdict.outcome().words().length()));
        if (!claim.cites().isEmpty()) {
            out.println(dlm().paint().dim(Wrapping.paragraph(claim.cites(), 2, columns)));
        }
        for (Finding finding : verdict.findings()) {
            boolean one = verdict.findings().size() == 1;
            String effect = finding.effectWords().isEmpty() ? "" : ": " + finding.effectWords();
            String outcome = one ? "" : finding.outcome().words() + "  ";
            out.println(Wrapping.paragraph(outcome + finding.statement() + effect, 2, columns));
            if (!finding.basis().isEmpty()) {
                out.println(dlm().paint().dim(Wrapping.paragraph(finding.basis(), 4, columns)));
            }
            finding.pairs()
                    .forEach(pair -> out.println(dlm().paint().dim(Wrapping.paragraph(pair.words(), 4, columns))));
        }
        out.println();
    }

    private String painted(Outcome outcome) {
        return switch (outcome) {
            case SUPPORTED, SUPPORTED_FOR_THE_BOUND -> dlm().paint().good(outcome.words());
            case REFUTED, REFUTED_FOR_THE_BOUND -> dlm().paint().bad(outcome.words());
            case INCONCLUSIVE, NOT_COMPARABLE, MISSING -> outcome.words();
        };
    }
}
