package dev.dlmbench.cli;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.ResultStore;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.util.List;

/**
 * A point that was named on the command line.
 *
 * @param suite that it belongs to
 * @param point that was meant
 */
record PointArgument(SuiteIndex suite, PointEntry point) {
    private static final int MOST_SHOWN = 12;

    /**
     * Finds {@code words}, which are a point's id, its short name such as {@code block S=4}, or the name of an
     * experiment that is one point; with a suite and a colon before it, of that suite.
     *
     * @param suite that points without a suite belong to; empty if there is none
     */
    static PointArgument of(ResultStore store, String suite, String words) throws IOException {
        int colon = words.indexOf(':');
        boolean named = colon > 0 && (suite.isEmpty() || store.suites().contains(words.substring(0, colon)));
        if (!named && suite.isEmpty()) {
            throw new InvalidSettingException(
                    "'" + words + "' has no suite; write SUITE:POINT, or the suite before both");
        }
        SuiteIndex index = StatusCommand.index(store, named ? words.substring(0, colon) : suite);
        return new PointArgument(index, find(index, named ? words.substring(colon + 1) : words));
    }

    private static PointEntry find(SuiteIndex index, String words) {
        List<PointEntry> found = index.points().stream()
                .filter(point ->
                        point.id().equals(words) || Families.pointName(point).equals(words))
                .toList();
        if (found.isEmpty()) {
            found = index.points().stream()
                    .filter(point -> point.experiment().equals(words))
                    .toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        List<PointEntry> offered = found.isEmpty() ? index.points() : found;
        List<String> names =
                offered.stream().limit(MOST_SHOWN).map(Families::pointName).toList();
        throw new InvalidSettingException((found.isEmpty()
                        ? index.suite() + " has no point '" + words + "'; there are: "
                        : "'" + words + "' are " + found.size() + " points of " + index.suite() + ": ")
                + String.join(", ", names)
                + (offered.size() > names.size() ? " ... (dlm ls " + index.suite() + " shows all)" : ""));
    }
}
