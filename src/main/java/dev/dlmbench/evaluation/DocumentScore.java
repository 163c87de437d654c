package dev.dlmbench.evaluation;

/**
 * The likelihood of one held-out document.
 *
 * @param document its number
 * @param tokens how many were scored: all it has
 * @param nats minus its log-likelihood, or an unbiased estimate of an upper bound of that
 */
public record DocumentScore(int document, int tokens, double nats) {}
