package dev.dlmbench.results;

/**
 * One line of {@code training.jsonl}.
 *
 * @param step counted from 1
 * @param loss of the step's batch, in nats per token
 * @param learningRate of the step
 * @param gradientNorm before clipping
 */
public record TrainingStep(long step, double loss, double learningRate, double gradientNorm) {}
