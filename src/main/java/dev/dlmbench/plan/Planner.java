package dev.dlmbench.plan;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.setting.ModelOrigin;
import dev.dlmbench.setting.ModelSettings;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a suite into nodes: what is shared is there once, so that a sweep over samplers trains once. */
public final class Planner {
    private final PlanFacts facts;
    private final ResultStore store;
    private final boolean retryFailed;
    private final Map<String, PointSettings> experiments = new HashMap<>(); // one of the points of each
    private final Set<ModelSettings> continued = new HashSet<>();
    private final Map<ModelSettings, ModelSpec.NetworkModel> published = new HashMap<>();
    private final Evaluators evaluators;

    /**
     * Creates a planner.
     *
     * @param retryFailed whether nodes that failed for a permanent reason count as new
     */
    public Planner(PlanFacts facts, ResultStore store, boolean retryFailed) {
        this.facts = facts;
        this.evaluators = new Evaluators(facts);
        this.store = store;
        this.retryFailed = retryFailed;
    }

    /**
     * Returns the plan for {@code suite}.
     *
     * @param file the suite file as the user named it
     */
    public Plan plan(Suite suite, String file) throws IOException {
        NodeGraph graph = new NodeGraph();
        Set<NodeKind> kinds = kinds(suite.metrics());
        AskedChoices.requireSome(suite);
        Distributions.requireSome(suite);
        Codes.requireSome(suite);
        Weighings.requireSome(suite);
        suite.points().forEach(point -> experiments.put(point.experiment(), point.settings()));
        suite.points().stream()
                .map(point -> point.settings().model())
                .filter(ModelSettings::goesOn)
                .flatMap(model -> Optional.ofNullable(experiments.get(model.from())).stream())
                .map(PointSettings::model)
                .forEach(continued::add);
        List<List<SeedEntry>> seeds = new ArrayList<>();
        suite.points().forEach(point -> seeds.add(new ArrayList<>()));
        int most = suite.points().stream()
                .mapToInt(point -> point.seeds().size())
                .max()
                .orElse(0);
        for (int replicate = 0; replicate < most; replicate++) { // every point once before any point twice
            for (int i = 0; i < suite.points().size(); i++) {
                Point point = suite.points().get(i);
                if (replicate < point.seeds().size()) {
                    seeds.get(i).add(seed(graph, point, replicate, kinds));
                }
            }
        }
        List<PointEntry> points = new ArrayList<>();
        for (int i = 0; i < suite.points().size(); i++) {
            points.add(entry(suite.points().get(i), seeds.get(i)));
        }
        SuiteIndex index = new SuiteIndex(
                suite.name(),
                suite.title(),
                file,
                suite.text(),
                suite.metrics().stream().map(Metric::id).toList(),
                suite.charts(),
                suite.tables(),
                suite.commentary(),
                suite.claims(),
                points);
        List<Job> jobs = graph.jobs();
        NetworkNeeds.check(jobs.stream().flatMap(job -> job.nodes().stream()).toList());
        return new Plan(index, jobs, new NodeStatuses(store, retryFailed).of(index, jobs));
    }

    /** Returns the kinds of nodes that {@code metrics} come from; every suite has its text and its models. */
    static Set<NodeKind> kinds(List<Metric> metrics) {
        Set<NodeKind> kinds = EnumSet.of(NodeKind.DATA, NodeKind.TRAIN);
        metrics.forEach(metric -> kinds.add(metric.measuredBy()));
        if (kinds.stream().anyMatch(NodeKind::ofSamples)) {
            kinds.addAll(EnumSet.of(NodeKind.SAMPLES, NodeKind.SCORE)); // what is drawn is scored, whatever is asked
        }
        return kinds;
    }

    private SeedEntry seed(NodeGraph graph, Point point, int replicate, Set<NodeKind> kinds) {
        PointSettings settings = point.settings();
        long seed = point.seeds().get(replicate);
        String label = point.id() + " seed " + seed;
        Map<String, String> nodes = new LinkedHashMap<>();
        String data = graph.root(
                new NodeSpec.Data(settings.data(), facts.contentHash(settings.data())),
                settings.data().corpus().kind());
        nodes.put(NodeKind.DATA.id(), data);
        ModelSpec predictor = predictor(graph, settings, seed);
        String model = graph.root(predictor, label);
        nodes.put(predictor.kind().id(), model);
        if (settings.energy()) { // of which nothing is measured by itself
            return new SeedEntry(seed, nodes);
        }
        String companion = companion(graph, settings, seed, nodes);
        boolean scores = settings.control().map(ControlSpec::scores).orElse(true);
        if (kinds.contains(NodeKind.LIKELIHOOD) && scores) {
            long noise = settings.control().isPresent() ? 0 : seed; // of one law there is one likelihood
            nodes.put(
                    NodeKind.LIKELIHOOD.id(),
                    graph.hang(model, likelihood(settings, model, settings.blockSize(), noise), label));
        }
        if (kinds.contains(NodeKind.MIXTURE) && settings.process().sizes().isPresent()) {
            nodes.put(NodeKind.MIXTURE.id(), mixture(graph, settings, model, seed, label));
        }
        if (kinds.contains(NodeKind.WEIGHING) && companion != null) {
            Weighings.node(settings, model, seed, companion)
                    .ifPresent(spec -> nodes.put(NodeKind.WEIGHING.id(), graph.hang(model, spec, label)));
        }
        if (kinds.contains(NodeKind.PROFILE) && settings.control().isEmpty()) {
            NodeSpec spec = new NodeSpec.Profile(
                    model, settings.blockSize(), settings.profile().draws(), seed);
            nodes.put(NodeKind.PROFILE.id(), graph.hang(model, spec, label));
        }
        if (kinds.contains(NodeKind.VARIANCE) && predictor instanceof ModelSpec.Train) {
            NodeSpec spec = new NodeSpec.Variance(model, settings.blockSize(), settings.variance(), seed);
            nodes.put(NodeKind.VARIANCE.id(), graph.hang(model, spec, label));
        }
        if (kinds.contains(NodeKind.CODE) && scores) {
            NodeSpec spec = Codes.node(model, settings.process(), settings.blockSize(), settings.sampling());
            nodes.put(NodeKind.CODE.id(), graph.hang(model, spec, label));
        }
        if (kinds.contains(NodeKind.SAMPLES)) {
            String samples = graph.hang(
                    model,
                    new NodeSpec.Samples(
                            model, settings.blockSize(), sampling(settings).voting(1), seed, companion),
                    label);
            nodes.put(NodeKind.SAMPLES.id(), samples);
            Optional<String> evaluator = evaluators.trained(graph, settings);
            NodeSpec.Score score = new NodeSpec.Score(
                    samples, data, evaluator.orElse(null), settings.engine(), evaluators.published(settings));
            nodes.put(NodeKind.SCORE.id(), graph.hang(model, score, label));
            Distributions.nodes(kinds, point, score)
                    .forEach(spec -> nodes.put(spec.kind().id(), graph.hang(model, spec, label)));
            evaluator.ifPresent(hash -> {
                nodes.put(SeedEntry.EVALUATOR, hash);
                nodes.put(SeedEntry.EVALUATOR_LIKELIHOOD, Evaluators.ownLikelihood(graph, settings, hash));
            });
        }
        if (kinds.contains(NodeKind.ANSWERS)
                && settings.data().corpus().examples().isPresent()) {
            NodeSpec spec = new NodeSpec.Answers(
                    model,
                    settings.blockSize(),
                    sampling(settings)
                            .drawing(1, settings.sampling().batch())
                            .unprompted()
                            .recording(settings.sampling().traces()),
                    seed,
                    companion);
            nodes.put(NodeKind.ANSWERS.id(), graph.hang(model, spec, label));
        }
        if (kinds.contains(NodeKind.CHOICES) && scores && AskedChoices.of(settings)) {
            NodeSpec spec = AskedChoices.node(point, model, seed);
            nodes.put(NodeKind.CHOICES.id(), graph.hang(model, spec, label));
        }
        if (kinds.contains(NodeKind.LATENCY)
                && replicate == 0
                && predictor instanceof ModelSpec.KnownNetwork
                && (companion == null || ofKnownNetwork(settings.companion()))) { // a seed is no replicate of a time
            boolean asked = settings.data().corpus().examples().isPresent()
                    && !settings.data().examples().multiPass(); // a prompt is no whole question there
            NodeSpec spec = new NodeSpec.Latency(
                    model,
                    settings.blockSize(),
                    timed(settings, asked),
                    settings.latency().prompted(asked),
                    companion);
            nodes.put(NodeKind.LATENCY.id(), graph.hang(model, spec, label));
        }
        return new SeedEntry(seed, nodes);
    }

    private boolean ofKnownNetwork(String experiment) {
        return Optional.ofNullable(experiments.get(experiment))
                .filter(PointSettings::ofKnownNetwork)
                .isPresent();
    }

    /** Plans the model that the sampler computes with besides; none for most. */
    private @Nullable String companion(NodeGraph graph, PointSettings settings, long seed, Map<String, String> nodes) {
        PointSettings other = experiments.get(settings.companion());
        if (other == null) {
            return null;
        }
        String hash = graph.root(predictor(graph, other, seed), settings.companion() + " seed " + seed);
        nodes.put(SeedEntry.COMPANION, hash);
        return hash;
    }

    private ModelSpec predictor(NodeGraph graph, PointSettings settings, long seed) {
        if (settings.oracle()) {
            return new ModelSpec.Oracle(settings.data(), settings.model().process());
        }
        return settings.control()
                .<ModelSpec>map(
                        control -> new ModelSpec.Control(settings.data(), facts.contentHash(settings.data()), control))
                .orElseGet(() -> network(graph, settings.model(), seed));
    }

    private ModelSpec.NetworkModel network(NodeGraph graph, ModelSettings settings, long seed) {
        if (settings.origin() instanceof ModelOrigin.Published model) {
            return published.computeIfAbsent(
                    settings,
                    wanted -> facts.pretrained(model.spec(), wanted.data(), wanted.process(), wanted.engine()));
        }
        if (settings.origin() instanceof ModelOrigin.Scripted model) {
            return new ModelSpec.Script(
                    settings.data(),
                    facts.contentHash(settings.data()),
                    model.spec(),
                    facts.hash(model.spec()),
                    settings.process(),
                    settings.engine());
        }
        Optional<String> start = start(graph, settings, seed);
        return new ModelSpec.Train(
                settings.data(),
                facts.contentHash(settings.data()),
                TextPart.MODELS,
                settings.backbone(),
                settings.process(),
                settings.objective(),
                settings.training(),
                settings.engine(),
                seed,
                start.orElse(null),
                state(settings));
    }

    private Optional<String> start(NodeGraph graph, ModelSettings settings, long seed) {
        if (settings.startFolder().isPresent()) {
            PretrainedSpec folder = settings.startFolder().get();
            ModelSpec.Pretrained model =
                    facts.pretrained(folder, settings.data(), settings.process(), settings.engine());
            if (!model.backbone().equals(settings.backbone().undisturbed())) {
                throw new InvalidSettingException("backbone must be that of " + folder.path()
                        + ", where training starts" + " from: " + model.backbone());
            }
            facts.requireOwnIds(model);
            return Optional.of(graph.root(model, folder.path()));
        }
        return Optional.ofNullable(experiments.get(settings.from())).map(first -> {
            ModelSpec.NetworkModel model = network(graph, first.model(), seed);
            if (model instanceof ModelSpec.Pretrained weights) {
                facts.requireOwnIds(weights);
            }
            return graph.root(model, settings.from() + " seed " + seed);
        });
    }

    private @Nullable StateUse state(ModelSettings settings) {
        if (settings.goesOn()) {
            return StateUse.CONTINUED;
        }
        return continued.contains(settings) ? StateUse.KEPT : null;
    }

    private static NodeSpec.Likelihood likelihood(PointSettings settings, String model, int size, long seed) {
        LikelihoodSpec asked = settings.likelihood();
        Estimator estimator = asked.estimator()
                .resolve(settings.process(), size, settings.backbone().timeConditioning());
        LikelihoodSpec resolved = estimator.noisy()
                ? new LikelihoodSpec(estimator, asked.draws(), asked.until(), asked.until() == 0 ? 2 : asked.atMost())
                : new LikelihoodSpec(estimator, 1);
        SamplingSpec sampler = estimator == Estimator.ORDER ? path(settings, size) : null;
        LikelihoodSpec whole = resolved.with(asked.firstToken()).sandwiching(estimator.exact() ? 0 : asked.sandwich());
        return new NodeSpec.Likelihood(model, size, whole, sampler, seed);
    }

    private static String mixture(NodeGraph graph, PointSettings settings, String model, long seed, String label) {
        List<String> likelihoods = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        settings.process().sizes().orElseThrow().shares().forEach((size, share) -> {
            NodeSpec.Likelihood each = likelihood(settings, model, size, seed);
            NodeSpec spec = size == settings.blockSize() ? each : each.oneSided();
            likelihoods.add(graph.hang(model, spec, label + " at " + size));
            shares.add(share);
        });
        return graph.hang(model, new NodeSpec.Mixture(likelihoods, shares), label);
    }

    /** Returns the sampler whose path to a text is followed, with blocks of a size. */
    private static SamplingSpec path(PointSettings settings, int block) {
        return sampling(settings.process(), settings.sampling(), block)
                .with(Stopping.FIXED)
                .drawing(1, 1)
                .unprompted()
                .unasked();
    }

    private static SamplingSpec sampling(PointSettings settings) {
        int block = settings.process().blockSizeIn(settings.data().sequence());
        return sampling(settings.process(), settings.sampling(), block);
    }

    /** Returns a sampler whose steps are counted for blocks of a size. */
    static SamplingSpec sampling(ProcessSpec process, SamplingSpec sampling, int block) {
        if (!process.kind().inBlocks()) {
            return sampling.with(sampling.plan().with(0));
        }
        int steps = sampling.plan().stepsFor(block);
        boolean counted = !(sampling.selector() instanceof Selector.Ancestral); // no more calls than tokens
        return sampling.with(sampling.plan().with(counted ? Math.min(steps, block) : steps));
    }

    /** Returns the sampler that is timed: it stops as that of answers does where they are asked for, else nowhere. */
    private static SamplingSpec timed(PointSettings settings, boolean asked) {
        SamplingSpec sampling = sampling(settings);
        Stopping own = sampling.stopping();
        return sampling.with(asked ? own.atEndOfAnswer() : new Stopping(own.maxLength(), "", 0, 0))
                .drawing(1, 1)
                .voting(1)
                .unprompted();
    }

    private static PointEntry entry(Point point, List<SeedEntry> seeds) {
        PointSettings settings = point.settings();
        int sequence = settings.data().sequence();
        return new PointEntry(
                point.id(),
                point.experiment(),
                point.axes(),
                settings.process().kind().name().toLowerCase(Locale.ROOT),
                settings.blockSize(),
                sequence,
                settings.flattened(),
                seeds);
    }
}
