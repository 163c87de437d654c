package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Observation.Cause;
import dev.dlmbench.cluster.Observation.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the words of Slurm mean (squeue(1), section JOB STATE CODES and JOB REASON CODES). */
final class SlurmStates {
    private static final Set<String> QUEUED = Set.of("PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED");

    /** States that end only when somebody releases the job. */
    private static final Set<String> HELD = Set.of("REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT");

    private static final Set<String> RUNNING =
            Set.of("RUNNING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING");
    private static final Map<String, Cause> ENDED = Map.of(
            "COMPLETED", Cause.OK,
            "FAILED", Cause.EXIT,
            "TIMEOUT", Cause.TIME,
            "DEADLINE", Cause.TIME,
            "OUT_OF_MEMORY", Cause.MEMORY,
            "NODE_FAIL", Cause.MACHINE,
            "BOOT_FAIL", Cause.MACHINE,
            "PREEMPTED", Cause.PREEMPTED,
            "CANCELLED", Cause.CANCELLED,
            "REVOKED", Cause.CANCELLED);

    /** Beginnings of reasons for which a job waits until somebody does something. */
    private static final List<String> IN_VAIN = List.of(
            "JobHeld",
            "JobHold",
            "launch failed requeued held",
            "launch_failed_requeued_held",
            "DependencyNeverSatisfied",
            "Nodes required for job are DOWN",
            "Nodes_required_for_job_are_DOWN",
            "ReqNodeNotAvail",
            "PartitionDown",
            "PartitionInactive",
            "PartitionNodeLimit",
            "PartitionTimeLimit",
            "BadConstraints",
            "InvalidAccount",
            "InvalidQOS",
            "AccountNotAllowed",
            "QOSNotAllowed",
            "MaxMemPerLimit");

    /** Part of every reason that says that a single job asks for more than any may have. */
    private static final String TOO_LARGE = "PerJob";

    private static final String BEHIND_OTHERS = "Dependency";

    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,6})-)?(?:(\\d{1,2}):)?(\\d{1,2}):(\\d{1,2})");

    private SlurmStates() {}

    /** Returns what an element in {@code state} for {@code reason} does; an unknown state counts as running. */
    static Observation read(String state, String reason, String machine, Optional<Duration> running) {
        String words = reason.isEmpty() || reason.equals("None") ? state : state + " (" + reason + ")";
        if (HELD.contains(state)) {
            return Observation.queued(Cause.STUCK, words);
        }
        if (QUEUED.contains(state)) {
            return Observation.queued(whyQueued(reason), words);
        }
        Optional<Cause> end = Optional.ofNullable(ENDED.get(state));
        if (end.isPresent()) {
            return new Observation(Phase.ENDED, end.get(), words, machine, Optional.empty());
        }
        String shown = RUNNING.contains(state) ? state : words + ", a state that is not known here";
        return new Observation(Phase.RUNNING, Cause.NONE, shown, machine, running);
    }

    private static Cause whyQueued(String reason) {
        if (reason.equals(BEHIND_OTHERS)) {
            return Cause.BEHIND;
        }
        boolean inVain = reason.contains(TOO_LARGE) || IN_VAIN.stream().anyMatch(reason::startsWith);
        return inVain ? Cause.STUCK : Cause.NONE;
    }

    /** Reads {@code days-hours:minutes:seconds}, of which the larger ones may be missing. */
    static Optional<Duration> duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4))));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
