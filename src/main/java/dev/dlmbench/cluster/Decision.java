package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Conclusion.Kind;
import dev.dlmbench.cluster.Observation.Cause;
import java.time.Duration;
import java.util.Optional;

/**
 * What to make of an element: to wait on, or a conclusion. The store decides what is done, a worker's heartbeat whether
 * it lives; the cluster is only asked whether to wait.
 *
 * @param conclusion empty to wait on
 * @param words what there is to say while waiting; empty if nothing
 * @param stuck whether it waits for what will not come by itself
 * @param cancel whether the cluster must be told to end it
 */
record Decision(Optional<Conclusion> conclusion, String words, boolean stuck, boolean cancel) {
    /**
     * The bounds of patience.
     *
     * @param grace how long an element may be neither known nor done
     * @param stall how long a running worker may give no sign of life; zero for ever
     * @param attempts how often a worker may be lost
     */
    record Bounds(Duration grace, Duration stall, int attempts) {}

    /** Returns what to make of an element. */
    static Decision of(Sight sight, Bounds bounds) {
        if (sight.settled()) {
            return conclude(Kind.DONE, "", sight);
        }
        if (sight.engine().isEmpty()) {
            return waitOn("the cluster does not answer");
        }
        Observation engine = sight.engine().get();
        return switch (engine.phase()) {
            case QUEUED ->
                engine.cause() == Cause.STUCK
                        ? new Decision(Optional.empty(), engine.words(), true, false)
                        : waitOn(engine.words());
            case RUNNING -> running(sight, bounds);
            case ENDED, ABSENT -> over(sight, engine, bounds);
        };
    }

    private static Decision running(Sight sight, Bounds bounds) {
        Optional<Duration> running = sight.engine().flatMap(Observation::running);
        Duration silence = sight.began() ? shorter(sight.silence(), running) : running.orElse(Duration.ZERO);
        if (bounds.stall().isZero() || silence.compareTo(bounds.stall()) <= 0) {
            return waitOn("");
        }
        String words = "gave no sign of life for " + silence.toSeconds() + " s and was stopped";
        return new Decision(lost(words, sight, bounds).conclusion(), words, false, true);
    }

    /** The last sign may be of a worker before this one, which has not come as far yet. */
    private static Duration shorter(Duration silence, Optional<Duration> running) {
        return running.filter(time -> time.compareTo(silence) < 0).orElse(silence);
    }

    private static Decision over(Sight sight, Observation engine, Bounds bounds) {
        if (engine.cause() == Cause.CANCELLED) {
            return conclude(Kind.CANCELLED, "cancelled", sight);
        }
        if (engine.phase() == Observation.Phase.ABSENT && !sight.noted() && !sight.began()) {
            return waitOn("is still to be handed to the cluster");
        }
        Optional<WorkerEnd.Kind> said = sight.end().map(WorkerEnd::kind);
        if (said.isEmpty() && sight.silence().compareTo(bounds.grace()) < 0) {
            return waitOn(engine.words() + (sight.began() ? ", but its worker may still live" : ""));
        }
        if (engine.cause() == Cause.MEMORY) {
            return sight.larger()
                    ? conclude(Kind.FAILED, "needs more memory than it was given, half as much again included", sight)
                    : conclude(Kind.MORE_MEMORY, "out of memory", sight);
        }
        if (engine.cause() == Cause.TIME) {
            return outOfTime(sight);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.INTERRUPTED)) && sight.moved()) {
            return conclude(Kind.AGAIN, "was told to stop", sight);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.WORN_OUT))) {
            return conclude(Kind.FAILED, sight.end().orElseThrow().words(), sight);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.FINISHED)) && (sight.waiting() || sight.moved())) {
            return conclude(Kind.AGAIN, "", sight);
        }
        String words = sight.end()
                .map(WorkerEnd::words)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> engine.cause() == Cause.OK ? "ended without a result" : engine.words());
        return lost(words, sight, bounds);
    }

    /** An element may take as many limits as it likes while it gets somewhere in each. */
    private static Decision outOfTime(Sight sight) {
        if (sight.moved()) {
            return conclude(Kind.AGAIN, "its time was up", sight);
        }
        return sight.longer()
                ? conclude(Kind.FAILED, "needs more time than its limit, or checkpoints more often", sight)
                : conclude(Kind.MORE_TIME, "its time was up before its first checkpoint", sight);
    }

    private static Decision lost(String words, Sight sight, Bounds bounds) {
        int times = sight.lost() + 1;
        return times >= bounds.attempts()
                ? conclude(Kind.FAILED, "its worker was lost " + times + " times, last: " + words, sight)
                : conclude(Kind.LOST, words, sight);
    }

    private static Decision conclude(Kind kind, String words, Sight sight) {
        String machine = sight.machine().isEmpty()
                ? sight.engine().map(Observation::machine).orElse("")
                : sight.machine();
        return new Decision(Optional.of(new Conclusion(kind, words, machine)), words, false, false);
    }

    private static Decision waitOn(String words) {
        return new Decision(Optional.empty(), words, false, false);
    }
}
