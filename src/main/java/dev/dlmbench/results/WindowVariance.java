package dev.dlmbench.results;

/**
 * One line of {@code windows.jsonl}: how much the loss varied in one candidate window of a search.
 *
 * @param step of the training after which the search was made
 * @param low the lowest rate
 * @param high the highest rate
 * @param variance of the blocks' mean losses
 * @param chosen whether it was the smallest, so that training went on in it
 */
public record WindowVariance(long step, double low, double high, double variance, boolean chosen) {}
