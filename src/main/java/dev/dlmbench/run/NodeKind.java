package dev.dlmbench.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of work, in the order in which they hang on a model. */
public enum NodeKind {
    /** Facts about the text itself. */
    DATA(CodeVersions.DATA),
    /** A trained model. */
    TRAIN(CodeVersions.TRAIN),
    /** The exact source in a model's place. */
    ORACLE(CodeVersions.ORACLE),
    /** The likelihood of held-out text under a model. */
    LIKELIHOOD(CodeVersions.LIKELIHOOD),
    /** The likelihood of held-out text under a mixture of block sizes. */
    MIXTURE(CodeVersions.MIXTURE),
    /** Where a model loses. */
    PROFILE(CodeVersions.PROFILE),
    /** How much the loss and its gradient vary. */
    VARIANCE(CodeVersions.VARIANCE),
    /** Text drawn from a model. */
    SAMPLES(CodeVersions.SAMPLES),
    /** What an evaluator says about samples. */
    SCORE(CodeVersions.SCORE),
    /** How long decoding takes. */
    LATENCY(CodeVersions.LATENCY);

    private final int codeVersion;

    NodeKind(int codeVersion) {
        this.codeVersion = codeVersion;
    }

    /** Returns the kind called {@code id}, if there is one. */
    public static Optional<NodeKind> byId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** Returns the name in stored files and on the screen. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the version of the code that computes it, which is part of a node's address. */
    public int codeVersion() {
        return codeVersion;
    }
}
