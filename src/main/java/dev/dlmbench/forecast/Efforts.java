package dev.dlmbench.forecast;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.ContinuationLikelihood;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.plan.WeighingSpec;
import dev.dlmbench.process.Arithmetic;
import dev.dlmbench.process.Arithmetic.Amount;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.WindowSearch;
import dev.dlmbench.work.ModelCache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what nodes take, from their specs and those of what they read. */
public final class Efforts {
    /** What an energy learns from a sequence beside other training: two pairs, and a prediction forward alone. */
    private static final double NCE_STEPS = 2 + 1 / 3.;

    private static final int PROFILED_INTERVALS = 10;

    /** So many choices most tests with choices have. */
    private static final int CHOICES = 4;

    private final Map<String, NodeSpec> specs = new HashMap<>();
    private final Map<String, Integer> vocabularies = new HashMap<>();

    /** Returns the efforts of a plan's nodes. */
    public static Efforts of(Plan plan, PlanFacts facts) {
        Efforts efforts = new Efforts();
        for (Node node : plan.nodes()) {
            efforts.add(
                    node.hash(),
                    node.spec(),
                    node.spec() instanceof ModelSpec.KnownNetwork model
                            ? facts.parameters(model)
                            : OptionalLong.empty());
        }
        return efforts;
    }

    /**
     * Adds a node that others may read.
     *
     * @param parameters of a trained model, if that is known; they tell how many ids it knows
     */
    void add(String hash, NodeSpec spec, OptionalLong parameters) {
        specs.put(hash, spec);
        if (spec instanceof ModelSpec.KnownNetwork model && parameters.isPresent()) {
            vocabularies.put(hash, Weights.vocabulary(model.backbone(), parameters.getAsLong()));
        }
    }

    /** Returns what the node at {@code hash} takes; nothing if something that it reads is not known. */
    public Optional<Effort> of(String hash) {
        NodeSpec spec = specs.get(hash);
        if (spec == null) {
            return Optional.empty();
        }
        if (spec instanceof NodeSpec.Data data) {
            return Optional.of(plain(spec, tokens(data.data())));
        }
        if (spec instanceof NodeSpec.Mixture mixture) {
            return Optional.of(plain(spec, mixture.likelihoods().size()));
        }
        if (spec instanceof ModelSpec.Oracle
                || spec instanceof ModelSpec.Control
                || spec instanceof ModelSpec.Pretrained
                || spec instanceof ModelSpec.Script) {
            return Optional.of(plain(spec, 0));
        }
        if (spec instanceof ModelSpec.Train train) {
            return network(hash).map(network -> train(train, network));
        }
        if (spec instanceof NodeSpec.Evaluated evaluated) {
            return evaluated(evaluated);
        }
        if (spec instanceof DistributionSpec.Diversity diversity) {
            return counted(diversity);
        }
        String model = spec.inputs().get(0);
        if (specs.get(model) instanceof ModelSpec.Oracle oracle) {
            return Optional.of(bySource(spec, oracle));
        }
        if (specs.get(model) instanceof ModelSpec.Control control) {
            return Optional.of(byControl(spec, control));
        }
        return network(model).map(network -> measured(spec, network));
    }

    /**
     * A model with weights.
     *
     * @param spec its settings
     * @param vocabulary ids, the mask id included
     */
    private record Network(ModelSpec.KnownNetwork spec, int vocabulary) {
        Arithmetic at(int block) {
            return at(block, sequence());
        }

        Arithmetic at(int block, int length) {
            int size = block == 0 ? length : block;
            return new Arithmetic(
                    spec.backbone(), vocabulary, length, spec.process().kind(), size);
        }

        int sequence() {
            return spec.data().sequence();
        }

        int documents() {
            return documentsOf(spec.data());
        }

        /** Returns the launches of so many calls. */
        double launches(double calls) {
            return calls * (spec.backbone().layers() + 1);
        }

        /** Returns what training takes for one sequence, mean over the block sizes that it draws. */
        Amount training() {
            ProcessSpec process = spec.process();
            if (process.sizes().isEmpty()) {
                Amount one = at(process.blockSizeIn(sequence())).training();
                return spec instanceof ModelSpec.Train train
                                && train.objective().loss() == TrainingLoss.NCE
                        ? one.times(NCE_STEPS)
                        : one;
            }
            Amount sum = Amount.NONE;
            for (Map.Entry<Integer, Double> size :
                    process.sizes().get().shares().entrySet()) {
                sum = sum.plus(at(size.getKey()).training().times(size.getValue()));
            }
            return sum;
        }

        Effort effort(NodeKind kind, double starts, double calls, Amount amount) {
            return Efforts.effort(kind.id(), spec.engine(), starts, launches(calls), amount);
        }
    }

    private Optional<Network> network(String hash) {
        return specs.get(hash) instanceof ModelSpec.KnownNetwork spec
                ? Optional.ofNullable(vocabularies.get(hash)).map(vocabulary -> new Network(spec, vocabulary))
                : Optional.empty();
    }

    private static Effort effort(String group, EngineSpec engine, double starts, double launches, Amount amount) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Effort(
                group, engine.device(), engine.threads() == 0 ? cores : engine.threads(), starts, launches, amount);
    }

    private static Effort plain(NodeSpec spec, double elements) {
        return new Effort(spec.kind().id(), Effort.ANY, 1, 1, 0, new Amount(0, elements));
    }

    private static Effort train(ModelSpec.Train spec, Network network) {
        TrainingSpec training = spec.training();
        double steps = training.steps(network.sequence());
        Amount amount = network.training().times(steps * training.batch());
        double calls = steps * training.gradientAccumulation();
        ObjectiveSpec.Search search = spec.objective().search();
        if (search.every() > 0) {
            int block = spec.process().blockSizeIn(network.sequence());
            double batches = Math.floor(steps / search.every())
                    * search.batches()
                    * WindowSearch.windows(block).size();
            amount = amount.plus(network.at(block).forward().times(batches * training.batch()));
            calls += batches;
        }
        return network.effort(NodeKind.TRAIN, 1, calls, amount);
    }

    private static Effort measured(NodeSpec spec, Network network) {
        if (spec instanceof NodeSpec.Likelihood likelihood) {
            if (likelihood.sampler().isPresent()) {
                return sampled(
                        spec.kind(),
                        likelihood.sampler().get().drawing(1, ModelCache.SCORED_TOGETHER),
                        network.documents(),
                        likelihood.blockSize(),
                        network);
            }
            double copies = copies(likelihood.likelihood(), likelihood.blockSize());
            return scored(spec, network, likelihood.blockSize(), network.documents(), copies);
        }
        if (spec instanceof WeighingSpec weighing) { // candidates of a network that is hardly of another size
            double copies = weighing.draws() * (1.0 + weighing.candidates());
            return scored(spec, network, weighing.blockSize(), network.documents(), copies);
        }
        if (spec instanceof NodeSpec.Code code) { // which is decoded, too
            return sampled(spec.kind(), code.sampling(), 2L * network.documents(), code.blockSize(), network);
        }
        if (spec instanceof NodeSpec.Profile profile) {
            boolean once = !network.spec().process().kind().inBlocks();
            double copies = once ? 1 : PROFILED_INTERVALS * (double) profile.draws();
            return scored(spec, network, profile.blockSize(), network.documents(), copies);
        }
        if (spec instanceof NodeSpec.Variance variance) {
            return varied(variance, network);
        }
        if (spec instanceof NodeSpec.Choices choices) {
            boolean exact = choices.estimator() == Estimator.EXACT;
            double copies = exact ? 1 : (double) ContinuationLikelihood.ROUNDS * choices.draws();
            return scored(spec, network, choices.blockSize(), CHOICES * network.documents(), copies);
        }
        if (spec instanceof NodeSpec.Answers answers) {
            int passes = network.spec().data().examples().multiPass() // at most
                    ? answers.sampling().passes()
                    : 1;
            long count = (long) network.documents() * answers.sampling().votes() * passes;
            return sampled(spec.kind(), answers.sampling(), count, answers.blockSize(), network);
        }
        return spec instanceof NodeSpec.Samples samples
                ? sampled(spec.kind(), samples.sampling(), samples.sampling().samples(), samples.blockSize(), network)
                : timed((NodeSpec.Latency) spec, network);
    }

    private static Effort scored(NodeSpec spec, Network network, int block, int texts, double copies) {
        double calls = copies * Math.ceil((double) texts / ModelCache.SCORED_TOGETHER);
        Amount amount = network.at(block).forward().times(copies * texts);
        return network.effort(spec.kind(), 1, calls, amount);
    }

    /** Returns how many corrupted copies of a text are scored. */
    private static double copies(LikelihoodSpec likelihood, int block) {
        Estimator estimator = likelihood.estimator();
        double once =
                switch (estimator) {
                    case ENUMERATION, ANY_ORDER -> Math.pow(2, block) - 1;
                    case EXACT -> 1;
                    default -> likelihood.draws();
                };
        // how many rounds an error takes shows only then: between 2 and the most
        double rounds = likelihood.until() > 0 ? Math.sqrt(2.0 * likelihood.atMost()) : 1;
        return once * rounds + (double) likelihood.sandwich() * block;
    }

    private static Effort varied(NodeSpec.Variance spec, Network network) {
        int block = Math.max(1, spec.blockSize());
        boolean windows = network.spec().process().as(MaskedSpec.class).isPresent();
        double losses = spec.variance().batches()
                * (windows ? (double) WindowSearch.windows(block).size() : 1);
        double gradients = spec.variance().batches() * (windows ? 2.0 : 1);
        Arithmetic one = network.at(spec.blockSize());
        int batch = network.spec() instanceof ModelSpec.Train train
                ? train.training().batch()
                : 1;
        return network.effort(
                NodeKind.VARIANCE,
                1,
                losses + gradients,
                one.forward().times(losses * batch).plus(one.training().times(gradients * batch)));
    }

    private static Effort sampled(NodeKind kind, SamplingSpec sampling, long count, int blockSize, Network network) {
        Decoding decoding =
                new Decoding(network.spec().process(), network.spec().backbone(), sampling, blockSize);
        int length = decoding.length(network.sequence());
        int batch = (int) Math.min(count, sampling.batch());
        double calls = Math.ceil((double) count / batch) * decoding.calls(length, batch);
        Amount one = network.at(blockSize, length).decoding(decoding.callsPerBlock(length, 1));
        return network.effort(
                kind, 1, calls, one.times((double) count * sampling.guidance().evaluations()));
    }

    private static Effort timed(NodeSpec.Latency spec, Network network) {
        Decoding decoding =
                new Decoding(network.spec().process(), network.spec().backbone(), spec.sampling(), spec.blockSize());
        int length = decoding.length(network.sequence());
        Amount one = network.at(spec.blockSize(), length).decoding(decoding.callsPerBlock(length, 1));
        double forks = spec.latency().forks();
        double calls = 0;
        Amount amount = Amount.NONE;
        for (int batch : spec.latency().batchSizes()) {
            double each = decoding.calls(length, batch);
            double times = forks * spec.latency().decodings(each);
            calls += times * each;
            amount = amount.plus(one.times(times * batch));
        }
        double starts = forks * spec.latency().batchSizes().size();
        return network.effort(NodeKind.LATENCY, starts, calls, amount);
    }

    /** Counts the tokens of the samples and of what was learnt, each of which is looked at. */
    private Optional<Effort> counted(DistributionSpec.Diversity spec) {
        if (!(specs.get(spec.samples()) instanceof NodeSpec.Samples samples)
                || !(specs.get(spec.data()) instanceof NodeSpec.Data data)) {
            return Optional.empty();
        }
        double length = samples.sampling().stopping().maxLengthIn(data.data().sequence());
        return Optional.of(plain(spec, tokens(data.data()) + samples.sampling().samples() * length));
    }

    private Optional<Effort> evaluated(NodeSpec.Evaluated spec) {
        if (!(specs.get(spec.samples()) instanceof NodeSpec.Samples samples)
                || !(specs.get(samples.model()) instanceof ModelSpec model)) {
            return Optional.empty();
        }
        String kind = spec.kind().id();
        boolean held = spec.kind() == NodeKind.MAUVE; // against as many test documents
        int count = samples.sampling().samples() * (held ? 2 : 1);
        int length = samples.sampling().stopping().maxLengthIn(model.data().sequence());
        if (spec.publishedEvaluator().isPresent()) {
            Amount amount = new Amount(0, (double) count * length);
            return Optional.of(new Effort(kind + " by a published model", Effort.ANY, 1, 1, 0, amount));
        }
        if (spec.evaluator().isEmpty()) {
            Amount amount = new Amount(0, (double) count * length * contexts(model.data()));
            return Optional.of(new Effort(kind + " by the exact source", Effort.ANY, 1, 1, 0, amount));
        }
        return network(spec.evaluator().get()).map(evaluator -> {
            int window = Math.min(length, evaluator.sequence());
            double windows = 1 + Math.ceil(2.0 * (length - window) / window); // they slide by half
            Amount amount = evaluator.at(0, window).forward().times(count * windows);
            double calls = Math.ceil(count * windows / ModelCache.SCORED_TOGETHER);
            return effort(kind, spec.engine(), 1, evaluator.launches(calls), amount);
        });
    }

    /** Counts what the exact source takes instead of a network: every token in every context. */
    private static Effort bySource(NodeSpec spec, ModelSpec.Oracle oracle) {
        DataSpec data = oracle.data();
        double copies = 1;
        if (spec instanceof NodeSpec.Likelihood likelihood) {
            copies = documentsOf(data) * copies(likelihood.likelihood(), likelihood.blockSize());
        } else if (spec instanceof NodeSpec.Decoded drawn) {
            Decoding decoding = new Decoding(
                    oracle.process(), new BackboneSpec(1, 2, 1, 1, 0, false), drawn.sampling(), drawn.blockSize());
            double texts = spec instanceof NodeSpec.Code
                    ? 2.0 * documentsOf(data)
                    : drawn.sampling().samples();
            copies = texts * decoding.callsPerBlock(decoding.length(data.sequence()), 1);
        }
        Amount amount = new Amount(0, copies * data.sequence() * contexts(data));
        return new Effort(spec.kind().id() + " by the exact source", Effort.ANY, 1, 1, 0, amount);
    }

    /** Counts what a control takes instead of a network: every token once. */
    private static Effort byControl(NodeSpec spec, ModelSpec.Control control) {
        DataSpec data = control.data();
        double texts =
                spec instanceof NodeSpec.Samples samples ? samples.sampling().samples() : documentsOf(data);
        Amount amount = new Amount(0, data.tokens() + texts * data.sequence());
        return new Effort(spec.kind().id() + " by a control", Effort.ANY, 1, 1, 0, amount);
    }

    private static double contexts(DataSpec data) {
        if (data.corpus() instanceof CorpusSpec.Topics topics) {
            return topics.classes() * Math.pow(1.0 + topics.classes() + topics.symbols(), topics.order() + 1.0);
        }
        return data.corpus() instanceof CorpusSpec.Markov markov ? Math.pow(markov.symbols(), markov.order() + 1.0) : 1;
    }

    private static double tokens(DataSpec data) {
        return data.tokens() + (double) documentsOf(data) * data.sequence();
    }

    /** Returns how many test documents there are; a file that gives all it has is taken for one of a thousand. */
    private static int documentsOf(DataSpec data) {
        return data.documents() == 0 ? 1000 : data.documents();
    }
}
