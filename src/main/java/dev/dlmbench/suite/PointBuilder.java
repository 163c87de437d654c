package dev.dlmbench.suite;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problem;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.ProfileSpec;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the settings of one point from its values; the sections check themselves, all of them. */
final class PointBuilder {
    private final PointValues values;
    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();

    /** Starts with {@code values}; a corpus that is kept in files is relative to {@code folder}. */
    PointBuilder(PointValues values, Path folder) {
        this.values = values;
        this.folder = folder;
    }

    /** Returns what is wrong so far, by key. */
    List<Problem> problems() {
        return problems;
    }

    /** Returns the settings; nothing if any is missing, unreadable or wrong. */
    Optional<PointSettings> build() {
        Optional<DataSpec> data = corpus().flatMap(corpus -> section("", () -> data(corpus)));
        Optional<BackboneSpec> backbone = section("", () -> backbone(""));
        Optional<ProcessSpec> process = section("", this::process);
        Optional<ObjectiveSpec> objective = section("", this::objective);
        Optional<TrainingSpec> training = section("", () -> training(""));
        Optional<EngineSpec> engine = section("", this::engine);
        Optional<LikelihoodSpec> likelihood = section("", this::likelihood);
        Optional<ProfileSpec> profile = section("", () -> new ProfileSpec(integer("profile.draws")));
        Optional<VarianceSpec> variance = section("", () -> new VarianceSpec(integer("variance.batches")));
        Optional<String> sampler = section("", () -> word("sampling.sampler"));
        Optional<SamplingSpec> sampling = section("", this::sampling);
        Optional<LatencySpec> latency = section("", this::latency);
        // An evaluator mostly follows the same defaults as the point's own settings, and its problems would repeat
        // theirs.
        Optional<BackboneSpec> evaluatorBackbone =
                backbone.flatMap(own -> section("evaluator.", () -> backbone("evaluator.")));
        Optional<TrainingSpec> evaluatorTraining =
                training.flatMap(own -> section("evaluator.", () -> training("evaluator.")));
        Optional<EngineSpec> evaluatorEngine =
                engine.flatMap(own -> section("", () -> new PointBuilder(values.ofEvaluator(), folder).engine()));
        Optional<EvaluatorSpec> evaluator = evaluatorBackbone.flatMap(network -> evaluatorTraining.flatMap(
                schedule -> evaluatorEngine.flatMap(where -> section("", () -> evaluator(network, schedule, where)))));
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
                values.written("training.from").map(SettingValue::text).orElse(""),
                engine.orElseThrow(),
                likelihood.orElseThrow(),
                profile.orElseThrow(),
                variance.orElseThrow(),
                sampler.orElseThrow(),
                sampling.orElseThrow(),
                evaluator.get(),
                latency.get()));
    }

    private Optional<CorpusSpec> corpus() {
        return section("", () -> switch (word("data.corpus")) {
            case "markov" ->
                new CorpusSpec.Markov(
                        integer("data.corpus.order"),
                        integer("data.corpus.symbols"),
                        number("data.corpus.concentration"),
                        whole("data.corpus.seed"));
            case "stories" -> new CorpusSpec.Stories(whole("data.corpus.seed"));
            case "ids" ->
                new CorpusSpec.Ids(word("data.corpus.path"), folder.toString(), integer("data.corpus.vocabulary"));
            case "file" -> new CorpusSpec.TextFile(word("data.corpus.path"), folder.toString());
            default -> new CorpusSpec.Named(word("data.corpus"));
        });
    }

    private DataSpec data(CorpusSpec corpus) {
        return new DataSpec(
                corpus,
                constant(DataSpec.TokenizerKind.class, "data.tokenizer"),
                integer("data.sequence"),
                whole("data.tokens"),
                integer("data.documents"));
    }

    private BackboneSpec backbone(String evaluator) {
        return new BackboneSpec(
                integer(evaluator + "backbone.layers"),
                integer(evaluator + "backbone.width"),
                integer(evaluator + "backbone.heads"),
                integer(evaluator + "backbone.conditioningDim"),
                number(evaluator + "backbone.dropout"),
                flag(evaluator + "backbone.timeConditioning"));
    }

    private ProcessSpec process() {
        ProcessKind kind = constant(ProcessKind.class, "process.kind");
        boolean whole = kind == ProcessKind.AUTOREGRESSIVE
                && values.wholeOrZero("process.blockSize").equals(Optional.of(0L));
        Optional<BlockSizes> mixture = values.written("process.blockSizes")
                .map(shares -> new BlockSizes(
                        ((SettingValue.Shares) shares).shares(),
                        constant(BlockSizes.Draw.class, "process.blockSizeDraw")));
        return new ProcessSpec(
                kind,
                whole ? 0 : integer("process.blockSize"),
                mixture.orElse(null),
                constant(CleanRows.class, "process.cleanRows"),
                constant(StandardSchedule.class, "process.schedule"),
                constant(Parameterization.class, "process.parameterization"),
                integer("process.steps"),
                number("process.uniformShare"));
    }

    private ObjectiveSpec objective() {
        SettingValue.Range window = (SettingValue.Range) value("objective.clip");
        int every = integer("objective.search.every");
        return new ObjectiveSpec(
                constant(TrainingLoss.class, "objective.loss"),
                constant(ObjectiveSpec.Sharing.class, "objective.times"),
                new Window(Math.max(Window.FULL.low(), window.low()), window.high()),
                flag("objective.rejectCounts"),
                number("objective.auxiliary"),
                every == 0
                        ? ObjectiveSpec.Search.NONE
                        : new ObjectiveSpec.Search(every, integer("objective.search.batches")));
    }

    private LikelihoodSpec likelihood() {
        return new LikelihoodSpec(
                constant(Estimator.class, "likelihood.estimator"),
                integer("likelihood.draws"),
                number("likelihood.until.standardError"),
                integer("likelihood.until.atMost"),
                constant(LikelihoodSpec.FirstToken.class, "likelihood.firstToken"));
    }

    private TrainingSpec training(String evaluator) {
        return new TrainingSpec(
                whole(evaluator + "training.tokens"),
                integer(evaluator + "training.batch"),
                integer(evaluator + "training.gradientAccumulation"),
                number(evaluator + "training.learningRate"),
                integer(evaluator + "training.warmup"),
                constant(TrainingSpec.Schedule.class, evaluator + "training.schedule"),
                number(evaluator + "training.clip"),
                number(evaluator + "training.ema"),
                number(evaluator + "training.weightDecay"),
                integer(evaluator + "training.checkpointEvery"));
    }

    private EngineSpec engine() {
        return new EngineSpec(
                word("engine.device"),
                constant(EngineSpec.Precision.class, "engine.precision"),
                integer("engine.threads"));
    }

    private SamplingSpec sampling() {
        boolean oneByOne = values.autoregressive().orElseThrow(Unresolved::new);
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
        long longest = values.wholeOrZero("sampling.stop.maxLength").orElseThrow(Unresolved::new);
        return new Stopping(
                longest == whole("data.sequence") ? 0 : Math.toIntExact(longest),
                text,
                entropy,
                entropy == 0 || !text.isEmpty() ? 0 : integer("sampling.stop.retries"));
    }

    private EvaluatorSpec evaluator(BackboneSpec backbone, TrainingSpec training, EngineSpec engine) {
        return new EvaluatorSpec(
                constant(EvaluatorSpec.Kind.class, "evaluator.kind"),
                backbone,
                training,
                engine,
                whole("evaluator.seed"));
    }

    private LatencySpec latency() {
        List<Integer> sizes = ((SettingValue.Wholes) value("latency.batchSizes"))
                .values().stream().map(Math::toIntExact).toList();
        return new LatencySpec(
                sizes, integer("latency.forks"), integer("latency.warmup"), integer("latency.iterations"));
    }

    private <T> Optional<T> section(String evaluator, Supplier<T> spec) {
        try {
            return Optional.of(spec.get());
        } catch (InvalidSettingException e) {
            e.problems().forEach(problem -> problems.add(new Problem(evaluator + problem.key(), problem.rule())));
        } catch (Unresolved e) {
            // What is missing or unreadable has a message of its own.
        }
        return Optional.empty();
    }

    private SettingValue value(String key) {
        return values.find(key).orElseThrow(Unresolved::new);
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

    private static final class Unresolved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unresolved() {
            super(null, null, false, false);
        }
    }
}
