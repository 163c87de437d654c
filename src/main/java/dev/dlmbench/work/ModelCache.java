package dev.dlmbench.work;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.CountLosses;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TokenStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** What the nodes of one worker share: prepared texts, and one session of the engine per setting. */
public final class ModelCache {
    /** Documents or samples scored side by side. */
    public static final int SCORED_TOGETHER = 32;

    private final DataFolder folder;
    private final Map<DataSpec, PreparedText> texts = new HashMap<>();
    private final Map<EngineSpec, TorchSession> sessions = new HashMap<>();

    public ModelCache(DataFolder folder) {
        this.folder = folder;
    }

    PreparedText text(DataSpec data) {
        return texts.computeIfAbsent(data, wanted -> Corpora.prepare(wanted, folder));
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

    /**
     * Loads a model, and notes what computes it in the node's provenance.
     *
     * @param hash of the model's node
     */
    Denoiser model(String hash, WorkerContext place) throws IOException {
        NodeSpec.Model model = (NodeSpec.Model) place.spec(hash);
        if (model instanceof NodeSpec.Train trained) {
            TorchSession session = session(trained.engine(), place);
            return new NetworkDenoiser(
                    new Backbone(session, weights(trained, place.input(hash))),
                    trained.process().cleanRows());
        }
        MarkovSource source = (MarkovSource) text(model.data()).source().orElseThrow();
        return new OracleDenoiser(
                source, process(model, model.process().blockSizeIn(model.data().sequence())));
    }

    /** Reads a trained model's weights. */
    Weights weights(NodeSpec.Train model, Path node) throws IOException {
        return Weights.read(
                weights(node), model.backbone(), text(model.data()).tokenizer().size());
    }

    /** Returns a model's process at a block size. */
    GenerativeProcess process(NodeSpec.Model model, int blockSize) {
        return model.process().process(blockSize, text(model.data()).tokenizer().tokens());
    }

    /** Returns what a model's training minimises. */
    Objective objective(NodeSpec.Train model) {
        return new Objective(
                model.process(),
                model.objective(),
                text(model.data()).tokenizer().tokens(),
                model.data().sequence());
    }

    /**
     * Returns batches of text that no model under test learns from and no likelihood is measured on, by number, from
     * the evaluator's half.
     */
    LongFunction<int[][]> validation(NodeSpec.Train model, Seeds seeds) {
        PreparedText text = text(model.data());
        TokenStream stream = model.part() == TextPart.MODELS ? text.evaluator() : text.train();
        return batch -> Batches.batch(
                stream, model.data().sequence(), model.training().batch(), seeds.child("validation"), batch);
    }

    /** Returns what a sampler of a loaded model must know. */
    Sampler.Setup samplerSetup(NodeSpec.Model model, int blockSize, SamplingSpec sampling, Denoiser denoiser) {
        boolean planned = sampling.plan().kind() == StepPlan.Kind.PLANNED;
        return samplerSetup(model, sampling, planned ? countLosses(model, blockSize, denoiser) : List.of());
    }

    /**
     * Returns what a sampler of a model must know.
     *
     * @param losses as {@link #countLosses} gives them, for planned steps; empty otherwise
     */
    Sampler.Setup samplerSetup(NodeSpec.Model model, SamplingSpec sampling, List<Double> losses) {
        int[] stop = ids("sampling.stop.text", sampling.stopping().text(), model);
        return new Sampler.Setup(
                model.data().sequence(), Arrays.stream(stop).boxed().toList(), losses, true);
    }

    /** Measures what planned steps are planned by. */
    List<Double> countLosses(NodeSpec.Model model, int blockSize, Denoiser denoiser) {
        Seeds seeds = new Seeds(0).child("count losses");
        int[][] texts =
                Batches.batch(text(model.data()).evaluator(), model.data().sequence(), SCORED_TOGETHER, seeds, 0);
        MaskedDiffusion process = (MaskedDiffusion) process(model, blockSize);
        return Arrays.stream(CountLosses.measure(process, denoiser, List.of(texts), seeds))
                .boxed()
                .toList();
    }

    /** Returns what every sequence of a sampler begins with. */
    Template prompt(NodeSpec.Model model, SamplingSpec sampling) {
        Template prompt = Template.of(ids("sampling.prompt", sampling.prompt(), model));
        int longest = sampling.stopping().maxLengthIn(model.data().sequence());
        if (prompt.length() >= longest) {
            throw new InvalidSettingException(
                    "sampling.prompt has " + prompt.length() + " tokens, and a sequence has " + longest + " at most");
        }
        return prompt;
    }

    private int[] ids(String key, String words, NodeSpec.Model model) {
        try {
            return text(model.data()).tokenizer().encode(words);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key + ": " + e.getMessage());
        }
    }

    static Path weights(Path node) {
        return node.resolve(NodeFiles.CHECKPOINT).resolve(NodeFiles.WEIGHTS);
    }
}
