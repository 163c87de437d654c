package dev.dlmbench.training;

import java.util.Optional;

/**
 * Where the whole state of a training comes from and where it stays, besides the training's own checkpoints: weights,
 * their average, the optimizer's averages, the number of steps and what was found on the way.
 *
 * @param from the state of another training, which this one goes on from
 * @param to where the state after the last step is kept for others
 */
public record Handover(Optional<Checkpoints> from, Optional<Checkpoints> to) {
    /** Neither. */
    public static final Handover NONE = new Handover(Optional.empty(), Optional.empty());
}
