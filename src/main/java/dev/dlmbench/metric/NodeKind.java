package dev.dlmbench.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of nodes, in the order in which they hang on a model. */
public enum NodeKind {
    /** Facts about the text itself. */
    DATA,
    /** A trained model. */
    TRAIN,
    /** A published model. */
    PRETRAINED,
    /** A TorchScript module as a model. */
    TORCHSCRIPT,
    /** The exact source instead of a model. */
    ORACLE,
    /** A writer without parameters. */
    CONTROL,
    /** The likelihood of test text under a model. */
    LIKELIHOOD,
    /** The likelihood of test text under a mixture of block sizes. */
    MIXTURE,
    /** What test text scores where the tokens of a step depend on each other by their energy. */
    WEIGHING,
    /** Where a model loses. */
    PROFILE,
    /** How much the loss and its gradient vary. */
    VARIANCE,
    /** Test text as a code, by a model. */
    CODE,
    /** Text drawn from a model. */
    SAMPLES,
    /** What an evaluator says about samples. */
    SCORE,
    /** How much samples repeat themselves, each other and the training text. */
    DIVERSITY,
    /** How far samples are from the test documents, as an evaluator sees them. */
    MAUVE,
    /** Answers to the examples of a task. */
    ANSWERS,
    /** Which of the answers to choose from a model finds likeliest. */
    CHOICES,
    /** How long decoding takes. */
    LATENCY;

    /** Returns the kind called {@code id}, if there is one. */
    public static Optional<NodeKind> byId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** Returns whether it is the samples of a model, or something about them. */
    public boolean ofSamples() {
        return this == SAMPLES || this == SCORE || this == DIVERSITY || this == MAUVE;
    }

    /** Returns the name in stored files and on the screen, such as {@code train}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
