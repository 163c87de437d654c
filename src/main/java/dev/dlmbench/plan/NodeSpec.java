package dev.dlmbench.plan;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.VarianceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that determines what a node computes, apart from the version of the code.
 *
 * <p>Settings that have no meaning for a node are brought to one value, so that they do not split what is the same.
 */
public sealed interface NodeSpec
        permits NodeSpec.OfText, NodeSpec.Measured, NodeSpec.Mixture, NodeSpec.Evaluated, DistributionSpec, ModelSpec {

    /** Returns the kind of work. */
    NodeKind kind();

    /** Returns the addresses of the nodes that it reads. */
    default List<String> inputs() {
        return List.of();
    }

    /** Returns the addresses of the models that it computes with, by what they are to it; they are among its inputs. */
    default Map<ModelRole, String> models() {
        return Map.of();
    }

    /** What depends on a text, and knows what is in its files. */
    sealed interface OfText extends NodeSpec permits Data, ModelSpec.NetworkModel, ModelSpec.Control {
        /** Returns the text. */
        DataSpec data();

        /** Returns SHA-256 of the files behind the text and its tokenizer; empty where there are none. */
        String contentHash();

        /** Returns the same of {@code other}. */
        OfText with(DataSpec other);
    }

    /**
     * Facts about a text: its entropy rate and true likelihood, where they are known, and its unigram entropy.
     *
     * @param data the text
     * @param contentHash SHA-256 of the files behind the text and its tokenizer; empty where there are none
     */
    record Data(DataSpec data, String contentHash) implements OfText {
        @Override
        public Data with(DataSpec other) {
            return new Data(other, contentHash);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.DATA;
        }
    }

    /** What is measured on one model. */
    sealed interface Measured extends NodeSpec permits Likelihood, WeighingSpec, Profile, Variance, Choices, Decoded {
        /** Returns the model's address. */
        String model();

        /** Returns the block size in tokens at which the model is used; 0 for autoregression. */
        int blockSize();

        @Override
        default List<String> inputs() {
            return List.of(model());
        }

        @Override
        default Map<ModelRole, String> models() {
            return Map.of(ModelRole.MODEL, model());
        }
    }

    /** What is measured by decoding with one model. */
    sealed interface Decoded extends Measured permits Code, Samples, Answers, Latency {
        /** Returns how text is drawn. */
        SamplingSpec sampling();

        /** Returns the address of the model that the sampler computes with besides; absent for none. */
        default @Nullable String companion() {
            return null;
        }

        @Override
        default List<String> inputs() {
            return companion() == null ? List.of(model()) : List.of(model(), companion());
        }

        @Override
        default Map<ModelRole, String> models() {
            return companion() == null
                    ? Map.of(ModelRole.MODEL, model())
                    : Map.of(ModelRole.MODEL, model(), ModelRole.COMPANION, companion());
        }
    }

    /**
     * The likelihood of the test documents.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is measured; 0 for autoregression
     * @param likelihood how it is estimated
     * @param sampling the sampler whose likelihood it is, what says nothing of the law of one text at one value; absent
     *     where the likelihood is not one of a sampler's path
     * @param seed of the noise
     */
    record Likelihood(
            String model,
            int blockSize,
            LikelihoodSpec likelihood,
            @Nullable SamplingSpec sampling,
            long seed) implements Measured {
        /** Measures a likelihood that is not one of a sampler's path. */
        public Likelihood(String model, int blockSize, LikelihoodSpec likelihood, long seed) {
            this(model, blockSize, likelihood, null, seed);
        }

        /** Returns the same without a bound from below. */
        Likelihood oneSided() {
            return new Likelihood(model, blockSize, likelihood.sandwiching(0), sampling, seed);
        }

        /** Returns the sampler whose likelihood it is; nothing where it is none of a sampler's path. */
        public Optional<SamplingSpec> sampler() {
            return Optional.ofNullable(sampling);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.LIKELIHOOD;
        }
    }

    /**
     * The likelihood of the test documents under a mixture of block sizes, from the likelihoods at each.
     *
     * @param likelihoods the addresses of the likelihoods, in the order of {@code shares}
     * @param shares of the sizes
     */
    record Mixture(List<String> likelihoods, List<Double> shares) implements NodeSpec {
        @Override
        public NodeKind kind() {
            return NodeKind.MIXTURE;
        }

        @Override
        public List<String> inputs() {
            return likelihoods;
        }
    }

    /**
     * Where a model loses: by noise level, by position in the block, by how frequent the token is.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is measured; 0 for autoregression
     * @param draws of noise per document
     * @param seed of the noise
     */
    record Profile(String model, int blockSize, int draws, long seed) implements Measured {
        @Override
        public NodeKind kind() {
            return NodeKind.PROFILE;
        }
    }

    /**
     * How much the loss of a batch and its gradient vary with the text and the noise drawn.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is measured; 0 for autoregression
     * @param variance on how many batches
     * @param seed of the text and the noise
     */
    record Variance(String model, int blockSize, VarianceSpec variance, long seed) implements Measured {
        @Override
        public NodeKind kind() {
            return NodeKind.VARIANCE;
        }
    }

    /**
     * The test documents as a code, by a model along the path of a sampler.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling the sampler, in the form in which it leads through the model's process, what says nothing of that
     *     at one value; its batch is how many sequences are coded side by side
     */
    record Code(String model, int blockSize, SamplingSpec sampling) implements Decoded {
        @Override
        public NodeKind kind() {
            return NodeKind.CODE;
        }
    }

    /**
     * Text drawn from a model, with the network calls it took.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling how it is drawn; the steps per block are resolved, and 0 for autoregression
     * @param seed of the draws
     * @param companion the address of the model that the sampler computes with besides; absent for none
     */
    record Samples(
            String model,
            int blockSize,
            SamplingSpec sampling,
            long seed,
            @Nullable String companion) implements Decoded {
        /** Draws from one model. */
        public Samples(String model, int blockSize, SamplingSpec sampling, long seed) {
            this(model, blockSize, sampling, seed, null);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.SAMPLES;
        }
    }

    /** What an evaluator is asked about samples. */
    sealed interface Evaluated extends NodeSpec permits Score, DistributionSpec.Mauve {
        /** Returns the address of the samples. */
        String samples();

        /** Returns the address of the facts about the text they imitate. */
        String data();

        /** Returns the address of the trained evaluator, if that is one. */
        @Nullable
        String evaluatorModel();

        /** Returns where and how the evaluator computes. */
        EngineSpec engine();

        /** Returns the published evaluator, if that is one. */
        @Nullable
        KnownEvaluator published();

        /** Returns the same with another published evaluator. */
        Evaluated with(KnownEvaluator other);

        /** Returns the published evaluator; nothing where that is none. */
        default Optional<KnownEvaluator> publishedEvaluator() {
            return Optional.ofNullable(published());
        }

        /** Returns the address of the trained evaluator; nothing where that is none. */
        default Optional<String> evaluator() {
            return Optional.ofNullable(evaluatorModel());
        }

        @Override
        default List<String> inputs() {
            List<String> inputs = new ArrayList<>(List.of(samples(), data()));
            evaluator().ifPresent(inputs::add);
            return List.copyOf(inputs);
        }

        @Override
        default Map<ModelRole, String> models() {
            return evaluator().map(model -> Map.of(ModelRole.EVALUATOR, model)).orElse(Map.of());
        }
    }

    /**
     * What an evaluator says about samples.
     *
     * @param samples the address of the samples
     * @param data the address of the facts about the text they imitate
     * @param evaluatorModel the address of the trained evaluator; absent where the source of the text itself is the
     *     evaluator
     * @param engine where and how the evaluator computes
     * @param published the published evaluator; absent where that is none
     */
    record Score(
            String samples,
            String data,
            @Nullable String evaluatorModel,
            EngineSpec engine,
            @Nullable KnownEvaluator published)
            implements Evaluated {
        @Override
        public NodeKind kind() {
            return NodeKind.SCORE;
        }

        @Override
        public Score with(KnownEvaluator other) {
            return new Score(samples, data, evaluatorModel, engine, other);
        }
    }

    /**
     * Answers to the examples of a task.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling how an answer is drawn; what is given is each example's prompt, and the number of samples has no
     *     meaning and is 1
     * @param seed of the draws
     * @param companion the address of the model that the sampler computes with besides; absent for none
     */
    record Answers(
            String model,
            int blockSize,
            SamplingSpec sampling,
            long seed,
            @Nullable String companion) implements Decoded {
        /** Draws from one model. */
        public Answers(String model, int blockSize, SamplingSpec sampling, long seed) {
            this(model, blockSize, sampling, seed, null);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.ANSWERS;
        }
    }

    /**
     * Which of the answers to choose from a model finds likeliest, example by example of a task.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param estimator of a choice's likelihood; exact where that needs no noise, else auto, enumeration or exact count
     * @param draws of noise in a round for each choice; 1 where the likelihood is exact
     * @param seed of the noise
     */
    record Choices(String model, int blockSize, Estimator estimator, int draws, long seed) implements Measured {
        @Override
        public NodeKind kind() {
            return NodeKind.CHOICES;
        }
    }

    /**
     * How long decoding takes.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling how text is drawn; how many samples and how many side by side has no meaning and is 1
     * @param latency how decoding is timed
     * @param companion the address of the model that the sampler computes with besides; absent for none
     */
    record Latency(
            String model,
            int blockSize,
            SamplingSpec sampling,
            LatencySpec latency,
            @Nullable String companion) implements Decoded {
        /** Decodes with one model. */
        public Latency(String model, int blockSize, SamplingSpec sampling, LatencySpec latency) {
            this(model, blockSize, sampling, latency, null);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.LATENCY;
        }
    }
}
