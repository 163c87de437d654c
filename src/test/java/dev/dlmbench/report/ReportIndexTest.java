package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.store.ReportSummary;
import dev.dlmbench.store.ReportSummary.ClaimLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIndexTest {
    @TempDir
    Path reports;

    @BeforeEach
    void write() throws IOException {
        write("first", List.of(new ClaimLine("a", "It <b>is</b> so", "supported")));
        write("second", List.of(new ClaimLine("b", "It is not", "refuted"), new ClaimLine("c", "Or is it", "refuted")));
        Files.createDirectories(reports.resolve("no-report"));
    }

    private void write(String suite, List<ClaimLine> claims) throws IOException {
        new ReportSummary(suite, "Title of " + suite, 3, 2, 1, 0, claims)
                .write(Files.createDirectories(reports.resolve(suite)));
    }

    @Test
    void listsReportsWithTheirClaims() throws IOException {
        ReportIndex.write(reports);

        assertThat(reports.resolve("index.html"))
                .content()
                .contains("2 suites, 3 claims", "2 refuted", "1 supported", "2 of 3 points complete")
                .contains("<a href=\"./second/index.html#claim-c\">Or is it</a>")
                .contains("It &lt;b&gt;is&lt;/b&gt; so")
                .doesNotContain("no-report", "damage-heading");
    }

    @Test
    void namesASummaryThatIsNone() throws IOException {
        Path first = reports.resolve("first/summary.json");
        String whole = Files.readString(first);
        Files.writeString(first, whole.substring(0, whole.length() / 2));
        Path second = reports.resolve("second/summary.json");
        Files.writeString(second, Files.readString(second).replace("\"second\"", "\"../first\""));

        ReportIndex.write(reports);

        assertThat(reports.resolve("index.html"))
                .content()
                .contains("0 suites, 0 claims", "Damaged and left out")
                .contains(first + ":")
                .contains(second + ":1: suite must be the folder&#39;s name, got &#39;../first&#39;");
    }
}
