package dev.dlmbench.training;

/**
 * What one step of a training showed; the same for every repetition on the same machine.
 *
 * @param step from 1
 * @param loss of the step's batch before the update, in nats per token
 * @param learningRate of the update
 * @param gradientNorm before clipping
 */
public record StepRecord(long step, double loss, double learningRate, double gradientNorm) {}
