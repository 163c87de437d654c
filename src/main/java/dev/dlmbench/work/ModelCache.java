package dev.dlmbench.work;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the nodes of one worker share: prepared texts, and one session of the engine per setting. Models are loaded for
 * one node and leave with it.
 */
public final class ModelCache {
    /** Documents or samples scored side by side. */
    public static final int SCORED_TOGETHER = 32;

    private final DataFolder folder;
    private final Map<DataSpec, PreparedText> texts = new HashMap<>();
    private final Map<EngineSpec, TorchSession> sessions = new HashMap<>();
    private final Set<Path> unchanged = new HashSet<>(); // folders and files of models from outside

    public ModelCache(DataFolder folder) {
        this.folder = folder;
    }

    PreparedText text(DataSpec data, WorkerContext place) {
        return texts.computeIfAbsent(
                data,
                wanted -> Corpora.prepare(
                        wanted, folder, (done, total) -> place.progress("tokenizing", done, total, "megabytes")));
    }

    /** Returns the session for {@code engine}, and notes what it is in the node's provenance. */
    TorchSession session(EngineSpec engine, WorkerContext place) {
        TorchSession session = sessions.computeIfAbsent(engine, ModelCache::tested);
        session.description().forEach(place::provenance);
        return session;
    }

    private static TorchSession tested(EngineSpec engine) {
        TorchSession session = TorchSession.start(engine);
        session.selfTest();
        return session;
    }

    /** Returns the models that {@code spec} computes with. */
    Models models(NodeSpec spec, WorkerContext place) throws IOException {
        return models(spec.models(), place);
    }

    /** Returns the models at these addresses. */
    Models models(Map<ModelRole, String> hashes, WorkerContext place) throws IOException {
        Map<ModelRole, ModelSource> sources = new EnumMap<>(ModelRole.class);
        for (Map.Entry<ModelRole, String> entry : hashes.entrySet()) {
            sources.put(entry.getKey(), model(entry.getValue(), place));
        }
        return new Models(sources);
    }

    /** Returns the model at an address. */
    ModelSource model(String hash, WorkerContext place) throws IOException {
        NodeSpec spec = place.spec(hash);
        if (spec instanceof ModelSpec.KnownNetwork network) {
            return network(network, place.input(hash), place);
        }
        if (spec instanceof ModelSpec.Script script) {
            return script(script, place);
        }
        if (spec instanceof ModelSpec.Control control) {
            return new ControlSource(control, text(control.data(), place));
        }
        ModelSpec.Oracle oracle = (ModelSpec.Oracle) spec;
        return new OracleSource(oracle, text(oracle.data(), place));
    }

    /** Returns a network whose node has the folder {@code node}. */
    NetworkSource network(ModelSpec.KnownNetwork spec, Path node, WorkerContext place) {
        PreparedText text = text(spec.data(), place);
        NetworkSource.WeightsFile file = spec instanceof ModelSpec.Pretrained published
                ? () -> published(published)
                : new NetworkSource.TrainedWeights(
                        weights(node), spec.backbone(), text.tokenizer().size());
        return new NetworkSource(spec, text, file, this, place);
    }

    /** Returns a TorchScript module, whose file must be what it was when it was planned with. */
    ScriptSource script(ModelSpec.Script spec, WorkerContext place) throws IOException {
        Path file = spec.script().place();
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(file + " is not there any more");
        }
        if (unchanged.add(file) && !Hashes.of(file).equals(spec.scriptHash())) {
            throw new InvalidSettingException(file + " is another file than when it was planned with");
        }
        return new ScriptSource(spec, text(spec.data(), place), this, place);
    }

    /** Returns the file of the weights of a model that was trained here, in the folder of its node. */
    static Path weights(Path node) {
        return node.resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.WEIGHTS);
    }

    private Weights published(ModelSpec.Pretrained spec) throws IOException {
        return published(spec.weights(), spec.weightsHash(), spec.process().kind());
    }

    /**
     * Reads weights that are published, the mask id last.
     *
     * @param hash of their files when they were planned with
     * @param used the process that the model is used for
     */
    Weights published(PretrainedSpec weights, String hash, ProcessKind used) throws IOException {
        Path folder = weights.place();
        if (unchanged.add(folder) && !PretrainedModel.hash(folder).equals(hash)) {
            throw new InvalidSettingException(folder + " holds other files than when it was planned with");
        }
        PretrainedModel model = PretrainedModel.read(folder);
        return model.conventions()
                .order(model.weights().vocabulary(), weights.maskId(), OptionalInt.empty(), used)
                .reorder(model.weights());
    }
}
