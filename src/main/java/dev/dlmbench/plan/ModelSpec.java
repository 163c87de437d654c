package dev.dlmbench.plan;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What predicts: a network, the exact source in its place, or a control. */
public sealed interface ModelSpec extends NodeSpec permits ModelSpec.NetworkModel, ModelSpec.Oracle, ModelSpec.Control {
    /** Returns the text. */
    DataSpec data();

    /** Returns how text is corrupted. */
    ProcessSpec process();

    /** A network, wherever it is from. */
    sealed interface NetworkModel extends ModelSpec, NodeSpec.OfText permits KnownNetwork, Script {
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

    /**
     * The exact source instead of a model.
     *
     * @param data the text
     * @param process how text is corrupted
     */
    record Oracle(DataSpec data, ProcessSpec process) implements ModelSpec {
        @Override
        public NodeKind kind() {
            return NodeKind.ORACLE;
        }
    }

    /**
     * A writer without parameters instead of a model.
     *
     * @param data the text that it counts in
     * @param contentHash SHA-256 of the files behind the text and its tokenizer; empty where there are none
     * @param control what it writes by
     */
    record Control(DataSpec data, String contentHash, ControlSpec control) implements ModelSpec, NodeSpec.OfText {
        @Override
        public ProcessSpec process() {
            return new AutoregressiveSpec();
        }

        @Override
        public Control with(DataSpec other) {
            return new Control(other, contentHash, control);
        }

        @Override
        public NodeKind kind() {
            return NodeKind.CONTROL;
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
}
