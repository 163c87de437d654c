package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.CountLosses;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A model that a node computes with, wherever it is from: what it was made for, and how it is loaded. Works ask it and
 * not the node that made it.
 */
sealed interface ModelSource permits NetworkSource, ScriptSource, OracleSource, ControlSource {
    /** The name of single precision in the conditions of a value. */
    String SINGLE = "float32";

    /** Returns the settings. */
    ModelSpec spec();

    /** Returns the text that it is made for. */
    PreparedText text();

    /** Returns a name for the precision of its products, as values are compared under it. */
    String precision();

    /** Loads it, and notes what computes it in the node's provenance. Whoever loads it closes it. */
    Denoiser load() throws IOException;

    /** Returns K, the number of real tokens. */
    default int tokens() {
        return text().tokenizer().tokens();
    }

    /** Returns n, the length of the sequences that it is made for. */
    default int sequence() {
        return spec().data().sequence();
    }

    /** Returns its process at a block size. */
    default GenerativeProcess process(int blockSize) {
        return spec().process().process(blockSize, shares());
    }

    /** Returns how much of the training text each token is, counted when it is asked for. */
    default TokenShares shares() {
        return TokenShares.counted(tokens(), () -> text().train().counts(tokens()));
    }

    /** Returns the shares for a sampler that looks at them; empty for others. */
    private List<Double> shares(SamplingSpec sampling) {
        boolean asked = spec().process().masksByToken() || sampling.selector().ranksByShare();
        return asked ? Arrays.stream(shares().all()).boxed().toList() : List.of();
    }

    /** Returns what a sampler of the model must know, which is measured on the loaded model if need be. */
    default Sampler.Setup samplerSetup(int blockSize, SamplingSpec sampling, Denoiser denoiser) {
        return samplerSetup(sampling, losses(blockSize, sampling, denoiser));
    }

    /**
     * Returns what a sampler of the model must know.
     *
     * @param losses as {@link #countLosses} gives them, for a dynamic-programming schedule; empty otherwise
     */
    default Sampler.Setup samplerSetup(SamplingSpec sampling, List<Double> losses) {
        int[] stop = ids("sampling.stop.text", sampling.stopping().text());
        return new Sampler.Setup(sequence(), Arrays.stream(stop).boxed().toList(), losses, true, shares(sampling));
    }

    /**
     * Returns what a sampler must know that stops at the end of an answer, so that no call is made for what fills a
     * sequence up.
     *
     * @param losses as {@link #countLosses} gives them, for a dynamic-programming schedule; empty otherwise
     */
    default Sampler.Setup answerSetup(SamplingSpec sampling, List<Double> losses) {
        int end = text().examples().orElseThrow().tokens().end();
        return new Sampler.Setup(sequence(), List.of(end), losses, true, shares(sampling));
    }

    /** Returns what {@link #countLosses} gives where the schedule is made from it; empty otherwise. */
    default List<Double> losses(int blockSize, SamplingSpec sampling, Denoiser denoiser) {
        return sampling.plan().needsLosses() ? countLosses(blockSize, denoiser) : List.of();
    }

    /** Measures what a dynamic-programming schedule is made from. */
    default List<Double> countLosses(int blockSize, Denoiser denoiser) {
        Seeds seeds = new Seeds(0).child("count losses");
        int[][] texts = Batches.batch(text().evaluator(), sequence(), ModelCache.SCORED_TOGETHER, seeds, 0);
        MaskedDiffusion process = (MaskedDiffusion) process(blockSize);
        return Arrays.stream(CountLosses.measure(process, denoiser, List.of(texts), seeds))
                .boxed()
                .toList();
    }

    /** Returns what is asked of every sequence of a sampler: the prompt, and so many tokens. */
    default SequenceCondition condition(SamplingSpec sampling) {
        Template prompt = Template.of(ids("sampling.prompt", sampling.prompt()));
        int maxLength = sampling.stopping().maxLengthIn(sequence());
        if (prompt.length() >= maxLength) {
            throw new InvalidSettingException(
                    "sampling.prompt has " + prompt.length() + " tokens, and a sequence has " + maxLength + " at most");
        }
        return new SequenceCondition(prompt, maxLength);
    }

    private int[] ids(String key, String words) {
        try {
            return text().tokenizer().encode(words);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key + ": " + e.getMessage());
        }
    }
}
