package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * All that another JVM needs to decode with a trained model.
 *
 * @param weights file of the model
 * @param backbone its network
 * @param process its process
 * @param blockSize at which it decodes, 0 for autoregression
 * @param tokens K
 * @param sequence how many tokens to decode
 * @param engine where and how
 * @param sampling by which sampler
 * @param setup of the sampler
 */
public record DecodingSetup(
        String weights,
        BackboneSpec backbone,
        ProcessSpec process,
        int blockSize,
        int tokens,
        int sequence,
        EngineSpec engine,
        SamplingSpec sampling,
        Sampler.Setup setup) {

    /** Returns the sampler. */
    public Sampler sampler() {
        return new Sampler(process.process(blockSize, tokens), sampling, setup);
    }

    /** Puts the model on the session's device. */
    public Denoiser denoiser(TorchSession session) throws IOException {
        return new NetworkDenoiser(
                new Backbone(session, Weights.read(Path.of(weights), backbone, tokens + 1)), process.cleanRows());
    }
}
