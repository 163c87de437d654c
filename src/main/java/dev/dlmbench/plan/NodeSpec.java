package dev.dlmbench.plan;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.nio.file.Path;
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
public sealed interface NodeSpec {

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
    sealed interface OfText extends NodeSpec permits Data, NetworkModel {
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

    /** What predicts: a trained model, or the exact source in its place. */
    sealed interface Model extends NodeSpec {
        /** Returns the text. */
        DataSpec data();

        /** Returns how text is corrupted. */
        ProcessSpec process();
    }

    /** A network, wherever it is from. */
    sealed interface NetworkModel extends Model, OfText permits KnownNetwork, Script {
        @Override
        DataSpec data();

        /** Returns where and how it computes. */
        EngineSpec engine();

        @Override
        NetworkModel with(DataSpec other);
    }

    /** A network of an architecture that is known here, with weights, wherever they are from. */
    sealed interface KnownNetwork extends NetworkModel permits Train, Pretrained {
        /** Returns the shape of the network. */
        BackboneSpec backbone();
    }

    /**
     * A TorchScript module as a network.
     *
     * @param data the text that it is measured on
     * @param contentHash SHA-256 of the files behind the text and its tokenizer; empty where there are none
     * @param script the module
     * @param scriptHash SHA-256 of its file
     * @param process how text is corrupted
     * @param engine where and how it computes
     */
    record Script(
            DataSpec data,
            String contentHash,
            ScriptSpec script,
            String scriptHash,
            ProcessSpec process,
            EngineSpec engine)
            implements NetworkModel {
        @Override
        public Script with(DataSpec other) {
            return new Script(other, contentHash, script, scriptHash, process, engine);
        }

        /** Returns the module's file. */
        public Path file() {
            return script.place();
        }

        /** Returns the same module in another place. */
        Script with(ScriptSpec other) {
            return new Script(data, contentHash, other, scriptHash, process, engine);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.TORCHSCRIPT;
        }
    }

    /** What is measured on one model. */
    sealed interface Measured extends NodeSpec permits Likelihood, Profile, Variance, Samples, Latency {
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

    /**
     * The exact source instead of a model.
     *
     * @param data the text
     * @param process how text is corrupted
     */
    record Oracle(DataSpec data, ProcessSpec process) implements Model {
        @Override
        public NodeKind kind() {
            return NodeKind.ORACLE;
        }
    }

    /**
     * A trained model. How often it is checkpointed is not part of its address.
     *
     * @param data the text
     * @param contentHash SHA-256 of the files behind the text and its tokenizer; empty where there are none
     * @param part which half of the training text it learns from
     * @param backbone the network
     * @param process how text is corrupted; its block size is 0 for autoregression and for a mixture of sizes
     * @param objective what training minimises
     * @param training how it is trained
     * @param engine where and how it computes, also when the model is measured
     * @param seed of the initial weights, the order of the text and the noise
     * @param start the address of the model that training starts from; absent for fresh weights
     * @param state what its whole state is for, which is then in its folder or its start's; absent for nothing
     */
    record Train(
            DataSpec data,
            String contentHash,
            TextPart part,
            BackboneSpec backbone,
            ProcessSpec process,
            ObjectiveSpec objective,
            TrainingSpec training,
            EngineSpec engine,
            long seed,
            @Nullable String start,
            @Nullable StateUse state)
            implements KnownNetwork {
        @Override
        public Train with(DataSpec other) {
            return new Train(
                    other, contentHash, part, backbone, process, objective, training, engine, seed, start, state);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.TRAIN;
        }

        @Override
        public List<String> inputs() {
            return start == null ? List.of() : List.of(start);
        }

        @Override
        public Map<ModelRole, String> models() {
            return start == null ? Map.of() : Map.of(ModelRole.START, start);
        }
    }

    /**
     * A published model. Its weights stay where they are.
     *
     * @param data the text that it is measured on
     * @param contentHash SHA-256 of the files behind the text and its tokenizer; empty where there are none
     * @param weights where it is, with the mask id among its ids
     * @param weightsHash SHA-256 of its files
     * @param family whose conventions it follows
     * @param backbone the network
     * @param process how text is corrupted
     * @param tokens K, the number of real ids; one more than the tokenizer's where its padding is a state of the noise
     * @param engine where and how it computes
     */
    record Pretrained(
            DataSpec data,
            String contentHash,
            PretrainedSpec weights,
            String weightsHash,
            Family family,
            BackboneSpec backbone,
            ProcessSpec process,
            int tokens,
            EngineSpec engine)
            implements KnownNetwork {
        @Override
        public Pretrained with(DataSpec other) {
            return new Pretrained(other, contentHash, weights, weightsHash, family, backbone, process, tokens, engine);
        }

        /** Returns the same model in another place. */
        Pretrained with(PretrainedSpec other) {
            return new Pretrained(data, contentHash, other, weightsHash, family, backbone, process, tokens, engine);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.PRETRAINED;
        }
    }

    /**
     * The likelihood of the test documents.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is measured; 0 for autoregression
     * @param likelihood how it is estimated
     * @param seed of the noise
     */
    record Likelihood(String model, int blockSize, LikelihoodSpec likelihood, long seed) implements Measured {
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
     * Text drawn from a model, with the network calls it took.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling how it is drawn; the steps per block are resolved, and 0 for autoregression
     * @param seed of the draws
     */
    record Samples(String model, int blockSize, SamplingSpec sampling, long seed) implements Measured {
        @Override
        public NodeKind kind() {
            return NodeKind.SAMPLES;
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
            implements NodeSpec {
        /** Returns the published evaluator; nothing where that is none. */
        public Optional<KnownEvaluator> publishedEvaluator() {
            return Optional.ofNullable(published);
        }

        /**
         * Returns the address of the trained evaluator; nothing where the source of the text itself is the evaluator.
         */
        public Optional<String> evaluator() {
            return Optional.ofNullable(evaluatorModel);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.SCORE;
        }

        @Override
        public List<String> inputs() {
            List<String> inputs = new ArrayList<>(List.of(samples, data));
            evaluator().ifPresent(inputs::add);
            return List.copyOf(inputs);
        }

        @Override
        public Map<ModelRole, String> models() {
            return evaluatorModel == null ? Map.of() : Map.of(ModelRole.EVALUATOR, evaluatorModel);
        }
    }

    /**
     * How long decoding takes.
     *
     * @param model the trained model's address
     * @param blockSize in tokens, at which the model is used; 0 for autoregression
     * @param sampling how text is drawn; how many samples and how many side by side has no meaning and is 1
     * @param latency how decoding is timed
     */
    record Latency(String model, int blockSize, SamplingSpec sampling, LatencySpec latency) implements Measured {
        @Override
        public NodeKind kind() {
            return NodeKind.LATENCY;
        }
    }
}
