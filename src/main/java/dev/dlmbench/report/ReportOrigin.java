package dev.dlmbench.report;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.PointEntry;
import java.util.List;
import java.util.Map;

/**
 * Where every number comes from.
 *
 * @param runs what was run where decoding was timed
 * @param provenance per kind of node
 * @param common settings that all points share
 * @param points with the nodes of each
 */
public record ReportOrigin(
        RunTable runs, List<ProvenanceTable> provenance, Map<String, String> common, List<PointCard> points) {

    static ReportOrigin of(SuiteResults results, MainTable table) {
        Map<String, String> common = SharedSettings.common(
                results.index().points().stream().map(PointEntry::settings).toList());
        return new ReportOrigin(
                RunTable.of(results), ProvenanceTable.of(results), common, PointCard.of(results, table, common));
    }
}
