package dev.dlmbench.gate;

import dev.dlmbench.analysis.NodeState;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.gate.Comparison.Border;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baseline.Series;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.verdict.DocumentEvidence;
import dev.dlmbench.verdict.Evidence;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Judges a suite's results by its gate.
 *
 * <p>Quality is compared with a baseline, paired by seed, or by document where there is one seed. Speed is compared
 * with what another build did side by side, never with stored figures.
 */
public final class GateJudge {
    private final GateSpec spec;
    private final SuiteResults results;
    private final Baseline baseline;

    /**
     * Creates a judge.
     *
     * @param results now
     * @param baseline then
     */
    public GateJudge(GateSpec spec, SuiteResults results, Baseline baseline) {
        this.spec = spec;
        this.results = results;
        this.baseline = baseline;
    }

    /**
     * What decoding took before and after, in pairs of fresh processes.
     *
     * @param before milliseconds with the other build
     * @param after milliseconds with this one
     */
    public record SpeedPair(double before, double after) {}

    /** A point and a batch size that a rule on speed needs timed. */
    public record Timed(String point, int batch) {}

    /** Returns what has to be timed side by side. */
    public List<Timed> timed() {
        return spec.rules().stream()
                .filter(GateSpec.Rule::onSpeed)
                .flatMap(rule -> points(rule).stream().map(point -> new Timed(point.id(), batch(rule))))
                .distinct()
                .toList();
    }

    private static int batch(GateSpec.Rule rule) {
        return rule.batch().isEmpty() || !rule.metric().is(MetricTrait.EACH_BATCH) ? 1 : Integer.parseInt(rule.batch());
    }

    /**
     * Returns the verdicts on all rules.
     *
     * @param speeds what {@link #timed} took; empty where no other build was run
     */
    public List<Judgement> judge(Map<Timed, List<SpeedPair>> speeds) throws IOException {
        Compared compared = compared(speeds);
        List<Judgement> all = new ArrayList<>(Comparison.judge(compared.comparisons(), spec.alpha()));
        all.addAll(compared.undecided());
        List<GateSpec.Rule> order = spec.rules();
        all.sort((one, other) -> Integer.compare(order.indexOf(one.rule()), order.indexOf(other.rule())));
        return fasterButNotAsGood(all);
    }

    /** What can be judged, and what cannot and why. */
    record Compared(List<Comparison> comparisons, List<Judgement> undecided) {}

    /** Returns what the rules come to. */
    Compared compared(Map<Timed, List<SpeedPair>> speeds) throws IOException {
        Compared compared = new Compared(new ArrayList<>(), new ArrayList<>());
        for (GateSpec.Rule rule : spec.rules()) {
            for (PointEntry point : points(rule)) {
                if (rule.onSpeed()) {
                    speed(rule, point, speeds, compared);
                } else {
                    quality(rule, point, compared);
                }
            }
        }
        return compared;
    }

    /** Returns how far every value may move, those of speed whether or not they have been timed. */
    List<Border> borders() throws IOException {
        List<Border> borders = new ArrayList<>(compared(Map.of()).comparisons().stream()
                .map(Comparison::border)
                .toList());
        for (GateSpec.Rule rule : spec.rules()) {
            if (rule.onSpeed()) {
                for (PointEntry point : points(rule)) {
                    borders.add(speedBorder(rule, point));
                }
            }
        }
        return borders;
    }

    /** Returns how far the values of the baseline lie apart across seeds; nothing for speed and for single seeds. */
    Optional<Double> spread(Border border) {
        return border.rule().onSpeed()
                ? Optional.empty()
                : baseline.series().stream()
                        .filter(series -> series.point().equals(border.point())
                                && series.metric().equals(border.rule().metric().id())
                                && series.values().size() > 1)
                        .findFirst()
                        .map(series -> Moments.deviation(series.values().values().stream()
                                .mapToDouble(value -> border.ratio() ? Math.log(value) : value)
                                .toArray()));
    }

    GateSpec spec() {
        return spec;
    }

    /** A point that is faster and lost quality, or may have, has not got better. */
    private static List<Judgement> fasterButNotAsGood(List<Judgement> all) {
        Map<String, Verdict> quality = new LinkedHashMap<>();
        all.stream()
                .filter(judgement -> !judgement.rule().onSpeed())
                .forEach(judgement ->
                        quality.merge(judgement.point(), judgement.verdict(), (one, other) -> graver(one, other)));
        return all.stream()
                .map(judgement -> {
                    Verdict held = quality.getOrDefault(judgement.point(), Verdict.SAME);
                    boolean lost = held != Verdict.SAME && held != Verdict.BETTER;
                    boolean faster = judgement.rule().onSpeed() && judgement.verdict() == Verdict.BETTER;
                    return lost && faster ? notBetter(judgement, held) : judgement;
                })
                .toList();
    }

    private static Verdict graver(Verdict one, Verdict other) {
        List<Verdict> rising = List.of(
                Verdict.BETTER,
                Verdict.SAME,
                Verdict.INCONCLUSIVE,
                Verdict.MISSING,
                Verdict.NOT_COMPARABLE,
                Verdict.WORSE);
        return rising.indexOf(one) > rising.indexOf(other) ? one : other;
    }

    private static Judgement notBetter(Judgement judgement, Verdict held) {
        return new Judgement(
                judgement.rule(),
                judgement.point(),
                held == Verdict.WORSE ? Verdict.WORSE : Verdict.INCONCLUSIVE,
                judgement.change(),
                judgement.ratio(),
                judgement.interval(),
                judgement.pValue(),
                judgement.test(),
                judgement.n(),
                judgement.needed(),
                "faster, but its quality is " + held.words());
    }

    private List<PointEntry> points(GateSpec.Rule rule) {
        if (rule.of().isEmpty()) { // of controls nothing can get worse but the text
            return results.index().points().stream()
                    .filter(point -> !point.control())
                    .toList();
        }
        Selection selection = ExpectationParser.selection(rule.of());
        return results.index().points().stream()
                .filter(point -> selection.matches(point.experiment(), point.axes(), point.settings()))
                .toList();
    }

    private void speed(GateSpec.Rule rule, PointEntry point, Map<Timed, List<SpeedPair>> speeds, Compared compared)
            throws IOException {
        List<SpeedPair> pairs = speeds.getOrDefault(new Timed(point.id(), batch(rule)), List.of());
        if (pairs.size() < GateSpec.FEWEST_PAIRS) {
            compared.undecided()
                    .add(Judgement.without(
                            rule,
                            point.id(),
                            Verdict.NOT_COMPARABLE,
                            "speed is judged beside another build only; name one by --base-ref or --base-jar"));
            return;
        }
        double sign = rule.metric().better() == Metric.Better.HIGHER ? -1 : 1; // time turned into speed
        double[] moves = pairs.stream()
                .mapToDouble(pair -> sign * Math.log(pair.after() / pair.before()))
                .toArray();
        compared.comparisons()
                .add(new Comparison(
                        speedBorder(rule, point),
                        Evidence.ofDifferences(moves, "side by side, " + moves.length + " pairs, Student's t"),
                        Arrays.stream(moves).boxed().toList()));
    }

    private Border speedBorder(GateSpec.Rule rule, PointEntry point) throws IOException {
        String definition = BaselineMaker.series(results, point, rule.metric()).stream()
                .filter(series -> rule.batch().isEmpty() || series.variant().equals(rule.batch()))
                .findFirst()
                .map(Series::definition)
                .orElse("");
        return new Border(rule, point.id(), definition, true, Math.log1p(rule.tolerance()), spec.pairs());
    }

    private void quality(GateSpec.Rule rule, PointEntry point, Compared compared) throws IOException {
        Optional<Series> now = find(BaselineMaker.series(results, point, rule.metric()), rule, point);
        Optional<Series> then = find(baseline.series(), rule, point);
        List<Judgement> undecided = compared.undecided();
        if (now.isEmpty() || then.isEmpty()) {
            undecided.add(Judgement.without(
                    rule,
                    point.id(),
                    now.isEmpty() ? Verdict.MISSING : Verdict.NOT_COMPARABLE,
                    now.isEmpty() ? "not measured" + failures(point) : "the baseline has no such value"));
        } else if (!now.get().definition().equals(then.get().definition())) {
            undecided.add(Judgement.without(
                    rule,
                    point.id(),
                    Verdict.NOT_COMPARABLE,
                    "measured on other text, by another evaluator, or under another definition than the baseline"));
        } else if (!now.get().values().keySet().containsAll(then.get().values().keySet())) {
            Set<Long> lost = new TreeSet<>(then.get().values().keySet());
            lost.removeAll(now.get().values().keySet());
            undecided.add(Judgement.without(
                    rule,
                    point.id(),
                    Verdict.MISSING,
                    "the baseline has seeds that are missing now: " + lost + failures(point)));
        } else {
            compare(rule, point, then.get(), now.get(), compared);
        }
    }

    private static Optional<Series> find(List<Series> all, GateSpec.Rule rule, PointEntry point) {
        return all.stream()
                .filter(series -> series.point().equals(point.id())
                        && series.metric().equals(rule.metric().id()))
                .findFirst();
    }

    private void compare(GateSpec.Rule rule, PointEntry point, Series then, Series now, Compared compared) {
        boolean positive = then.values().values().stream().allMatch(value -> value > 0)
                && now.values().values().stream().allMatch(value -> value > 0);
        boolean ratio = rule.relative() && positive && rule.metric().scale().comparesRatios();
        DoubleUnaryOperator scale = ratio ? Math::log : value -> value;
        double mean = rule.metric().scale().mean(then.values().values());
        double tolerance = ratio
                ? Math.log1p(rule.tolerance())
                : rule.relative() ? rule.tolerance() * Math.abs(mean) : rule.tolerance();
        Optional<Evidence> evidence = Evidence.acrossSeeds(then.values(), now.values(), scale);
        int n = evidence.map(Evidence::n).orElse(0);
        if (evidence.isEmpty() && then.values().equals(now.values())) {
            evidence = Optional.of(Evidence.none("the same value"));
        }
        if (evidence.isEmpty() && rule.pooled() && rule.metric().likelihood()) {
            evidence = DocumentEvidence.byDocument(parts(then), parts(now), order(point, rule.metric()));
        }
        if (evidence.isEmpty() && rule.pooled() && ratio) {
            evidence = Evidence.bySample(parts(then), parts(now));
        }
        if (evidence.isEmpty()) {
            compared.undecided()
                    .add(Judgement.without(
                            rule,
                            point.id(),
                            Verdict.INCONCLUSIVE,
                            "one value a side shows no scatter; it takes two seeds or more"));
        } else {
            Border border = new Border(rule, point.id(), now.definition(), ratio, tolerance, n);
            compared.comparisons().add(new Comparison(border, evidence.get(), moves(then, now, scale)));
        }
    }

    /** Returns the order of a point's documents, which are those of the baseline if the definition is the same. */
    private DocumentOrder order(PointEntry point, Metric metric) {
        return results.rows(point, metric).stream()
                .flatMap(row -> DocumentOrder.of(row.measurement()).stream())
                .findFirst()
                .orElse(DocumentOrder.RUNNING_TEXT);
    }

    /** Returns why nodes of a point failed, each reason once; empty if none did. */
    private String failures(PointEntry point) {
        return results.states().stream()
                .filter(node -> node.point().equals(point.id()) && node.state() == NodeState.State.FAILED)
                .map(node -> "; " + node.kind() + " of seed " + node.seed() + " failed: " + node.reason())
                .distinct()
                .collect(Collectors.joining());
    }

    /** Returns the differences seed by seed; nothing where the sides have not the same seeds, or a single one. */
    private static List<Double> moves(Series then, Series now, DoubleUnaryOperator scale) {
        if (then.values().size() < 2
                || !then.values().keySet().equals(now.values().keySet())) {
            return List.of();
        }
        return now.values().entrySet().stream()
                .map(entry -> scale.applyAsDouble(entry.getValue())
                        - scale.applyAsDouble(
                                Objects.requireNonNull(then.values().get(entry.getKey()))))
                .toList();
    }

    private static double[][] parts(Series series) {
        return series.parts().stream()
                .map(part -> part.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }
}
