package dev.dlmbench.work;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A network with weights, trained here or brought along.
 *
 * @param spec the settings
 * @param text that it is made for
 * @param file its weights
 * @param cache of the worker, which has the engine's session
 * @param place of the node that computes with it
 */
record NetworkSource(
        ModelSpec.KnownNetwork spec, PreparedText text, WeightsFile file, ModelCache cache, WorkerContext place)
        implements ModelSource {

    @Override
    public int tokens() {
        return spec instanceof ModelSpec.Pretrained published
                ? published.tokens()
                : text.tokenizer().tokens();
    }

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
        return file.read();
    }

    /** Where weights are. */
    @FunctionalInterface
    interface WeightsFile {
        /** Reads them. */
        Weights read() throws IOException;

        /** Returns a file of them in the layout of this program. */
        default Path kept(WorkerContext place) throws IOException {
            Path file = place.scratch().resolve(NodeFiles.WEIGHTS);
            read().write(file);
            return file;
        }
    }

    /**
     * Weights of a model that was trained here.
     *
     * @param path of the file
     * @param spec the shape of the network
     * @param vocabulary V
     */
    record TrainedWeights(Path path, BackboneSpec spec, int vocabulary) implements WeightsFile {
        @Override
        public Weights read() throws IOException {
            return Weights.read(path, spec, vocabulary);
        }

        @Override
        public Path kept(WorkerContext place) {
            return path;
        }
    }

    /** Returns how it is trained. */
    TrainingSource training() {
        return new TrainingSource((ModelSpec.Train) spec, text);
    }
}
