package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.PointNames;
import dev.dlmbench.claim.ClaimMistake;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A point that was named on the command line.
 *
 * @param suite that it belongs to
 * @param point that was meant
 */
record PointArgument(SuiteIndex suite, PointEntry point) {
    private static final int MOST_SHOWN = 12;

    /**
     * Finds a point by its name, or by settings that no other point of its experiment has; with a suite and a colon
     * before it, of that suite.
     *
     * @param suite that points without a suite belong to; empty if there is none
     */
    static PointArgument of(Dlm dlm, ResultStore store, String suite, String words) throws IOException {
        int colon = words.indexOf(':');
        boolean named = colon > 0 && (suite.isEmpty() || SuiteArgument.isOne(dlm, store, words.substring(0, colon)));
        if (!named && suite.isEmpty()) {
            throw new InvalidSettingException(
                    "'" + words + "' has no suite; write SUITE:POINT, or the suite before both");
        }
        SuiteIndex index = SuiteArgument.index(dlm, store, named ? words.substring(0, colon) : suite);
        return new PointArgument(index, in(index, named ? words.substring(colon + 1) : words));
    }

    /**
     * Returns the point of {@code suite} that {@code words} name.
     *
     * @throws InvalidSettingException if it is none or several, with those that there are
     */
    static PointEntry in(SuiteIndex suite, String words) {
        List<PointEntry> found = found(suite, words);
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new InvalidSettingException((found.isEmpty()
                        ? suite.suite() + " has no point '" + words + "'; there are: "
                        : "'" + words + "' are " + found.size() + " points of " + suite.suite() + ": ")
                + offered(suite, found.isEmpty() ? suite.points() : found));
    }

    /** Returns the point that {@code words} name, if there is one and no other. */
    static Optional<PointEntry> find(SuiteIndex suite, String words) {
        List<PointEntry> found = found(suite, words);
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Returns the names of {@code points}, as many as can be read at once. */
    static String offered(SuiteIndex suite, List<PointEntry> points) {
        List<String> names =
                points.stream().limit(MOST_SHOWN).map(PointEntry::id).toList();
        return String.join(" ", names)
                + (points.size() > names.size() ? " ... (dlm ls " + suite.suite() + " shows all)" : "");
    }

    private static List<PointEntry> found(SuiteIndex suite, String words) {
        List<String> names = PointNames.meant(
                words, suite.points().stream().map(PointEntry::id).toList());
        if (!names.isEmpty()) {
            return suite.points().stream()
                    .filter(point -> names.contains(point.id()))
                    .toList();
        }
        try {
            Selection selection = ExpectationParser.selection(words);
            return suite.points().stream()
                    .filter(point -> selection.matches(point.experiment(), point.axes(), point.settings()))
                    .toList();
        } catch (ClaimMistake noSelection) {
            return List.of();
        }
    }
}
