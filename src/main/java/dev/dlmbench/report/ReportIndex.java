package dev.dlmbench.report;

import dev.dlmbench.store.ReportSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The page that lists all reports of a folder, with what their results say to the claims.
 *
 * @param reports by the names of their suites
 * @param damage what is wrong with summaries that cannot be read, and so are left out
 */
public record ReportIndex(List<ReportSummary> reports, List<String> damage) {

    /** Writes {@code index.html} anew from the summaries of the reports in the folder. */
    static void write(Path reports) throws IOException {
        ReportIndex index = new ReportIndex(new ArrayList<>(), new ArrayList<>());
        for (Path file : ReportSummary.in(reports)) {
            try {
                index.reports.add(ReportSummary.read(file));
            } catch (IOException e) {
                index.damage.add(Objects.requireNonNullElse(e.getMessage(), file + ": unreadable"));
            }
        }
        new ReportFolder(reports).write("index.html", Html.render("index.ftlh", index));
    }

    /** Returns how many claims there are in all. */
    public int claims() {
        return reports.stream().mapToInt(report -> report.claims().size()).sum();
    }

    /** Returns how many claims came to each outcome. */
    public Map<String, Integer> outcomes() {
        Map<String, Integer> outcomes = new TreeMap<>();
        reports.forEach(report -> report.claims().forEach(claim -> outcomes.merge(claim.outcome(), 1, Integer::sum)));
        return outcomes;
    }
}
