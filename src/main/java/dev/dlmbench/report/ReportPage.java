package dev.dlmbench.report;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.report.ReportPictures.ChartCard;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Everything that the report's page says, in words.
 *
 * @param heading what the suite says of itself
 * @param state how far it is computed
 * @param facts what a reader must know to read the values
 * @param evidence claims and tables
 * @param pictures charts and samples
 * @param origin where every number comes from
 */
public record ReportPage(
        ReportHeading heading,
        ReportState state,
        ReportFacts facts,
        ReportEvidence evidence,
        ReportPictures pictures,
        ReportOrigin origin) {

    static ReportPage of(SuiteResults results, List<ChartCard> charts) throws IOException {
        MainTable table = MainTable.of(results);
        return new ReportPage(
                ReportHeading.of(results.index()),
                ReportState.of(results),
                ReportFacts.of(results),
                ReportEvidence.of(results, table),
                ReportPictures.of(results, charts),
                ReportOrigin.of(results, table));
    }

    /** Returns what a reader may type to filter the main table, such as {@code block nfe<64}. */
    public String filterExample() {
        int middle = evidence.table().rows().size() / 2;
        for (Metric metric : List.of(Metric.NFE, Metric.GEN_PPL, Metric.NLL)) {
            int column = evidence.table().index(metric);
            String value = column < 0 || evidence.table().rows().isEmpty()
                    ? ""
                    : evidence.table().rows().get(middle).cells().get(column).value();
            if (!value.isEmpty()) {
                String limit = new BigDecimal(value).round(new MathContext(2)).toPlainString();
                return origin.points().get(middle).name().split("[ ,]", 2)[0] + " " + metric.id() + "<" + limit;
            }
        }
        return "";
    }
}
