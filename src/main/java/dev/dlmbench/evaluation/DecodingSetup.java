package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

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
 * @param prompts ids that sequences begin with, each in turn; empty where nothing is given
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
        Sampler.Setup setup,
        List<List<Integer>> prompts) {

    /** Copies the list. */
    public DecodingSetup {
        prompts = List.copyOf(prompts);
    }

    /** Draws whole sequences. */
    public DecodingSetup(
            String weights,
            BackboneSpec backbone,
            ProcessSpec process,
            int blockSize,
            int tokens,
            int sequence,
            EngineSpec engine,
            SamplingSpec sampling,
            Sampler.Setup setup) {
        this(weights, backbone, process, blockSize, tokens, sequence, engine, sampling, setup, List.of());
    }

    /** Returns the sampler. */
    public Sampler sampler() {
        return new Sampler(process.process(blockSize, TokenShares.of(tokens, setup.shares())), sampling, setup);
    }

    /**
     * Returns what is asked of the sequences of one batch: each decoding takes the prompts that follow those of the one
     * before.
     *
     * @param decoding counted from 0
     */
    List<SequenceCondition> conditions(int decoding, int batch) {
        int length = sampling.stopping().maxLengthIn(sequence);
        if (prompts.isEmpty()) {
            return Collections.nCopies(batch, SequenceCondition.free(length));
        }
        return LongStream.range(0, batch)
                .map(place -> ((long) decoding * batch + place) % prompts.size())
                .mapToObj(prompt -> prompts.get((int) prompt))
                .map(prompt -> new SequenceCondition(
                        Template.of(prompt.stream().mapToInt(Integer::intValue).toArray()), sequence))
                .toList();
    }

    /** Puts the model on the session's device. */
    public Denoiser denoiser(TorchSession session) throws IOException {
        return new NetworkDenoiser(
                new Backbone(session, Weights.read(Path.of(weights), backbone, tokens + 1)), process.cleanRows());
    }
}
