package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Observation.Cause;
import dev.dlmbench.cluster.Observation.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the words of Slurm mean (squeue(1), section JOB STATE CODES and JOB REASON CODES). */
final class SlurmWords {
    private static final Set<String> QUEUED = Set.of(
            "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT");
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
            "QOSNotAllowed");

    private SlurmWords() {}

    /** Returns what an element in {@code state} for {@code reason} does; an unknown state counts as running. */
    static Observation read(String state, String reason, String machine) {
        String words = reason.isEmpty() || reason.equals("None") ? state : state + " (" + reason + ")";
        if (QUEUED.contains(state)) {
            boolean stuck = IN_VAIN.stream().anyMatch(reason::startsWith);
            return new Observation(Phase.QUEUED, stuck ? Cause.STUCK : Cause.NONE, words, "");
        }
        Optional<Cause> end = Optional.ofNullable(ENDED.get(state));
        if (end.isPresent()) {
            return new Observation(Phase.ENDED, end.get(), words, machine);
        }
        String shown = RUNNING.contains(state) ? state : words + ", a state that is not known here";
        return new Observation(Phase.RUNNING, Cause.NONE, shown, machine);
    }
}
