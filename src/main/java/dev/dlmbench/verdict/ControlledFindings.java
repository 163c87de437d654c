package dev.dlmbench.verdict;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Names;
import dev.dlmbench.claim.Expectation.Choice;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Measured;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.Expectation.Term;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Comparisons of what controls can win, such as gen-PPL, with a word of every control that would have won them in the
 * place of the side that did: what a writer without parameters wins as well shows nothing about a model.
 *
 * @param results of the suite, whose points the controls are
 * @param judge who decides a comparison
 */
record ControlledFindings(SuiteResults results, Function<Comparison, List<Finding>> judge) {

    /** Returns what comes of a comparison. */
    List<Finding> of(Comparison comparison) {
        List<Finding> findings = judge.apply(comparison);
        boolean better = comparison.relation() != Relation.EQUAL && controlled(comparison);
        if (!better || findings.stream().noneMatch(finding -> finding.outcome().supports())) {
            return findings;
        }
        Map<String, List<Finding>> controls = new LinkedHashMap<>();
        Set<String> named = named(comparison);
        for (PointEntry point : results.index().points()) {
            if (point.control() && !named.contains(point.experiment())) {
                controls.computeIfAbsent(
                        point.experiment(), name -> judge.apply(comparison.of(instead(comparison.left(), point))));
            }
        }
        return findings.stream()
                .map(finding -> finding.noted(words(finding, comparison, controls)))
                .toList();
    }

    /** Returns whether the left side would win by a low value of what controls can win. */
    private static boolean controlled(Comparison comparison) {
        return comparison.left() instanceof Frontier
                || (comparison.left() instanceof Measured measured
                        && measured.metric().is(MetricTrait.CONTROLLED)
                        && measured.metric().better() == Metric.Better.LOWER);
    }

    /** Returns the experiments that a comparison is about. */
    private static Set<String> named(Comparison comparison) {
        Set<String> named = new LinkedHashSet<>();
        for (Term term : List.of(comparison.left(), comparison.right())) {
            if (term instanceof Measured measured) {
                named.add(measured.selection().experiment());
            } else if (term instanceof Frontier frontier) {
                named.add(frontier.selection().experiment());
            }
        }
        return named;
    }

    /** Returns a control in the place of a side, at the same values of what both sweep. */
    private Term instead(Term side, PointEntry control) {
        if (side instanceof Measured measured) {
            Selection of = measured.selection();
            return new Measured(
                    measured.at(), measured.factor(), measured.metric(), measured.batch(), instead(of, control));
        }
        Frontier frontier = (Frontier) side;
        return new Frontier(frontier.at(), new Selection(frontier.selection().at(), control.experiment(), List.of()));
    }

    private Selection instead(Selection selection, PointEntry control) {
        List<PointEntry> points = results.index().points().stream()
                .filter(point -> selection.matches(point.experiment(), point.axes(), point.settings()))
                .toList();
        List<Choice> same = new ArrayList<>();
        for (String axis : control.axes().keySet()) {
            List<String> values = points.stream()
                    .flatMap(point -> Stream.ofNullable(
                            point.axes().getOrDefault(axis, point.settings().get(axis))))
                    .distinct()
                    .toList();
            if (values.size() == 1) { // of several each is compared with the control at its own
                same.add(new Choice(selection.at(), axis, values.get(0)));
            }
        }
        return new Selection(selection.at(), control.experiment(), same);
    }

    /** Returns which controls win what was won, against the same other side; empty if none does. */
    private static String words(Finding finding, Comparison comparison, Map<String, List<Finding>> controls) {
        if (!finding.outcome().supports()) {
            return "";
        }
        boolean lines = comparison.aligned().isPresent(); // whose points are compared at equal places already
        List<String> winners = controls.entrySet().stream()
                .filter(control -> wins(
                        control.getValue().stream()
                                .filter(other -> lines || other.right().equals(finding.right()))
                                .toList(),
                        lines))
                .map(Map.Entry::getKey)
                .toList();
        return winners.isEmpty()
                ? ""
                : "the control" + (winners.size() == 1 ? " " : "s ") + Names.listed(winners)
                        + " would win this as well";
    }

    private static boolean wins(List<Finding> findings, boolean any) {
        Predicate<Finding> won = finding -> finding.outcome().supports();
        return any
                ? findings.stream().anyMatch(won)
                : !findings.isEmpty() && findings.stream().allMatch(won);
    }
}
