package dev.dlmbench.plan;

import dev.dlmbench.metric.NodeKind;

/**
 * The versions of the code behind each kind of node.
 *
 * <p>Add one to a constant whenever the same settings would give other numbers than before: another formula, another
 * order of random draws, another format of the node's files. Old results then no longer count as done and are computed
 * again. Leave it alone for what changes no number: speed, messages, names.
 */
final class CodeVersions {
    /**
     * Covers the corpora, the tokenizers, the splits and the facts measured about them, with the errors that test
     * windows of running text leave.
     */
    static final int DATA = 2;

    /**
     * Covers all of {@link #DATA} but the choice of test documents, the backbone, the losses, the optimiser, the
     * checkpoint's format and its speed; since 6 the times and counts of a batch are in random order over its blocks,
     * and the noise level that a network sees is capped.
     */
    static final int TRAIN = 6;

    /** Covers how published networks are read, and all of {@link #TRAIN} that measuring them needs. */
    static final int PRETRAINED = 1;

    /** Covers how TorchScript modules are called, and their losses. */
    static final int TORCHSCRIPT = 1;

    /** Covers the exact source in a model's place. */
    static final int ORACLE = 1;

    /** Covers what controls count, and their laws. */
    static final int CONTROL = 1;

    /**
     * Covers the estimators, the order in which they draw noise, how characters are counted, which test documents are
     * scored, and what is kept of every document: since 3 a character of several bytes counts once, where it begins,
     * windows of running text are spread over it and their error knows that they are dependent, the halves of the
     * rounds are kept, the noise level that a network sees is capped, and times leave the variance of uniform noise
     * finite.
     */
    static final int LIKELIHOOD = 3;

    /** Covers the bounds of mixtures and their errors: since 2 the tighter one is a bound whatever the noise. */
    static final int MIXTURE = 2;

    /** Covers the score by joint denoisers, the order in which it draws, and the estimates of the normaliser. */
    static final int WEIGHING = 1;

    /**
     * Covers how losses are sorted and counted, their errors, and the order in which noise is drawn for them; since 2
     * the noise level that a network sees is capped.
     */
    static final int PROFILE = 2;

    /**
     * Covers the variances of losses and gradients, and the order in which noise is drawn for them: since 2 as in
     * training, in random order over the blocks.
     */
    static final int VARIANCE = 2;

    /** Covers the code, the order of its tokens, the calls that it takes, and what is measured of it. */
    static final int CODE = 1;

    /**
     * Covers the samplers, the order in which they draw, and the meter of network calls; since 4 the noise level that a
     * network sees is capped.
     */
    static final int SAMPLES = 4;

    /**
     * Covers the evaluators and the statistics of text, and what of a sample they count: since 2 what is behind its
     * prompt.
     */
    static final int SCORE = 2;

    /** Covers what is counted of samples, and which test documents are held against them. */
    static final int DIVERSITY = 1;

    /** Covers what an evaluator makes of a text, how that is cut into clusters and compared, and the error. */
    static final int MAUVE = 1;

    /**
     * Covers how answers are drawn, read and judged, and what is kept of every example: since 2 each sample's number,
     * how many of its tokens are the expected ones, and the values of every example; since 3 drawing stops where an
     * answer ends; since 4 tokens per call are a ratio of sums, and prompts are part of what is compared.
     */
    static final int ANSWERS = 4;

    /**
     * Covers how choices are scored and compared, the order in which noise is drawn for them, and what is kept of every
     * example: since 2 the values of every example, and the hash of what is asked alone.
     */
    static final int CHOICES = 2;

    /** Covers what is timed, what goes before it and how it is summed up; since 4 also what depends on the batch. */
    static final int LATENCY = 4;

    private CodeVersions() {}

    /** Returns the version of the code that computes nodes of a kind, which is part of their addresses. */
    static int of(NodeKind kind) {
        return switch (kind) {
            case DATA -> DATA;
            case TRAIN -> TRAIN;
            case PRETRAINED -> PRETRAINED;
            case TORCHSCRIPT -> TORCHSCRIPT;
            case ORACLE -> ORACLE;
            case CONTROL -> CONTROL;
            case LIKELIHOOD -> LIKELIHOOD;
            case MIXTURE -> MIXTURE;
            case WEIGHING -> WEIGHING;
            case PROFILE -> PROFILE;
            case VARIANCE -> VARIANCE;
            case CODE -> CODE;
            case SAMPLES -> SAMPLES;
            case SCORE -> SCORE;
            case DIVERSITY -> DIVERSITY;
            case MAUVE -> MAUVE;
            case ANSWERS -> ANSWERS;
            case CHOICES -> CHOICES;
            case LATENCY -> LATENCY;
        };
    }
}
