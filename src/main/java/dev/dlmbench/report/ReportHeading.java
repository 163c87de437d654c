package dev.dlmbench.report;

import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.SuiteIndex;
import java.util.List;

/**
 * What the suite says of itself.
 *
 * @param suite the suite's name
 * @param title for people
 * @param file that the suite was read from
 * @param lines of that file
 * @param commentary what the suite's author says
 */
public record ReportHeading(String suite, String title, String file, List<String> lines, Commentary commentary) {

    static ReportHeading of(SuiteIndex index) {
        return new ReportHeading(
                index.suite(), index.title(), index.file(), SourceLines.of(index.text()), index.commentary());
    }
}
