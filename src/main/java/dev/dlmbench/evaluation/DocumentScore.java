package dev.dlmbench.evaluation;

/**
 * The likelihood of one held-out document.
 *
 * @param document its number
 * @param tokens how many were scored: all it has
 * @param nats minus its log-likelihood, or an unbiased estimate of an upper bound of that
 * @param standardError of the nats over the noise drawn; 0 where none is drawn, NaN where it is unknown
 */
public record DocumentScore(int document, int tokens, double nats, double standardError) {}
