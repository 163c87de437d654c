package dev.dlmbench.report;

import dev.dlmbench.analysis.SuiteResults;
import java.io.IOException;
import java.util.List;

/**
 * What the results look like.
 *
 * @param charts in the order of the suite
 * @param samples of every point that has any
 * @param answers of every point and seed that has any
 * @param player of recorded drawings
 */
public record ReportPictures(
        List<ChartCard> charts, List<SampleCard> samples, List<AnswerCard> answers, Player player) {

    /**
     * One chart.
     *
     * @param name of its files
     * @param title above it
     * @param caption below it
     * @param svg the drawing, for a screen, or empty
     * @param alternative the drawing on the other scale, or empty
     * @param scales what the scales of both are called, if there is another
     * @param absence why there is no drawing, or empty
     */
    public record ChartCard(
            String name,
            String title,
            String caption,
            String svg,
            String alternative,
            List<String> scales,
            String absence) {}

    static ReportPictures of(SuiteResults results, List<ChartCard> charts) throws IOException {
        return new ReportPictures(charts, SampleCard.of(results), AnswerCard.of(results), Player.of(results));
    }
}
