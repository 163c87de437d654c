package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.compression.SequenceCoder;
import dev.dlmbench.evaluation.CountLosses;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.sampling.Guidance;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.text.Batches;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TopicsSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
        int labels = text().source().orElse(null) instanceof TopicsSource source ? 1 + source.classes() : 0;
        return new Sampler.Setup(
                sequence(), Arrays.stream(stop).boxed().toList(), losses, true, labels, shares(sampling));
    }

    /**
     * Returns what a sampler must know that stops at the end of an answer, so that no call is made for what fills a
     * sequence up.
     *
     * @param losses as {@link #countLosses} gives them, for a dynamic-programming schedule; empty otherwise
     */
    default Sampler.Setup answerSetup(SamplingSpec sampling, List<Double> losses) {
        int end = text().examples().orElseThrow().tokens().end();
        return new Sampler.Setup(sequence(), List.of(end), losses, true, 0, shares(sampling));
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

    /** Returns what codes texts by the loaded model; of the noise that tokens are predicted from there is one draw. */
    default SequenceCoder coder(NodeSpec.Code code, Denoiser denoiser) {
        SamplingSpec sampling = code.sampling();
        Sampler sampler =
                new Sampler(process(code.blockSize()), sampling, samplerSetup(code.blockSize(), sampling, denoiser));
        return new SequenceCoder(denoiser, sampler, sampling.batch(), new Seeds(0).child("code noise"));
    }

    /**
     * Returns what is asked of a sequence of a sampler: the label where the text has labels, the prompt, and so many
     * tokens.
     *
     * @param seeds of the sequences' classes, where they are drawn
     */
    default SequenceCondition condition(SamplingSpec sampling, int number, Seeds seeds) {
        IntStream label = text().source().orElse(null) instanceof TopicsSource source
                ? IntStream.of(label(sampling.guidance().topic(), source, number, seeds))
                : IntStream.empty();
        IntStream words = Arrays.stream(ids("sampling.prompt", sampling.prompt()));
        Template prompt = Template.of(IntStream.concat(label, words).toArray());
        int maxLength = sampling.stopping().maxLengthIn(sequence());
        if (prompt.length() >= maxLength) {
            throw new InvalidSettingException(
                    "sampling.prompt has " + prompt.length() + " tokens, and a sequence has " + maxLength + " at most");
        }
        return new SequenceCondition(prompt, maxLength);
    }

    private int label(String topic, TopicsSource source, int number, Seeds seeds) {
        return topic.equals(Guidance.DRAWN)
                ? TopicsSource.label(seeds.stream("class", number).nextInt(source.classes()))
                : ids("sampling.guidance.class", topic)[0];
    }

    private int[] ids(String key, String words) {
        try {
            return text().tokenizer().encode(words);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(key + ": " + e.getMessage());
        }
    }
}
