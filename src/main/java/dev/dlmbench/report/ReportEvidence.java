package dev.dlmbench.report;

import dev.dlmbench.analysis.SuiteResults;
import java.util.List;

/**
 * What the results show, in numbers.
 *
 * @param claims of the suite, with their verdicts
 * @param table the main table
 * @param windows of masking rates in which losses vary least
 * @param fronts the points that no other beats
 */
public record ReportEvidence(List<ClaimCard> claims, MainTable table, WindowTable windows, List<ParetoTable> fronts) {

    static ReportEvidence of(SuiteResults results, MainTable table) {
        return new ReportEvidence(
                ClaimCard.of(results), table, WindowTable.of(results), ParetoTable.of(results, table));
    }
}
