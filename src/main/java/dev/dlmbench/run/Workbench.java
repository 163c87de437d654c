package dev.dlmbench.run;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the nodes of one worker share: prepared texts, and one session of the engine per setting. */
final class Workbench {
    /** Documents or samples scored side by side. */
    static final int SCORED_TOGETHER = 32;

    private final DataFolder folder;
    private final Map<DataSpec, PreparedText> texts = new HashMap<>();
    private final Map<EngineSpec, TorchSession> sessions = new HashMap<>();

    Workbench(DataFolder folder) {
        this.folder = folder;
    }

    PreparedText text(DataSpec data) {
        return texts.computeIfAbsent(data, wanted -> Corpora.prepare(wanted, folder));
    }

    /** Returns the session for {@code engine}, and notes what it is in the node's provenance. */
    TorchSession session(EngineSpec engine, Workplace place) {
        TorchSession session = sessions.computeIfAbsent(engine, TorchSession::start);
        session.description().forEach(place::provenance);
        return session;
    }

    /** Loads a trained model. */
    Denoiser model(NodeSpec.Train model, Path node, TorchSession session) throws IOException {
        Vocabulary vocabulary = text(model.data()).vocabulary();
        return new NetworkDenoiser(
                new Backbone(session, Weights.read(weights(node), model.backbone(), vocabulary.size())));
    }

    GenerativeProcess process(NodeSpec.Train model) {
        return GenerativeProcess.of(
                model.process(),
                model.blockSize(),
                text(model.data()).vocabulary().tokens());
    }

    static Path weights(Path node) {
        return node.resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.WEIGHTS);
    }
}
