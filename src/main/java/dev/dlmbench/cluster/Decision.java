package dev.dlmbench.cluster;

import dev.dlmbench.cluster.ElementOutcome.Kind;
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
record Decision(Optional<ElementOutcome> conclusion, String words, boolean stuck, boolean cancel) {
    /**
     * The bounds of patience.
     *
     * @param grace how long an element may be neither known nor done
     * @param stall how long a running worker may give no sign of life; zero for ever
     * @param attempts how often a worker may be lost
     */
    record Bounds(Duration grace, Duration stall, int attempts) {}

    /** Returns what to make of an element. */
    static Decision of(ElementState element, Bounds bounds) {
        if (element.settled()) {
            return conclude(Kind.DONE, "", element);
        }
        if (element.engine().isEmpty()) {
            return waitOn("the cluster does not answer");
        }
        Observation engine = element.engine().get();
        return switch (engine.phase()) {
            case QUEUED ->
                engine.cause() == Cause.STUCK
                        ? new Decision(Optional.empty(), engine.words(), true, false)
                        : waitOn(engine.words());
            case RUNNING -> running(element, bounds);
            case ENDED, ABSENT -> over(element, engine, bounds);
        };
    }

    private static Decision running(ElementState element, Bounds bounds) {
        Optional<Duration> running = element.engine().flatMap(Observation::running);
        Duration silence = element.began() ? shorter(element.silence(), running) : running.orElse(Duration.ZERO);
        if (bounds.stall().isZero() || silence.compareTo(bounds.stall()) <= 0) {
            return waitOn("");
        }
        String words = "gave no sign of life for " + silence.toSeconds() + " s and was stopped";
        return new Decision(lost(words, element, bounds).conclusion(), words, false, true);
    }

    /** The last sign may be of a worker before this one, which has not come as far yet. */
    private static Duration shorter(Duration silence, Optional<Duration> running) {
        return running.filter(time -> time.compareTo(silence) < 0).orElse(silence);
    }

    private static Decision over(ElementState element, Observation engine, Bounds bounds) {
        if (engine.cause() == Cause.CANCELLED) {
            return conclude(Kind.CANCELLED, "cancelled", element);
        }
        if (engine.phase() == Observation.Phase.ABSENT && !element.noted() && !element.began()) {
            return waitOn("is still to be handed to the cluster");
        }
        Optional<WorkerEnd.Kind> said = element.end().map(WorkerEnd::kind);
        if (said.isEmpty() && element.silence().compareTo(bounds.grace()) < 0) {
            return waitOn(engine.words() + (element.began() ? ", but its worker may still live" : ""));
        }
        if (engine.cause() == Cause.MEMORY) {
            return element.larger()
                    ? conclude(Kind.FAILED, "needs more memory than it was given, half as much again included", element)
                    : conclude(Kind.MORE_MEMORY, "out of memory", element);
        }
        if (engine.cause() == Cause.TIME) {
            return outOfTime(element);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.INTERRUPTED)) && element.moved()) {
            return conclude(Kind.AGAIN, "was told to stop", element);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.WORN_OUT))) {
            return conclude(Kind.FAILED, element.end().orElseThrow().words(), element);
        }
        if (said.equals(Optional.of(WorkerEnd.Kind.FINISHED)) && (element.waiting() || element.moved())) {
            return conclude(Kind.AGAIN, "", element);
        }
        String words = element.end()
                .map(WorkerEnd::words)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> engine.cause() == Cause.OK ? "ended without a result" : engine.words());
        return lost(words, element, bounds);
    }

    /** An element may take as many limits as it likes while it gets somewhere in each. */
    private static Decision outOfTime(ElementState element) {
        if (element.moved()) {
            return conclude(Kind.AGAIN, "its time was up", element);
        }
        return element.longer()
                ? conclude(Kind.FAILED, "needs more time than its limit, or checkpoints more often", element)
                : conclude(Kind.MORE_TIME, "its time was up before its first checkpoint", element);
    }

    private static Decision lost(String words, ElementState element, Bounds bounds) {
        int times = element.lost() + 1;
        return times >= bounds.attempts()
                ? conclude(Kind.FAILED, "its worker was lost " + times + " times, last: " + words, element)
                : conclude(Kind.LOST, words, element);
    }

    private static Decision conclude(Kind kind, String words, ElementState element) {
        String machine = element.machine().isEmpty()
                ? element.engine().map(Observation::machine).orElse("")
                : element.machine();
        return new Decision(Optional.of(new ElementOutcome(kind, words, machine)), words, false, false);
    }

    private static Decision waitOn(String words) {
        return new Decision(Optional.empty(), words, false, false);
    }
}
