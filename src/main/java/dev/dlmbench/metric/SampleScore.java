package dev.dlmbench.metric;

/**
 * One line of {@code scores.jsonl}: what the evaluator says of a sample.
 *
 * @param index of the sample
 * @param tokens scored: those behind the prompt
 * @param nats minus the log-likelihood of these tokens under the evaluator, given the prompt
 * @param entropy of the histogram of these tokens, in nats
 */
public record SampleScore(long index, long tokens, double nats, double entropy) {}
