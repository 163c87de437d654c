package dev.dlmbench.evaluation;

/**
 * The likelihood of one test document.
 *
 * @param document its number
 * @param tokens how many were scored: all it has, but those that are given
 * @param nats minus the log-likelihood of these tokens, or an unbiased estimate of an upper bound of that
 * @param standardError of the nats over the noise drawn; 0 where none is drawn, NaN where it is unknown
 * @param even the nats over the rounds of even number alone, whose noise is independent of the others'; the nats where
 *     no noise is drawn, NaN where there was one round
 * @param odd the nats over the rounds of odd number alone, in the same way
 */
public record DocumentLikelihood(
        int document, int tokens, double nats, double standardError, double even, double odd) {}
