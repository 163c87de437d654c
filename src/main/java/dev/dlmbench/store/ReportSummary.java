package dev.dlmbench.store;

import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a report says in short, in {@code summary.json} beside its page, for the page that lists all reports.
 *
 * @param suite the name of the suite and of the report's folder
 * @param title for people
 * @param points how many there are
 * @param complete how many are there in full
 * @param failed how many failed
 * @param damaged how many have files that are not what was written
 * @param claims in the order of the suite
 */
public record ReportSummary(
        String suite, String title, int points, int complete, int failed, int damaged, List<ClaimLine> claims) {
    private static final String FILE = "summary.json";

    /** Copies the list. */
    public ReportSummary {
        claims = List.copyOf(claims);
    }

    /**
     * A claim and its verdict.
     *
     * @param id of the claim
     * @param says it in words
     * @param outcome in one word
     */
    public record ClaimLine(String id, String says, String outcome) {}

    /** Writes the summary into its report's {@code folder}. */
    public void write(Path folder) throws IOException {
        DurableFiles.write(folder.resolve(FILE), Json.pretty(this));
    }

    /** Returns the summaries that lie in a folder of reports, by the names of their suites; other folders are none. */
    public static List<Path> in(Path reports) throws IOException {
        try (Stream<Path> found = Files.list(reports)) {
            return found.map(folder -> folder.resolve(FILE))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads one.
     *
     * @throws IOException naming the file and the line, if it is not a summary of the report that it lies beside
     */
    public static ReportSummary read(Path file) throws IOException {
        ReportSummary summary = Json.read(file, ReportSummary.class);
        String folder = String.valueOf(DurableFiles.parent(file).getFileName());
        if (!summary.suite().equals(folder)) {
            throw new IOException(file + ":1: suite must be the folder's name, got '" + summary.suite() + "'");
        }
        return summary;
    }
}
