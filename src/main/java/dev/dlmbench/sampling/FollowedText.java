package dev.dlmbench.sampling;

/**
 * A text that a sampler was led along.
 *
 * @param nats minus the logarithm of the probability that the sampler draws it; infinite where it cannot
 * @param calls what that took
 */
public record FollowedText(double nats, Calls calls) {}
