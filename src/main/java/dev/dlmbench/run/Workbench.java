package dev.dlmbench.run;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Objective;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TokenStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

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
        return new NetworkDenoiser(
                new Backbone(session, weights(model, node)), model.process().cleanRows());
    }

    /** Reads a trained model's weights. */
    Weights weights(NodeSpec.Train model, Path node) throws IOException {
        return Weights.read(
                weights(node), model.backbone(), text(model.data()).vocabulary().size());
    }

    /** Returns a model's process at a block size. */
    GenerativeProcess process(NodeSpec.Train model, int blockSize) {
        return model.process()
                .process(blockSize, text(model.data()).vocabulary().tokens());
    }

    /** Returns what a model's training minimises. */
    Objective objective(NodeSpec.Train model) {
        return new Objective(
                model.process(),
                model.objective(),
                text(model.data()).vocabulary().tokens(),
                model.data().sequence());
    }

    /**
     * Returns batches of text that no model under test learns from and no likelihood is measured on, by number, from
     * the judge's half.
     */
    LongFunction<int[][]> validation(NodeSpec.Train model, Seeds seeds) {
        PreparedText text = text(model.data());
        TokenStream stream = model.part() == TextPart.MODELS ? text.judge() : text.train();
        return batch -> Batches.batch(
                stream, model.data().sequence(), model.training().batch(), seeds.child("validation"), batch);
    }

    static Path weights(Path node) {
        return node.resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.WEIGHTS);
    }
}
