package dev.dlmbench.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is measured. A constant declares all that the program knows of a metric: its name and unit, which way
 * is better, which kind of node measures it, how its values are averaged, compared, pooled, written and shown; and what
 * it means, in words that are part of what makes two values comparable.
 */
public enum Metric implements MetricProperties {
    /** Negative log-likelihood of test documents. */
    NLL(
            MetricFacts.of("nll", "nats per token", Better.LOWER, NodeKind.LIKELIHOOD)
                    .over(MetricPooling.TOKENS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "NLL")
                    .with(MetricTrait.STANDARD, MetricTrait.QUALITY),
            "minus the log-likelihood of test documents, summed over all tokens of all documents and divided by"
                    + " their number; exact for autoregression, an upper bound for diffusion"),
    /** Perplexity. */
    PPL(
            MetricFacts.of("ppl", "perplexity", Better.LOWER, NodeKind.LIKELIHOOD)
                    .values(MetricScale.EXPONENTIAL, MetricFormat.THREE_DECIMALS)
                    .over(MetricPooling.TOKENS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "PPL")
                    .with(MetricTrait.QUALITY),
            "exp(nll)"),
    /** Bits per character. */
    BPC(
            MetricFacts.of("bpc", "bits per character", Better.LOWER, NodeKind.LIKELIHOOD)
                    .over(MetricPooling.CHARACTERS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "BPC"),
            "total nats / ln 2 / characters that begin in what is scored of the test text"),
    /** Bits per byte. */
    BPB(
            MetricFacts.of("bpb", "bits per byte", Better.LOWER, NodeKind.LIKELIHOOD)
                    .over(MetricPooling.CHARACTERS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "BPB"),
            "total nats / ln 2 / bytes of UTF-8 in what is scored of the test text"),
    /** Length of a code. */
    CODE_LENGTH(
            MetricFacts.of("code-length", "bits per character", Better.LOWER, NodeKind.CODE)
                    .over(MetricPooling.CHARACTERS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "code length"),
            "8 bits for each byte of the one code of all test documents, from which the model decodes them again, by the"
                    + " characters that begin in them"),
    /** Length of a code for each document. */
    CODE_LENGTH_ALONE(
            MetricFacts.of("code-length-alone", "bits per character", Better.LOWER, NodeKind.CODE)
                    .over(MetricPooling.CHARACTERS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "code length, alone"),
            "code-length where each test document has a code of its own, which ends with a whole byte"),
    /** Likelihood in the calls of a code. */
    CODE_NLL(
            MetricFacts.of("code-nll", "bits per character", Better.LOWER, NodeKind.CODE)
                    .over(MetricPooling.CHARACTERS_OF_DOCUMENTS)
                    .column(MetricSection.LIKELIHOOD, "NLL of the code"),
            "minus the log-likelihood to base 2 that the model gives the test documents in the very calls that code"
                    + " them, by the characters that begin in them: what a code without any loss would take"),
    /** Score under a joint denoiser. */
    JOINT_SCORE(
            MetricFacts.of("joint-score", "nats per token", Better.LOWER, NodeKind.WEIGHING)
                    .column(MetricSection.LIKELIHOOD, "joint score"),
            "the loss of the NELBO with minus the logarithm of the probability that the joint denoiser gives all masked"
                    + " tokens together in place of the sum over positions, with the smaller estimate of the normaliser; a"
                    + " score, below the entropy of the text where tokens depend on each other"),
    /** Likelihood of a mixture of block sizes, by Jensen's inequality. */
    NLL_JENSEN(
            MetricFacts.of("nll-jensen", "nats per token", Better.LOWER, NodeKind.MIXTURE)
                    .column(MetricSection.LIKELIHOOD, "NLL, Jensen"),
            "nll of a mixture of block sizes: the sizes' own bounds, averaged with their shares"),
    /** Likelihood of a mixture of block sizes. */
    NLL_MIXTURE(
            MetricFacts.of("nll-mixture", "nats per token", Better.LOWER, NodeKind.MIXTURE)
                    .column(MetricSection.LIKELIHOOD, "NLL, mixture"),
            "nll of a mixture of block sizes: sum w (nats + ln(w / share)) over the sizes, for every document on its own,"
                    + " summed over documents and divided by their tokens; w goes with share exp(-nats) of the document"
                    + " under other draws of noise, or of the other documents where there is one round of draws; without"
                    + " noise it is minus ln sum share exp(-nats), with noise its mean is above that"),
    /** Loss by noise level. */
    LOSS_TIME(
            MetricFacts.of("loss-time", "nats per token", Better.LOWER, NodeKind.PROFILE),
            "loss of test documents under the NELBO's weights, averaged over times in an interval; the mean over all"
                    + " times is the NELBO"),
    /** Loss by place in the block. */
    LOSS_POSITION(
            MetricFacts.of("loss-position", "nats per token", Better.LOWER, NodeKind.PROFILE),
            "loss of test tokens under the NELBO's weights, by their place in the block, averaged over all times"),
    /** Loss by frequency of the token. */
    LOSS_FREQUENCY(
            MetricFacts.of("loss-frequency", "nats per token", Better.LOWER, NodeKind.PROFILE),
            "loss of test tokens under the NELBO's weights, averaged over all times, by how frequent the token is in"
                    + " the training text: class c holds shares from 2^-(c+1) to 2^-c"),
    /** Variance of the loss. */
    NELBO_VARIANCE(
            MetricFacts.of("nelbo-variance", "nats squared", Better.LOWER, NodeKind.VARIANCE)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .column(MetricSection.VARIANCE, "variance, loss"),
            "unbiased variance, over all blocks of a training batch, of a block's mean loss; mean over batches"),
    /** Variance of the gradient. */
    GRADIENT_VARIANCE(
            MetricFacts.of("gradient-variance", "nats squared", Better.LOWER, NodeKind.VARIANCE)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .column(MetricSection.VARIANCE, "variance, gradient"),
            "mean squared distance of the batches' gradients from their mean, unbiased"),
    /** Generative perplexity. */
    GEN_PPL(
            MetricFacts.of("gen-ppl", "perplexity", Better.LOWER, NodeKind.SCORE)
                    .values(MetricScale.EXPONENTIAL, MetricFormat.TWO_DECIMALS)
                    .over(MetricPooling.TOKENS_OF_SAMPLES)
                    .column(MetricSection.QUALITY, "gen-PPL")
                    .notWithout("entropy")
                    .with(MetricTrait.STANDARD, MetricTrait.QUALITY, MetricTrait.CONTROLLED, MetricTrait.FRONTIER),
            "exp(nats / tokens) of samples under the evaluator, nats and tokens pooled over all samples"),
    /** Unigram entropy of samples. */
    ENTROPY(
            MetricFacts.of("entropy", "nats", Better.DATA, NodeKind.SCORE)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "entropy")
                    .with(MetricTrait.STANDARD, MetricTrait.READ_LINEARLY),
            "entropy of the histogram of a sample's own tokens, natural logarithm, mean over samples"),
    /** How many n-grams of samples differ. */
    DISTINCT_N(
            MetricFacts.of("distinct-n", "share", Better.DATA, NodeKind.DIVERSITY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "distinct-n")
                    .with(MetricTrait.READ_LINEARLY, MetricTrait.EACH_N),
            "different n-grams of all samples, by all their n-grams, none of which goes from one sample into the next"),
    /** How alike samples are. */
    SELF_BLEU(
            MetricFacts.of("self-bleu", "BLEU", Better.DATA, NodeKind.DIVERSITY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "self-BLEU")
                    .with(MetricTrait.READ_LINEARLY),
            "BLEU of a sample with all others as its references, mean over samples of four tokens or more: n-grams up"
                    + " to 4 with equal weights, the penalty by the nearest length, 0.1 matches where an n has none"),
    /** How much of a sample was in it before. */
    REPETITION(
            MetricFacts.of("repetition", "share", Better.DATA, NodeKind.DIVERSITY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "repetition-4")
                    .with(MetricTrait.READ_LINEARLY),
            "share of a sample's 4-grams that occur in it before, mean over samples of four tokens or more"),
    /** The longest stretch that a sample has twice. */
    LONGEST_REPEAT(
            MetricFacts.of("longest-repeat", "tokens", Better.DATA, NodeKind.DIVERSITY)
                    .values(MetricScale.RATIO, MetricFormat.COUNT)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "longest repeat")
                    .with(MetricTrait.READ_LINEARLY),
            "length of the longest stretch of tokens that is at two places of a sample, which may overlap, mean over"
                    + " samples"),
    /** How much of a sample was not learnt. */
    NOVELTY(
            MetricFacts.of("novelty", "share", Better.DATA, NodeKind.DIVERSITY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "novelty-4")
                    .with(MetricTrait.READ_LINEARLY),
            "share of a sample's 4-grams that are nowhere in the training text, mean over samples of four tokens or"
                    + " more"),
    /** How far samples are from the text. */
    MAUVE(
            MetricFacts.of("mauve", "area", Better.HIGHER, NodeKind.MAUVE)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.QUALITY, "MAUVE")
                    .with(MetricTrait.QUALITY, MetricTrait.READ_LINEARLY),
            "area under the curve (exp(-5 KL(q|r)), exp(-5 KL(p|r))) over 25 mixtures r of p and q, the shares of"
                    + " samples and of as many test documents, cut to their length, in each cluster, 1/2 added to every"
                    + " count; a tenth as many clusters as samples, by k-means of the evaluator's last hidden states (the"
                    + " mean over a text's tokens, or the last one's), brought to length 1 and to the principal"
                    + " components with 90 % of the variance; mean over five draws of k-means"),
    /** Network evaluations. */
    NFE(
            MetricFacts.calls("nfe", "NFE").over(MetricPooling.SAMPLES).with(MetricTrait.STANDARD, MetricTrait.COST),
            "network evaluations that a sequence took part in, counted where they happen, mean over sequences; calls"
                    + " that only commit a finished block to the cache are counted by role and not included"),
    /** Network evaluations that tokens are drawn from. */
    NFE_DRAWING(
            MetricFacts.calls("nfe-drawing", "NFE, drawing"),
            "network evaluations that tokens are drawn from: nfe without those that verify or look for mistakes (NFE of"
                    + " BD3-LM, arXiv 2503.09573)"),
    /** All network evaluations. */
    NFE_ALL(
            MetricFacts.calls("nfe-all", "NFE, all"),
            "all network evaluations that a sequence took part in: nfe and those that only commit tokens to the cache"),
    /** Steps taken. */
    STEPS(
            MetricFacts.of("steps", "steps per sequence", Better.LOWER, NodeKind.SAMPLES)
                    .values(MetricScale.RATIO, MetricFormat.COUNT)
                    .column(MetricSection.CALLS, "steps taken"),
            "sampling steps taken until nothing was left to draw or to remask, whether or not they needed a network"
                    + " evaluation"),
    /** Tokens of samples for a call. */
    TPF(
            MetricFacts.of("tpf", "tokens per call", Better.HIGHER, NodeKind.SAMPLES)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.CALLS, "TPF"),
            "tokens per forward: tokens of all samples behind their prompts, each place once however often it was remasked,"
                    + " divided by the network evaluations that they took part in, as nfe counts them"),
    /** Length of samples. */
    LENGTH(
            MetricFacts.of("length", "tokens", Better.DATA, NodeKind.SAMPLES)
                    .values(MetricScale.RATIO, MetricFormat.COUNT)
                    .column(MetricSection.LENGTH, "length"),
            "tokens of a sample behind its prompt, its stop text included, mean over samples"),
    /** Right answers. */
    ACCURACY(
            MetricFacts.share("accuracy", "accuracy", Better.HIGHER, NodeKind.ANSWERS)
                    .with(MetricTrait.QUALITY, MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY),
            "share of a task's test examples whose answer is right"),
    /** Right majorities. */
    MAJ_AT_K(
            MetricFacts.share("maj-at-k", "maj@k", Better.HIGHER, NodeKind.ANSWERS)
                    .with(MetricTrait.QUALITY, MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY, MetricTrait.EACH_K),
            "share of a task's test examples where most of k answers that can be read agree on a right one; of answers"
                    + " with as many votes one is drawn; mean over all choices of k of the answers drawn"),
    /** Examples that one of several answers solves. */
    PASS_AT_K(
            MetricFacts.share("pass-at-k", "pass@k", Better.HIGHER, NodeKind.ANSWERS)
                    .with(MetricTrait.QUALITY, MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY, MetricTrait.EACH_K),
            "share of a task's test examples where one of k answers is right at least: 1 - C(n - c, k) / C(n, k) for c"
                    + " right ones of n drawn"),
    /** Tokens of answers as they are expected. */
    TOKEN_ACCURACY(
            MetricFacts.share("token-accuracy", "token accuracy", Better.HIGHER, NodeKind.ANSWERS)
                    .with(MetricTrait.READ_LINEARLY),
            "share of the expected tokens behind the prompts, each example's end included, that are written in the same"
                    + " places, pooled over all examples"),
    /** Unreadable answers. */
    MALFORMED(
            MetricFacts.share("malformed", "malformed", Better.LOWER, NodeKind.ANSWERS)
                    .with(MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY),
            "share of a task's test examples to which no answer can be read"),
    /** Network evaluations for an answer. */
    ANSWER_NFE(
            MetricFacts.of("answer-nfe", "calls per answer", Better.LOWER, NodeKind.ANSWERS)
                    .values(MetricScale.RATIO, MetricFormat.COUNT)
                    .over(MetricPooling.EXAMPLES)
                    .column(MetricSection.ANSWERS, "NFE, answer")
                    .with(MetricTrait.COST),
            "network evaluations that an answer took part in, counted as nfe, mean over answers"),
    /** Tokens of answers for a call. */
    TOKENS_PER_CALL(
            MetricFacts.of("tokens-per-call", "tokens per call", Better.HIGHER, NodeKind.ANSWERS)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.EXAMPLES)
                    .column(MetricSection.ANSWERS, "tokens per call"),
            "tokens of all answers up to their ends, for each network evaluation that they took part in"),
    /** Right choices. */
    CHOICE_ACCURACY(
            MetricFacts.share("choice-accuracy", "choice accuracy", Better.HIGHER, NodeKind.CHOICES)
                    .with(MetricTrait.QUALITY, MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY),
            "share of a task's test examples whose likeliest choice is the right one: that of the highest log-likelihood"
                    + " given the prompt, summed over the choice's own tokens (acc of lm-evaluation-harness)"),
    /** Right choices, by likelihood per character. */
    CHOICE_ACCURACY_NORM(
            MetricFacts.share("choice-accuracy-norm", "choice accuracy by length", Better.HIGHER, NodeKind.CHOICES)
                    .with(MetricTrait.QUALITY, MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY),
            "share of a task's test examples whose likeliest choice is the right one, where the log-likelihood of a"
                    + " choice is divided by its Unicode characters (acc_norm of lm-evaluation-harness)"),
    /** Choices that noise leaves open. */
    NOT_SEPARATED(
            MetricFacts.share("not-separated", "not separated", Better.LOWER, NodeKind.CHOICES)
                    .with(MetricTrait.PROPORTION, MetricTrait.READ_LINEARLY),
            "share of a task's test examples where the difference of the log-likelihoods of the two likeliest choices,"
                    + " over rounds of noise that they share, has a 95 % interval that holds 0"),
    /** Likelihood of samples under the source. */
    ORACLE_NLL(
            MetricFacts.bySource("oracle-nll", "nats per token", Better.DATA, "oracle NLL"),
            "minus the log-likelihood of samples under the synthetic source that made the corpus, nats and tokens pooled"
                    + " over all samples; the source's own true-nll is what a perfect sampler has"),
    /** Distance of samples from the source. */
    ORACLE_TV(
            MetricFacts.bySource("oracle-tv", "share", Better.LOWER, "oracle TV"),
            "total variation between the adjacent pairs of tokens in the samples, pooled over all places, and their"
                    + " stationary probability under the synthetic source; never 0 for a finite number of samples"),
    /** Samples of the class that was asked for. */
    CONTROL(
            MetricFacts.bySource("control", "share", Better.HIGHER, "control").over(MetricPooling.SAMPLES),
            "share of samples of labelled text whose most probable class under the source, given the text alone, is the one"
                    + " that was asked for"),
    /** Distance of samples from the law of their class. */
    CLASS_TV(
            MetricFacts.bySource("class-tv", "share", Better.LOWER, "class TV").over(MetricPooling.SAMPLES),
            "total variation between the adjacent pairs of tokens in the samples of a class, pooled over all places, and"
                    + " their stationary probability under its source; mean over samples; never 0 for a finite number"),
    /** Time for one sequence. */
    LATENCY(
            MetricFacts.of("latency", "ms", Better.LOWER, NodeKind.LATENCY)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.JVMS)
                    .column(MetricSection.SPEED, "latency p50")
                    .with(MetricTrait.TIMING, MetricTrait.COST, MetricTrait.SIDE_BY_SIDE),
            "time to decode one sequence at batch 1, median over the decodings of a JVM, mean over JVMs"),
    /** Time to the first tokens. */
    TTFB(
            MetricFacts.of("ttfb", "ms", Better.LOWER, NodeKind.LATENCY)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.JVMS)
                    .column(MetricSection.SPEED, "first tokens")
                    .with(MetricTrait.TIMING),
            "time to the first finished token, or block of tokens, at batch 1, median over the decodings of a JVM, mean over"
                    + " JVMs"),
    /** Decoding speed. */
    THROUGHPUT(
            MetricFacts.of("throughput", "tokens per second", Better.HIGHER, NodeKind.LATENCY)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.JVMS)
                    .column(MetricSection.SPEED, "throughput")
                    .with(MetricTrait.TIMING, MetricTrait.COST, MetricTrait.SIDE_BY_SIDE, MetricTrait.EACH_BATCH),
            "tokens decoded per second at the stated batch size, from the median decoding of a JVM, mean over JVMs"),
    /** Speed of coding. */
    CODE_THROUGHPUT(
            MetricFacts.of("code-throughput", "characters per second", Better.HIGHER, NodeKind.CODE)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .column(MetricSection.SPEED, "coding")
                    .with(MetricTrait.TIMING),
            "characters of the test documents encoded per second, so many documents side by side; decoding makes the same"
                    + " calls"),
    /** Speed of answering. */
    ANSWERS_PER_SECOND(
            MetricFacts.of("answers-per-second", "answers per second", Better.HIGHER, NodeKind.LATENCY)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .over(MetricPooling.JVMS)
                    .column(MetricSection.SPEED, "answers")
                    .with(MetricTrait.TIMING, MetricTrait.EACH_BATCH),
            "answers per second to the prompts of a task's test set, at the stated batch size, from the median decoding of a"
                    + " JVM, mean over JVMs"),
    /** Tokens that depend on who is drawn beside them. */
    BATCH_INVARIANCE(
            MetricFacts.of("batch-invariance", "share", Better.LOWER, NodeKind.LATENCY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.SPEED, "batch invariance")
                    .with(MetricTrait.TIMING, MetricTrait.READ_LINEARLY),
            "share of drawn tokens that are others where a sequence is drawn alone than where it is drawn beside others, by"
                    + " the same random numbers: what rounding in batches of another size decides; mean over sequences"),
    /** Tokens that depend on what is kept. */
    CACHE_EXACTNESS(
            MetricFacts.of("cache-exactness", "share", Better.LOWER, NodeKind.LATENCY)
                    .over(MetricPooling.SAMPLES)
                    .column(MetricSection.SPEED, "cache exactness")
                    .with(MetricTrait.TIMING, MetricTrait.READ_LINEARLY),
            "share of drawn tokens that are others where all that comes before a call is computed anew than with the KV"
                    + " cache, by the same random numbers; mean over sequences drawn side by side"),
    /** Memory. */
    PEAK_MEMORY(
            MetricFacts.of("peak-memory", "MiB", Better.LOWER, NodeKind.TRAIN)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .column(MetricSection.MEMORY, "memory")
                    .with(MetricTrait.TIMING),
            "largest resident set of the worker process"),
    /** Training speed. */
    TRAIN_THROUGHPUT(
            MetricFacts.of("train-throughput", "tokens per second", Better.HIGHER, NodeKind.TRAIN)
                    .values(MetricScale.RATIO, MetricFormat.SIGNIFICANT)
                    .column(MetricSection.TRAINING, "training")
                    .with(MetricTrait.TIMING),
            "data tokens trained on per second, median over the steps of the process that finished, with so many"
                    + " workers side by side; the clean copy of block diffusion is not counted"),
    /** Mean training loss at the end. */
    TRAIN_LOSS(
            MetricFacts.of("train-loss", "nats per token", Better.LOWER, NodeKind.TRAIN),
            "mean training loss over the last tenth of the steps"),
    /** Parameter count. */
    PARAMETERS(
            MetricFacts.of("parameters", "count", Better.NONE, NodeKind.TRAIN)
                    .values(MetricScale.DIFFERENCE, MetricFormat.WHOLE)
                    .column(MetricSection.SIZE, "parameters"),
            "trainable parameters"),
    /** Entropy rate of a synthetic source. */
    ENTROPY_RATE(
            MetricFacts.of("entropy-rate", "nats per token", Better.NONE, NodeKind.DATA)
                    .heading("entropy rate of the source"),
            "exact entropy rate of the source that made the corpus"),
    /** True likelihood of the test documents. */
    TRUE_NLL(
            MetricFacts.of("true-nll", "nats per token", Better.NONE, NodeKind.DATA)
                    .over(MetricPooling.DOCUMENTS)
                    .heading("test text under its source"),
            "minus the log-likelihood of the test documents under the source that made them"),
    /** Unigram entropy of test documents. */
    DATA_ENTROPY(
            MetricFacts.of("data-entropy", "nats", Better.NONE, NodeKind.DATA)
                    .over(MetricPooling.DOCUMENTS)
                    .heading("unigram entropy of test text"),
            "entropy of the histogram of a test document's own tokens, natural logarithm, mean over documents");

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

    @SuppressWarnings("ImmutableEnumChecker") // a record of values, whose set cannot be changed
    private final MetricFacts facts;

    private final String definition;

    Metric(MetricFacts facts, String definition) {
        this.facts = facts;
        this.definition = definition;
    }

    /** Returns the metric called {@code id} in suites, if there is one. */
    public static Optional<Metric> byId(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
    }

    /** Returns the metrics with a trait, in the order of their declaration. */
    public static List<Metric> all(MetricTrait trait) {
        return Arrays.stream(values()).filter(metric -> metric.is(trait)).toList();
    }

    @Override
    public MetricFacts facts() {
        return facts;
    }

    /** Returns the definition in words, with the formula. */
    public String definition() {
        return definition;
    }
}
