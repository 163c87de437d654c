package dev.dlmbench.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * What a cluster says of one element.
 *
 * @param phase whether it waits, runs or has ended
 * @param cause why it waits in vain or how it ended
 * @param words the cluster's own
 * @param machine where it runs or ran; empty if that is not known
 * @param running for how long it has been running since it was begun last, if it does and that is known
 */
public record Observation(Phase phase, Cause cause, String words, String machine, Optional<Duration> running) {
    /** The cluster does not know the element: never, not yet or no longer. */
    public static final Observation ABSENT =
            new Observation(Phase.ABSENT, Cause.NONE, "unknown to the cluster", "", Optional.empty());

    /** Returns that an element waits, and why. */
    static Observation queued(Cause cause, String words) {
        return new Observation(Phase.QUEUED, cause, words, "", Optional.empty());
    }

    /** Where in its life an element is. */
    public enum Phase {
        /** It has not begun, or is to begin again. */
        QUEUED,
        /** It has been given a machine. */
        RUNNING,
        /** It is over. */
        ENDED,
        /** Nothing is known, which is not an end. */
        ABSENT
    }

    /** Why it is where it is. */
    public enum Cause {
        /** For no special reason. */
        NONE,
        /** Its process ended with success. */
        OK,
        /** Its process ended otherwise. */
        EXIT,
        /** Its time was up. */
        TIME,
        /** It took more memory than it had asked for. */
        MEMORY,
        /** Its machine was lost. */
        MACHINE,
        /** It had to make room. */
        PREEMPTED,
        /** Somebody ended it. */
        CANCELLED,
        /** It waits for other elements. */
        BEHIND,
        /** It waits for what will not come by itself. */
        STUCK
    }
}
