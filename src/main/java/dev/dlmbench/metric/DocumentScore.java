package dev.dlmbench.metric;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code documents.jsonl}: the likelihood of a test document.
 *
 * @param document counted from 0
 * @param tokens scored
 * @param nats minus the log-likelihood of the whole document, or its bound
 * @param standardError of the nats over the noise drawn; 0 where none is drawn, absent where it is unknown
 * @param even the nats over the rounds of even number alone, whose noise is independent of the others'; absent where
 *     there was one round
 * @param odd the nats over the rounds of odd number alone, in the same way
 */
public record DocumentScore(
        long document,
        long tokens,
        double nats,
        @Nullable Double standardError,
        @Nullable Double even,
        @Nullable Double odd) {

    /** Creates the score of a document of which the rounds are not known apart. */
    public DocumentScore(long document, long tokens, double nats, @Nullable Double standardError) {
        this(document, tokens, nats, standardError, null, null);
    }
}
