package dev.dlmbench.suite;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problem;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.ProfileSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the settings of one point from its values; the sections check themselves, all of them. */
final class PointBuilder {
    private final PointValues values;
    private final List<Problem> problems = new ArrayList<>();

    /** Starts with {@code values}. */
    PointBuilder(PointValues values) {
        this.values = values;
    }

    /** Returns what is wrong so far, by key. */
    List<Problem> problems() {
        return problems;
    }

    /** Returns the settings; nothing if any is missing, unreadable or wrong. */
    Optional<PointSettings> build() {
        PointSections sections = SettingTable.SECTIONS;
        Optional<DataSpec> data = read(sections.data);
        Optional<BackboneSpec> backbone = read(sections.backbone);
        Optional<ProcessSpec> process = read(sections.process);
        Optional<ObjectiveSpec> objective = read(sections.objective);
        Optional<TrainingSpec> training = read(sections.training);
        Optional<EngineSpec> engine = read(sections.engine);
        Optional<LikelihoodSpec> likelihood = read(sections.likelihood);
        Optional<ProfileSpec> profile = read(sections.profile);
        Optional<VarianceSpec> variance = read(sections.variance);
        Optional<String> sampler = section("", () -> word("sampling.sampler"));
        Optional<SamplingSpec> sampling = section("", this::sampling);
        Optional<LatencySpec> latency = read(sections.latency);
        // An evaluator mostly follows the same defaults as the point's own settings, and its problems would repeat
        // theirs.
        EvaluatorSection scoring = sections.evaluator;
        Optional<BackboneSpec> network = backbone.flatMap(
                own -> section("evaluator.", () -> scoring.backbone().read(values)));
        Optional<TrainingSpec> schedule = training.flatMap(
                own -> section("evaluator.", () -> scoring.training().read(values)));
        Optional<EngineSpec> where =
                engine.flatMap(own -> section("", () -> sections.engine.read(values.ofEvaluator())));
        Optional<EvaluatorSpec> evaluator = network.flatMap(layers -> schedule.flatMap(
                steps -> where.flatMap(device -> section("", () -> scoring.read(values, layers, steps, device)))));
        boolean incomplete = Stream.of(
                        data, process, objective, engine, likelihood, profile, variance, sampler, sampling)
                .anyMatch(Optional::isEmpty);
        if (!problems.isEmpty() || incomplete || evaluator.isEmpty() || latency.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PointSettings(
                data.orElseThrow(),
                values.oracle(),
                backbone.orElseThrow(),
                process.orElseThrow(),
                objective.orElseThrow(),
                training.orElseThrow(),
                values.written(sections.from).orElse(""),
                engine.orElseThrow(),
                likelihood.orElseThrow(),
                profile.orElseThrow(),
                variance.orElseThrow(),
                sampler.orElseThrow(),
                sampling.orElseThrow(),
                evaluator.get(),
                latency.get()));
    }

    private <T> Optional<T> read(Section<T> section) {
        return section("", () -> section.read(values));
    }

    private SamplingSpec sampling() {
        boolean oneByOne = values.autoregressive().orElseThrow(UnresolvedException::new);
        StepPlan.Kind plan = oneByOne ? StepPlan.Kind.GRID : constant(StepPlan.Kind.class, "sampling.plan");
        return new SamplingSpec(
                new StepPlan(plan, oneByOne || !plan.stepped() ? 0 : integer("sampling.stepsPerBlock")),
                proposal(oneByOne),
                oneByOne ? Selector.ANCESTRAL : selector(),
                oneByOne ? Corrector.NONE : corrector(),
                oneByOne ? 0 : integer("sampling.arTokens"),
                stopping(),
                values.written("sampling.prompt").map(SettingValue::text).orElse(""),
                integer("sampling.samples"),
                integer("sampling.batch"),
                integer("sampling.traces"));
    }

    private Proposal proposal(boolean oneByOne) {
        double topP = number("sampling.topP");
        Proposal proposal = new Proposal(
                number("sampling.temperature"),
                integer("sampling.topK"),
                number("sampling.minP"),
                topP,
                topP == 1 ? Proposal.TopPRule.CROSSING : constant(Proposal.TopPRule.class, "sampling.topPRule"),
                constant(Proposal.Greedy.class, "sampling.greedy"));
        return oneByOne ? proposal.withoutTail() : proposal;
    }

    private Selector selector() {
        Selector.Kind kind = constant(Selector.Kind.class, "sampling.selector.kind");
        List<Integer> order = values.find("sampling.selector.order")
                .map(value -> ((SettingValue.Wholes) value)
                        .values().stream().map(Math::toIntExact).toList())
                .orElse(List.of());
        return new Selector(
                kind,
                kind.adaptive() ? number("sampling.selector.bound") : 0,
                kind.ranks() ? number("sampling.selector.temperature") : 0,
                order);
    }

    private Corrector corrector() {
        Corrector.Kind kind = constant(Corrector.Kind.class, "sampling.corrector.kind");
        SettingValue.Range window = values.find("sampling.corrector.window")
                .map(value -> (SettingValue.Range) value)
                .orElse(new SettingValue.Range(0, 1));
        boolean windowed = kind.mixes() && kind != Corrector.Kind.REMDM_LOOP; // the loop is a window of its own
        boolean arpc = kind == Corrector.Kind.ARPC;
        boolean self = kind == Corrector.Kind.SELF_CORRECTION;
        Corrector first = Corrector.of(kind, 0);
        return new Corrector(
                kind,
                kind == Corrector.Kind.PSI
                        ? number("sampling.corrector.kappa")
                        : kind.hasEta() ? number("sampling.corrector.eta") : 0,
                windowed ? window.high() : first.from(),
                windowed ? window.low() : first.until(),
                arpc ? constant(Corrector.Score.class, "sampling.corrector.score") : first.score(),
                arpc ? constant(Corrector.Rule.class, "sampling.corrector.rule") : first.rule(),
                arpc ? integer("sampling.corrector.warmup") : first.warmup(),
                arpc ? integer("sampling.corrector.period") : first.period(),
                self ? integer("sampling.corrector.rounds") : first.rounds(),
                self ? integer("sampling.corrector.patience") : first.patience(),
                self ? number("sampling.corrector.temperature") : first.temperature());
    }

    private Stopping stopping() {
        String text =
                values.written("sampling.stop.text").map(SettingValue::text).orElse("");
        double entropy = number("sampling.stop.entropy");
        long longest = values.wholeOrZero("sampling.stop.maxLength").orElseThrow(UnresolvedException::new);
        return new Stopping(
                longest == whole("data.sequence") ? 0 : Math.toIntExact(longest),
                text,
                entropy,
                entropy == 0 || !text.isEmpty() ? 0 : integer("sampling.stop.retries"));
    }

    private <T> Optional<T> section(String evaluator, Supplier<T> spec) {
        try {
            return Optional.of(spec.get());
        } catch (InvalidSettingException e) {
            e.problems().forEach(problem -> problems.add(new Problem(evaluator + problem.key(), problem.rule())));
        } catch (UnresolvedException e) {
            // What is missing or unreadable has a message of its own.
        }
        return Optional.empty();
    }

    private SettingValue value(String key) {
        return values.find(key).orElseThrow(UnresolvedException::new);
    }

    private long whole(String key) {
        return ((SettingValue.Whole) value(key)).value();
    }

    private int integer(String key) {
        return Math.toIntExact(whole(key));
    }

    private double number(String key) {
        return ((SettingValue.Decimal) value(key)).value();
    }

    private boolean flag(String key) {
        return ((SettingValue.Switch) value(key)).value();
    }

    private String word(String key) {
        return value(key).text();
    }

    private <E extends Enum<E>> E constant(Class<E> type, String key) {
        return Enum.valueOf(type, word(key).toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
