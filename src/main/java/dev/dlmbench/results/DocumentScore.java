package dev.dlmbench.results;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code documents.jsonl}: the likelihood of a held-out document.
 *
 * @param document counted from 0
 * @param tokens scored
 * @param nats minus the log-likelihood of the whole document, or its bound
 * @param standardError of the nats over the noise drawn; 0 where none is drawn, absent where it is unknown
 */
public record DocumentScore(
        long document, long tokens, double nats, @Nullable Double standardError) {}
