package dev.dlmbench.sampling;

import java.util.List;

/**
 * One step of a sequence: what changed.
 *
 * @param role what the step was for: draw, revoke, correct
 * @param positions that changed, in the sequence
 * @param tokens what they became; the mask id where a token was taken back
 * @param confidence the probability that the network gave each token there; 0 where it was taken back or noise
 */
public record TraceStep(String role, List<Integer> positions, List<Integer> tokens, List<Double> confidence) {

    /** Copies the lists. */
    public TraceStep {
        positions = List.copyOf(positions);
        tokens = List.copyOf(tokens);
        confidence = List.copyOf(confidence);
    }
}
