package dev.dlmbench.results;

/**
 * One line of {@code scores.jsonl}: what the judge says of a sample.
 *
 * @param index of the sample
 * @param tokens scored
 * @param nats minus the log-likelihood of the whole sample under the judge
 * @param entropy of the histogram of the sample's own tokens, in nats
 */
public record SampleScore(long index, long tokens, double nats, double entropy) {}
