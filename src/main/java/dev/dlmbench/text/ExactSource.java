package dev.dlmbench.text;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A synthetic source of documents whose likelihood is known exactly. */
public interface ExactSource {

    /** Returns the entropy rate in nats per token, where it is known exactly. */
    OptionalDouble entropyRate();

    /** Returns the log-likelihood of a document, in nats. */
    double logLikelihood(int[] document);

    /**
     * Returns the log-likelihood, in nats, of a document's tokens from place {@code known} on, given those before it:
     * by the chain rule, the document's less that of what is known. Not a number if the source cannot have made what is
     * known.
     */
    default double logLikelihood(int[] document, int known) {
        return known == 0
                ? logLikelihood(document)
                : logLikelihood(document) - logLikelihood(Arrays.copyOf(document, known));
    }

    /** Returns a document of {@code length} tokens. */
    int[] draw(int length, SplittableRandom random);
}
