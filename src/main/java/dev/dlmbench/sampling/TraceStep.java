package dev.dlmbench.sampling;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a sequence: what changed.
 *
 * @param role what the step was for: noise (what a block starts from, where that looks like tokens), draw, remask,
 *     correct
 * @param positions that changed, in the sequence
 * @param tokens what they became; where a token was remasked the mask id, or noise that looks like a token
 * @param confidence the probability that the network gave each token there; 0 where it was remasked or is noise
 */
public record TraceStep(String role, List<Integer> positions, List<Integer> tokens, List<Double> confidence) {

    /** Copies the lists. */
    public TraceStep {
        positions = List.copyOf(positions);
        tokens = List.copyOf(tokens);
        confidence = List.copyOf(confidence);
    }

    /** Returns the part of the step that changed the first {@code length} positions. */
    TraceStep within(int length) {
        List<Integer> kept = IntStream.range(0, positions.size())
                .filter(i -> positions.get(i) < length)
                .boxed()
                .toList();
        return kept.size() == positions.size()
                ? this
                : new TraceStep(
                        role,
                        kept.stream().map(positions::get).toList(),
                        kept.stream().map(tokens::get).toList(),
                        kept.stream().map(confidence::get).toList());
    }
}
