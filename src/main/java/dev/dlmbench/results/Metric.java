package dev.dlmbench.results;

import java.util.Arrays;
import java.util.Optional;

/** Everything that is measured: its name in suites and reports, its unit, which way is better, what it means. */
public enum Metric {
    /** Negative log-likelihood of held-out documents. */
    NLL(
            "nll",
            "nats per token",
            Better.LOWER,
            false,
            "minus the log-likelihood of held-out documents, summed over all tokens of all documents and divided by"
                    + " their number; exact for autoregression, an upper bound for diffusion"),
    /** Perplexity. */
    PPL("ppl", "perplexity", Better.LOWER, false, "exp(nll)"),
    /** Bits per character. */
    BPC(
            "bpc",
            "bits per character",
            Better.LOWER,
            false,
            "total nats / ln 2 / characters that begin in what is scored of the held-out text"),
    /** Likelihood of a mixture of block sizes, by Jensen's inequality. */
    NLL_JENSEN(
            "nll-jensen",
            "nats per token",
            Better.LOWER,
            false,
            "nll of a mixture of block sizes: the sizes' own bounds, averaged with their shares"),
    /** Likelihood of a mixture of block sizes. */
    NLL_MIXTURE(
            "nll-mixture",
            "nats per token",
            Better.LOWER,
            false,
            "nll of a mixture of block sizes: sum w (nats + ln(w / share)) over the sizes, for every document on its own,"
                    + " summed over documents and divided by their tokens; w goes with share exp(-nats) of the document"
                    + " under other draws of noise, or of the other documents where there is one round of draws; without"
                    + " noise it is minus ln sum share exp(-nats), with noise its mean is above that"),
    /** Loss by noise level. */
    LOSS_TIME(
            "loss-time",
            "nats per token",
            Better.LOWER,
            false,
            "loss of held-out documents under the bound's weights, averaged over times in an interval; the mean over all"
                    + " times is the bound"),
    /** Loss by place in the block. */
    LOSS_POSITION(
            "loss-position",
            "nats per token",
            Better.LOWER,
            false,
            "loss of held-out tokens under the bound's weights, by their place in the block, averaged over all times"),
    /** Loss by frequency of the token. */
    LOSS_FREQUENCY(
            "loss-frequency",
            "nats per token",
            Better.LOWER,
            false,
            "loss of held-out tokens under the bound's weights, averaged over all times, by how frequent the token is in"
                    + " the training text: class c holds shares from 2^-(c+1) to 2^-c"),
    /** Variance of the loss. */
    NELBO_VARIANCE(
            "nelbo-variance",
            "nats squared",
            Better.LOWER,
            false,
            "unbiased variance, over all blocks of a training batch, of a block's mean loss; mean over batches"),
    /** Variance of the gradient. */
    GRADIENT_VARIANCE(
            "gradient-variance",
            "nats squared",
            Better.LOWER,
            false,
            "mean squared distance of the batches' gradients from their mean, unbiased"),
    /** Generative perplexity. */
    GEN_PPL(
            "gen-ppl",
            "perplexity",
            Better.LOWER,
            false,
            "exp(nats / tokens) of samples under the evaluator, nats and tokens pooled over all samples"),
    /** Unigram entropy of samples. */
    ENTROPY(
            "entropy",
            "nats",
            Better.DATA,
            false,
            "entropy of the histogram of a sample's own tokens, natural logarithm, mean over samples"),
    /** Network evaluations. */
    NFE(
            "nfe",
            "calls per sequence",
            Better.LOWER,
            false,
            "network evaluations that a sequence took part in, counted where they happen, mean over sequences; calls"
                    + " that only commit a finished block to the cache are counted by role and not included"),
    /** Network evaluations that tokens are drawn from. */
    NFE_DRAWING(
            "nfe-drawing",
            "calls per sequence",
            Better.LOWER,
            false,
            "network evaluations that tokens are drawn from: nfe without those that verify or look for mistakes (NFE of"
                    + " BD3-LM, arXiv 2503.09573)"),
    /** All network evaluations. */
    NFE_ALL(
            "nfe-all",
            "calls per sequence",
            Better.LOWER,
            false,
            "all network evaluations that a sequence took part in: nfe and those that only commit tokens to the cache"),
    /** Steps taken. */
    STEPS(
            "steps",
            "steps per sequence",
            Better.LOWER,
            false,
            "sampling steps taken until nothing was left to draw or to take back, whether or not they needed a network"
                    + " evaluation"),
    /** Length of samples. */
    LENGTH(
            "length",
            "tokens",
            Better.DATA,
            false,
            "tokens of a sample behind its prompt, its stop text included, mean over samples"),
    /** Likelihood of samples under the source. */
    ORACLE_NLL(
            "oracle-nll",
            "nats per token",
            Better.DATA,
            false,
            "minus the log-likelihood of samples under the synthetic source that made the corpus, nats and tokens pooled"
                    + " over all samples; the source's own true-nll is what a perfect sampler has"),
    /** Distance of samples from the source. */
    ORACLE_TV(
            "oracle-tv",
            "share",
            Better.LOWER,
            false,
            "total variation between the adjacent pairs of tokens in the samples, pooled over all places, and their"
                    + " stationary probability under the synthetic source; never 0 for a finite number of samples"),
    /** Time for one sequence. */
    LATENCY(
            "latency",
            "ms",
            Better.LOWER,
            true,
            "time to decode one sequence at batch 1, median over the decodings of a JVM, mean over JVMs"),
    /** Time to the first tokens. */
    TTFB(
            "ttfb",
            "ms",
            Better.LOWER,
            true,
            "time to the first finished token, or block of tokens, at batch 1, median over the decodings of a JVM, mean over"
                    + " JVMs"),
    /** Decoding speed. */
    THROUGHPUT(
            "throughput",
            "tokens per second",
            Better.HIGHER,
            true,
            "tokens decoded per second at the stated batch size, from the median decoding of a JVM, mean over JVMs"),
    /** Memory. */
    PEAK_MEMORY("peak-memory", "MiB", Better.LOWER, true, "largest resident set of the worker process"),
    /** Training speed. */
    TRAIN_THROUGHPUT(
            "train-throughput",
            "tokens per second",
            Better.HIGHER,
            true,
            "data tokens trained on per second, median over the steps of the process that finished, with so many"
                    + " workers side by side; the clean copy of block diffusion is not counted"),
    /** Mean training loss at the end. */
    TRAIN_LOSS(
            "train-loss", "nats per token", Better.LOWER, false, "mean training loss over the last tenth of the steps"),
    /** Parameter count. */
    PARAMETERS("parameters", "count", Better.NONE, false, "trainable parameters"),
    /** Entropy rate of a synthetic source. */
    ENTROPY_RATE(
            "entropy-rate",
            "nats per token",
            Better.NONE,
            false,
            "exact entropy rate of the source that made the corpus"),
    /** True likelihood of the held-out documents. */
    TRUE_NLL(
            "true-nll",
            "nats per token",
            Better.NONE,
            false,
            "minus the log-likelihood of the held-out documents under the source that made them"),
    /** Unigram entropy of held-out documents. */
    DATA_ENTROPY(
            "data-entropy",
            "nats",
            Better.NONE,
            false,
            "entropy of the histogram of a held-out document's own tokens, natural logarithm, mean over documents");

    /** Which way a metric improves. */
    public enum Better {
        /** Smaller is better. */
        LOWER,
        /** Larger is better. */
        HIGHER,
        /** Closer to the data's own value is better. */
        DATA,
        /** A fact, not a score. */
        NONE
    }

    private final String id;
    private final String unit;
    private final Better better;
    private final boolean timing;
    private final String definition;

    Metric(String id, String unit, Better better, boolean timing, String definition) {
        this.id = id;
        this.unit = unit;
        this.better = better;
        this.timing = timing;
        this.definition = definition;
    }

    /** Returns the metric called {@code id} in suites, if there is one. */
    public static Optional<Metric> byId(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }

    /** Returns the name in suites, result files and reports. */
    public String id() {
        return id;
    }

    /** Returns the unit of its values. */
    public String unit() {
        return unit;
    }

    /** Returns which way it improves. */
    public Better better() {
        return better;
    }

    /** Returns whether its value depends on the machine and the moment, so that a repetition gives another. */
    public boolean timing() {
        return timing;
    }

    /** Returns whether it is the likelihood of held-out documents, in one of its units. */
    public boolean likelihood() {
        return this == NLL || this == PPL || this == BPC;
    }

    /** Returns on which scale its values are averaged and compared. */
    public MetricScale scale() {
        return MetricScale.of(this);
    }

    /** Returns the definition in words, with the formula. */
    public String definition() {
        return definition;
    }
}
