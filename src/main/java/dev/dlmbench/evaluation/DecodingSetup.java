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
import dev.dlmbench.sampling.Companion;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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
 * @param companion the model that the sampler computes with besides; absent for none
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
        List<List<Integer>> prompts,
        @Nullable Other companion) {

    /**
     * Another model, with the same tokens and where the first one is.
     *
     * @param weights file of the model
     * @param backbone its network
     * @param process its process
     * @param sequence tokens that it was trained to see at once
     */
    public record Other(String weights, BackboneSpec backbone, ProcessSpec process, int sequence) {}

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
        this(weights, backbone, process, blockSize, tokens, sequence, engine, sampling, setup, List.of(), null);
    }

    /**
     * Returns the sampler.
     *
     * @param other the model that it computes with besides
     */
    public Sampler sampler(Optional<Companion> other) {
        return new Sampler(process.process(blockSize, TokenShares.of(tokens, setup.shares())), sampling, setup, other);
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
        return denoiser(session, weights, backbone, process);
    }

    /** Puts the model that the sampler computes with besides on the session's device, if there is one. */
    Optional<Companion> companion(TorchSession session) throws IOException {
        if (companion == null) {
            return Optional.empty();
        }
        Denoiser model = denoiser(session, companion.weights(), companion.backbone(), companion.process());
        return Optional.of(Companions.of(model, companion.sequence()));
    }

    private Denoiser denoiser(TorchSession session, String file, BackboneSpec network, ProcessSpec trained)
            throws IOException {
        return new NetworkDenoiser(
                new Backbone(session, Weights.read(Path.of(file), network, tokens + 1)), trained.cleanRows());
    }
}
