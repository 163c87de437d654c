package dev.dlmbench.yaml;

import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while a suite is read, so that all of it is told at once. */
public final class Diagnostics {
    private static final int MOST_SHOWN = 200;
    private static final int MOST_FOUND = 1_000;
    private static final int LONGEST_EXCERPT = 200;

    private final Set<Finding> findings = new LinkedHashSet<>();

    /** Notes a problem; the same one at the same place counts once. */
    public void report(Position at, String message) {
        add(new Finding(at, true, message, ""));
    }

    /** Notes a word that is not one of {@code choices}, and the one that was probably meant. */
    public void reportUnknown(Position at, String what, String word, Collection<String> choices) {
        add(new Finding(
                at,
                true,
                "unknown " + what + " '" + Suggestions.shorten(word) + "'; known: " + String.join(", ", choices),
                Suggestions.nearest(word, choices)));
    }

    /** Notes a problem with a suggestion of what was meant. */
    public void report(Position at, String message, String suggestion) {
        add(new Finding(at, true, message, suggestion));
    }

    /**
     * Notes that a limit is broken, behind which reading on would take too long.
     *
     * @throws Enough always
     */
    public void giveUp(Position at, String message) {
        report(at, message);
        throw new Enough();
    }

    private void add(Finding finding) {
        findings.add(finding);
        if (findings.size() >= MOST_FOUND) {
            throw new Enough();
        }
    }

    /** Ends the reading before its end: what was noted is bad or plentiful enough. */
    public static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Enough() {
            super(null, null, false, false);
        }
    }

    /** Notes that an entry's value is something else than what is {@code wanted}. */
    public void reportMismatch(Entry entry, String wanted) {
        report(
                entry.value().at(),
                entry.key() + " must be " + wanted + ", got " + entry.value().described());
    }

    /** Returns the text of an entry; empty, with the problem noted, if it is none. */
    public String text(Entry entry) {
        if (entry.value() instanceof Scalar scalar && !scalar.nothing()) {
            return scalar.text();
        }
        reportMismatch(entry, "text");
        return "";
    }

    /** Notes a problem with a source as a whole. */
    public void reportWhole(Source source, String message) {
        add(new Finding(source.start(), false, message, ""));
    }

    public boolean isEmpty() {
        return findings.isEmpty();
    }

    /**
     * Ends the reading.
     *
     * @throws SuiteException if anything was noted
     */
    public void rejectIfAny() {
        if (!findings.isEmpty()) {
            throw rejection();
        }
    }

    /** Returns all that was noted, to be thrown. */
    public SuiteException rejection() {
        List<Diagnostic> sorted = new ArrayList<>(findings.stream()
                .sorted()
                .limit(MOST_SHOWN)
                .map(Finding::diagnostic)
                .toList());
        if (findings.size() > MOST_SHOWN) {
            Diagnostic last = sorted.get(sorted.size() - 1);
            int hidden = findings.size() - MOST_SHOWN;
            String more = (findings.size() >= MOST_FOUND ? "at least " : "") + hidden + " more problems are not shown";
            sorted.add(new Diagnostic(last.file(), 0, 0, more, "", ""));
        }
        return new SuiteException(sorted);
    }

    private record Finding(Position at, boolean placed, String message, String suggestion)
            implements Comparable<Finding> {
        Diagnostic diagnostic() {
            Source source = at.source();
            boolean shown = placed && source.file();
            String line = shown ? source.line(at.line()).stripTrailing() : "";
            String excerpt = line.length() <= LONGEST_EXCERPT ? line : "";
            int column = shown ? at.column() : 0;
            return new Diagnostic(source.name(), shown ? at.line() : 0, column, message, suggestion, excerpt);
        }

        @Override
        public int compareTo(Finding other) {
            int byPlace = at.compareTo(other.at);
            return byPlace != 0 ? byPlace : message.compareTo(other.message);
        }
    }
}
