package dev.dlmbench.work;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

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
        if (spec instanceof NodeSpec.NetworkModel network) {
            return network(network, place.input(hash), place);
        }
        NodeSpec.Oracle oracle = (NodeSpec.Oracle) spec;
        return new OracleSource(oracle, text(oracle.data(), place));
    }

    /** Returns a network whose node has the folder {@code node}. */
    NetworkSource network(NodeSpec.NetworkModel spec, Path node, WorkerContext place) {
        return new NetworkSource(spec, text(spec.data(), place), spec.weights(node), this, place);
    }
}
