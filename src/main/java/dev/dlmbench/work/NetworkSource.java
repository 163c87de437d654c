package dev.dlmbench.work;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Objective;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TokenStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;

/**
 * A network with weights, trained here or brought along.
 *
 * @param spec the settings
 * @param text that it is made for
 * @param file of its weights
 * @param cache of the worker, which has the engine's session
 * @param place of the node that computes with it
 */
record NetworkSource(NodeSpec.NetworkModel spec, PreparedText text, Path file, ModelCache cache, WorkerContext place)
        implements ModelSource {

    @Override
    public String precision() {
        return session().bf16() ? "bf16" : SINGLE;
    }

    @Override
    public Denoiser load() throws IOException {
        TorchSession session = session();
        return new NetworkDenoiser(
                new Backbone(session, weights()), spec.process().cleanRows());
    }

    /** Returns the session that computes it, and notes what that is in the node's provenance. */
    TorchSession session() {
        return cache.session(spec.engine(), place);
    }

    /** Reads the weights. */
    Weights weights() throws IOException {
        return Weights.read(file, spec.backbone(), text.tokenizer().size());
    }

    /** Returns what its training minimises. */
    Objective objective() {
        return new Objective(spec.process(), spec.objective(), tokens(), sequence(), text.padding());
    }

    /** Returns the half of the text that it learns from. */
    TokenStream training() {
        return switch (spec.part()) {
            case MODELS -> text.train();
            case EVALUATOR -> text.evaluator();
        };
    }

    /**
     * Returns batches of text that no model under test learns from and no likelihood is measured on, by number, from
     * the evaluator's half.
     */
    LongFunction<int[][]> validation(Seeds seeds) {
        TokenStream stream = spec.part() == TextPart.MODELS ? text.evaluator() : text.train();
        return batch -> Batches.batch(stream, sequence(), spec.batch(), seeds.child("validation"), batch);
    }
}
