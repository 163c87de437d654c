package dev.dlmbench.text;

import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A synthetic source of documents whose likelihood is known exactly. */
public interface ExactSource {

    /** Returns the entropy rate in nats per token, where it is known exactly. */
    OptionalDouble entropyRate();

    /** Returns the log-likelihood of a document, in nats. */
    double logLikelihood(int[] document);

    /** Returns a document of {@code length} tokens. */
    int[] draw(int length, SplittableRandom random);
}
