package dev.dlmbench.work;

import dev.dlmbench.backbone.ScriptedNetwork;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.ScriptDenoiser;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;

/**
 * A TorchScript module as a model.
 *
 * @param spec the settings
 * @param text that it is measured on
 * @param cache of the worker, which has the engine's session
 * @param place of the node that computes with it
 */
record ScriptSource(ModelSpec.Script spec, PreparedText text, ModelCache cache, WorkerContext place)
        implements ModelSource {

    @Override
    public String precision() {
        return "as the module has it";
    }

    @Override
    public Denoiser load() throws IOException {
        return new ScriptDenoiser(new ScriptedNetwork(cache.session(spec.engine(), place), spec.script(), tokens()));
    }
}
