package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.claim.ClaimMistake;
import dev.dlmbench.claim.Expectation.Alignment;
import dev.dlmbench.claim.Expectation.Choice;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Constant;
import dev.dlmbench.claim.Expectation.Extremum;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Measured;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Statement;
import dev.dlmbench.claim.Expectation.Term;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.PointEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges claims by the results of their suite. A side that names several points stands for all of them: they are
 * compared with those of the other side that have the same values on the axes that both sweep.
 */
public final class ClaimJudge {
    private final SuiteResults results;

    /** Creates a judge that knows {@code results}. */
    public ClaimJudge(SuiteResults results) {
        this.results = results;
    }

    /** Returns the verdicts on the suite's claims, in their order. */
    public List<ClaimVerdict> judge() {
        return results.index().claims().stream().map(this::judge).toList();
    }

    private ClaimVerdict judge(Claim claim) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Statement statement : ExpectationParser.parse(claim.expect()).statements()) {
                List<Finding> found = findings(statement);
                findings.addAll(found);
                if (found.isEmpty()) { // nothing compared is nothing shown
                    String note = "a side of it names no point that is there";
                    findings.add(Finding.without(claim.expect(), Relation.EQUAL, "", Outcome.NOT_COMPARABLE, note));
                }
            }
        } catch (ClaimMistake e) {
            findings.add(Finding.without(
                    claim.expect(), Relation.EQUAL, "", Outcome.NOT_COMPARABLE, "cannot be read: " + e.rule()));
        }
        return new ClaimVerdict(
                claim, Outcome.ofAll(findings.stream().map(Finding::outcome).toList()), findings);
    }

    private List<Finding> findings(Statement statement) {
        Optional<Finding> refusal = refusal(statement);
        if (refusal.isPresent()) {
            return List.of(refusal.get());
        }
        return statement instanceof Comparison comparison
                ? new ControlledFindings(results, this::compared).of(comparison)
                : extreme((Extremum) statement);
    }

    /** Returns why a statement cannot be decided, whatever the values are, if that is so. */
    private Optional<Finding> refusal(Statement statement) {
        if (statement instanceof Extremum extremum) {
            Measured measured = extremum.measured();
            return ForkRule.refusal(sides(measured), measured.words(), Relation.LESS, "the others");
        }
        Comparison comparison = (Comparison) statement;
        List<Side> sides = new ArrayList<>();
        for (Term term : List.of(comparison.left(), comparison.right())) {
            if (term instanceof Measured measured) {
                sides.addAll(sides(measured));
                comparison.aligned().ifPresent(shared -> points(measured)
                        .forEach(point -> sides.add(Side.of(results, point, shared.metric(), "", 1))));
            }
        }
        return ForkRule.refusal(sides, words(comparison.left()), comparison.relation(), words(comparison.right()));
    }

    private static String words(Term term) {
        if (term instanceof Frontier frontier) {
            return frontier.words();
        }
        return term instanceof Measured measured ? measured.words() : plain(((Constant) term).value());
    }

    private List<Finding> compared(Comparison comparison) {
        if (comparison.left() instanceof Frontier left && comparison.right() instanceof Frontier right) {
            return List.of(new FrontierJudge(results).compare(left, right, comparison, comparer(comparison, 1)));
        }
        if (comparison.left() instanceof Measured left && comparison.right() instanceof Measured right) {
            return comparison.aligned().isPresent()
                    ? aligned(comparison, comparison.aligned().get())
                    : sideBySide(sides(left), sides(right), left, right, comparison);
        }
        boolean turned = comparison.left() instanceof Constant;
        Measured measured = (Measured) (turned ? comparison.right() : comparison.left());
        double constant = ((Constant) (turned ? comparison.left() : comparison.right())).value();
        List<Side> sides = sides(measured);
        Comparer comparer = comparer(comparison, sides.size());
        return sides.stream()
                .map(side -> comparer.compare(side, constant, plain(constant), turned))
                .toList();
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private Comparer comparer(Comparison comparison, int count) {
        EvidenceFinder finder = new EvidenceFinder(results.nodes(), comparison.across());
        return new Comparer(finder, comparison.relation(), comparison.tolerance(), Math.max(1, count));
    }

    /** Returns the points of a term; those whose values come from the same nodes count once. */
    private List<Side> sides(Measured term) {
        List<Side> sides = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (PointEntry point : points(term)) {
            Side side = Side.of(results, point, term.metric(), term.batch(), term.factor());
            if (side.missing() || seen.add(side.nodes())) {
                sides.add(side);
            }
        }
        return sides;
    }

    private List<PointEntry> points(Measured term) {
        return results.index().points().stream()
                .filter(point -> term.selection().matches(point.experiment(), point.axes(), point.settings()))
                .toList();
    }

    private List<Finding> sideBySide(
            List<Side> lefts, List<Side> rights, Measured left, Measured right, Comparison comparison) {
        Set<String> shared = swept(lefts);
        shared.retainAll(swept(rights));
        List<List<Side>> pairs = new ArrayList<>();
        for (Side one : lefts) {
            for (Side other : rights) {
                boolean itself = left.metric() == right.metric()
                        && one.point().id().equals(other.point().id());
                if (!itself && agree(one, other, shared)) {
                    pairs.add(List.of(one, other));
                }
            }
        }
        if (pairs.isEmpty()) {
            return List.of(Finding.without(
                    left.words(),
                    comparison.relation(),
                    right.words(),
                    Outcome.NOT_COMPARABLE,
                    "no two points have the same " + String.join(", ", shared)));
        }
        Comparer comparer = comparer(comparison, pairs.size());
        return pairs.stream()
                .map(pair -> comparer.compare(pair.get(0), pair.get(1)))
                .toList();
    }

    /** Returns the axes on which the points differ. */
    private static Set<String> swept(List<Side> sides) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        sides.forEach(side -> side.point().axes().forEach((axis, value) -> values.computeIfAbsent(
                        axis, key -> new HashSet<>())
                .add(value)));
        values.values().removeIf(distinct -> distinct.size() < 2);
        return new LinkedHashSet<>(values.keySet());
    }

    private static boolean agree(Side one, Side other, Set<String> axes) {
        return axes.stream().allMatch(axis -> {
            String value = one.point().axes().getOrDefault(axis, "");
            return Choice.same(value, other.point().axes().getOrDefault(axis, ""));
        });
    }

    // ---- which is best ----

    private List<Finding> extreme(Extremum extremum) {
        List<Side> sides = sides(extremum.measured());
        Choice choice = new Choice(0, extremum.axis(), extremum.value());
        List<Side> best = new ArrayList<>();
        List<Side> others = new ArrayList<>();
        for (Side side : sides) {
            boolean chosen = side.point().axes().entrySet().stream()
                    .anyMatch(axis ->
                            Choice.names(choice.key(), axis.getKey()) && Choice.same(choice.value(), axis.getValue()));
            (chosen ? best : others).add(side);
        }
        Set<String> shared = swept(best);
        List<List<Side>> pairs = new ArrayList<>();
        for (Side one : best) {
            for (Side other : others) {
                if (agree(one, other, shared)) {
                    pairs.add(extremum.smallest() ? List.of(one, other) : List.of(other, one));
                }
            }
        }
        if (pairs.isEmpty()) {
            return List.of(Finding.without(
                    extremum.measured().words() + ", " + extremum.axis() + "=" + extremum.value(),
                    Relation.LESS,
                    "the others",
                    Outcome.MISSING,
                    "there are no other values to compare with"));
        }
        EvidenceFinder finder = new EvidenceFinder(results.nodes(), extremum.across());
        Comparer comparer = new Comparer(finder, Relation.LESS, Tolerance.NONE, pairs.size());
        return pairs.stream()
                .map(pair -> comparer.compare(pair.get(0), pair.get(1)))
                .toList();
    }

    // ---- along a line ----

    private static Finding without(
            String points, String line, Alignment alignment, Relation relation, Outcome outcome, String note) {
        return alignment.lineFirst()
                ? Finding.without(line, relation, points, outcome, note)
                : Finding.without(points, relation, line, outcome, note);
    }

    /** Compares the points of one side with the line through those of the other, read off where both have as much. */
    private List<Finding> aligned(Comparison comparison, Alignment alignment) {
        boolean lineFirst = alignment.lineFirst();
        Measured left = (Measured) (lineFirst ? comparison.right() : comparison.left());
        Measured right = (Measured) (lineFirst ? comparison.left() : comparison.right());
        Relation relation = comparison.relation();
        List<PointEntry> line = points(right);
        List<String> families = line.stream().map(Families::name).distinct().toList();
        if (families.size() > 1) {
            return List.of(without(
                    left.words(),
                    right.words(),
                    alignment,
                    relation,
                    Outcome.NOT_COMPARABLE,
                    "the right side holds several lines: " + String.join("; ", families)));
        }
        Line rights = new Line(
                along(line, right),
                line.stream()
                        .map(point -> Side.of(results, point, alignment.metric(), "", 1))
                        .toList());
        List<Side> lefts = along(points(left), left);
        List<Reading> readings = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Side one : lefts) {
            Side at = Side.of(results, one.point(), alignment.metric(), "", 1);
            Reading reading = Reading.of(one, at, rights);
            if (one.missing() || at.missing()) {
                Side absent = one.missing() ? one : at;
                findings.add(without(
                        one.words(),
                        right.words(),
                        alignment,
                        relation,
                        Outcome.MISSING,
                        absent.words() + ": " + absent.absence()));
            } else if (Comparer.differ(one, present(rights.measured()))
                    || Comparer.differ(at, present(rights.along()))) {
                findings.add(without(
                        one.words(), right.words(), alignment, relation, Outcome.NOT_COMPARABLE, Comparer.DIFFERENT));
            } else if (reading.whole()) {
                readings.add(reading);
            } else {
                outside.add(Families.pointName(one.point()));
            }
        }
        Comparer comparer = comparer(comparison, readings.size());
        boolean upper = rights.measured().stream().anyMatch(Comparer::upper);
        for (Reading reading : readings) {
            findings.add(comparer.compare(
                    reading, Families.name(line.get(0)) + reading.place(), upper, rights.learning(), lineFirst));
        }
        if (findings.isEmpty()) {
            outside.clear();
            findings.add(without(
                    left.words(),
                    right.words(),
                    alignment,
                    relation,
                    Outcome.NOT_COMPARABLE,
                    "they have no " + alignment.metric().id() + " in common: " + spans(lefts, alignment) + " and "
                            + spans(rights.measured(), alignment)));
        }
        if (!outside.isEmpty()) {
            int last = findings.size() - 1;
            findings.set(last, findings.get(last).noted("not within the line: " + String.join("; ", outside)));
        }
        return findings;
    }

    private static List<Side> present(List<Side> sides) {
        return sides.stream().filter(side -> !side.missing()).toList();
    }

    private List<Side> along(List<PointEntry> points, Measured term) {
        return points.stream()
                .map(point -> Side.of(results, point, term.metric(), term.batch(), term.factor()))
                .toList();
    }

    private String spans(List<Side> sides, Alignment alignment) {
        TreeSet<Double> values = new TreeSet<>();
        sides.forEach(side -> values.addAll(Side.of(results, side.point(), alignment.metric(), "", 1)
                .values()
                .values()));
        return values.isEmpty()
                ? "none"
                : Stream.of(values.first(), values.last())
                        .map(value -> String.format(Locale.ROOT, "%.4g", value))
                        .collect(Collectors.joining(" to "));
    }
}
