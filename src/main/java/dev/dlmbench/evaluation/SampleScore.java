package dev.dlmbench.evaluation;

/**
 * What a judge says about one sample.
 *
 * @param index its number
 * @param tokens how many were scored: all it has
 * @param nats minus its log-likelihood under the judge
 * @param entropy of the histogram of its own tokens, in nats
 */
public record SampleScore(int index, int tokens, double nats, double entropy) {}
