package dev.dlmbench.report;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Names;
import dev.dlmbench.verdict.ClaimJudge;
import dev.dlmbench.verdict.ClaimVerdict;
import dev.dlmbench.verdict.Finding;
import dev.dlmbench.verdict.Outcome;
import dev.dlmbench.verdict.PairedSeed;
import java.util.List;

/**
 * A claim and its verdict, as the page shows them.
 *
 * @param id of the claim
 * @param says it in words
 * @param cites where it was said first, or empty
 * @param expect the claim as the suite has it
 * @param source the line of the suite file where it stands
 * @param outcome in words
 * @param style of the outcome
 * @param lines one for each comparison
 */
public record ClaimCard(
        String id,
        String says,
        String cites,
        String expect,
        int source,
        String outcome,
        String style,
        List<Line> lines) {

    /**
     * One comparison.
     *
     * @param statement what was compared
     * @param outcome in words
     * @param style of the outcome
     * @param effect with its interval, or empty
     * @param basis how it was found
     * @param pairs what both sides get right of the same examples, seed by seed, in words
     */
    public record Line(
            String statement, String outcome, String style, String effect, String basis, List<String> pairs) {}

    static List<ClaimCard> of(SuiteResults results) {
        return new ClaimJudge(results).judge().stream().map(ClaimCard::of).toList();
    }

    private static ClaimCard of(ClaimVerdict verdict) {
        return new ClaimCard(
                verdict.claim().id(),
                verdict.claim().says(),
                verdict.claim().cites(),
                verdict.claim().expect(),
                verdict.claim().line(),
                verdict.outcome().words(),
                style(verdict.outcome()),
                verdict.findings().stream().map(ClaimCard::line).toList());
    }

    private static Line line(Finding finding) {
        return new Line(
                finding.statement(),
                finding.outcome().words(),
                style(finding.outcome()),
                finding.effectWords(),
                finding.basis(),
                finding.pairs().stream().map(PairedSeed::words).toList());
    }

    private static String style(Outcome outcome) {
        return Names.of(outcome);
    }
}
