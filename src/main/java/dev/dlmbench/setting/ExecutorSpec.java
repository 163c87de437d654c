package dev.dlmbench.setting;

import dev.dlmbench.base.Problems;
import java.util.List;

/**
 * Where a suite is computed and within which bounds; no result depends on it.
 *
 * @param kind where
 * @param site what is asked of a cluster
 * @param stall seconds after which a worker that gets nowhere is given up; 0 for never
 * @param attempts how often work is begun anew after its worker was lost
 */
public record ExecutorSpec(Kind kind, Site site, long stall, int attempts) {

    /** A pool of processes on this machine. */
    public static final ExecutorSpec LOCAL = new ExecutorSpec(Kind.LOCAL, Site.DEFAULT, 3600, 10);

    /** Where workers run. */
    public enum Kind {
        /** Processes on this machine. */
        LOCAL,
        /** Job arrays of a Slurm cluster that shares this machine's file system. */
        SLURM
    }

    /** Checks the bounds. */
    public ExecutorSpec {
        Problems.in("executor")
                .check(attempts >= 1 && attempts <= 1000, "attempts", "must be between 1 and 1000, got %d", attempts)
                .rejectIfAny();
    }

    /**
     * What is asked of a cluster for each element of a job array. Empty texts and zeros leave it to the cluster.
     *
     * @param partition to submit to
     * @param account to charge
     * @param qos quality of service
     * @param constraint features that a machine must have
     * @param exclude machines not to use
     * @param time limit of an element, in seconds; the partition's own if 0
     * @param gpus for an element
     * @param cpus for an element
     * @param memory for an element, in MiB
     * @param parallel how many elements may run side by side
     * @param array how many elements one array may have; the cluster may allow less
     * @param pack how many models one element computes, one after the other
     * @param sbatch options passed on as they are
     * @param setup lines of shell that run before the worker
     * @param ssh words put before the cluster's commands, where they are on another machine
     * @param poll seconds between two looks at the queue
     * @param grace seconds for which something may be neither queued nor done before it counts as lost
     * @param stuck seconds for which nothing at all may be able to run before waiting ends
     */
    public record Site(
            String partition,
            String account,
            String qos,
            String constraint,
            String exclude,
            long time,
            int gpus,
            int cpus,
            int memory,
            int parallel,
            int array,
            int pack,
            List<String> sbatch,
            List<String> setup,
            List<String> ssh,
            long poll,
            long grace,
            long stuck) {

        /** What an ordinary cluster gives without being asked. */
        public static final Site DEFAULT =
                new Site("", "", "", "", "", 0, 0, 1, 0, 0, 1000, 1, List.of(), List.of(), List.of(), 20, 120, 1800);

        /** Copies the lists and checks the bounds. */
        public Site {
            sbatch = List.copyOf(sbatch);
            setup = List.copyOf(setup);
            ssh = List.copyOf(ssh);
            Problems.in("executor")
                    .check(gpus <= 1024, "gpus", "must be at most 1024, got %d", gpus)
                    .check(cpus >= 1 && cpus <= 4096, "cpus", "must be between 1 and 4096, got %d", cpus)
                    .check(array >= 1 && array <= 100_000, "array", "must be between 1 and 100000, got %d", array)
                    .check(pack >= 1 && pack <= 10_000, "pack", "must be between 1 and 10000, got %d", pack)
                    .check(poll > 0, "poll", "must be longer than nothing")
                    .rejectIfAny();
        }

        /** Returns the same with other bounds for each element, and more machines not to use. */
        public Site asking(long seconds, int mebibytes, String machines) {
            String all = exclude.isEmpty() || machines.isEmpty() ? exclude + machines : exclude + "," + machines;
            return with(all, seconds, mebibytes);
        }

        /** Returns the same with these machines not to use, and no others. */
        public Site excluding(String machines) {
            return with(machines, time, memory);
        }

        private Site with(String machines, long seconds, int mebibytes) {
            return new Site(
                    partition,
                    account,
                    qos,
                    constraint,
                    machines,
                    seconds,
                    gpus,
                    cpus,
                    mebibytes,
                    parallel,
                    array,
                    pack,
                    sbatch,
                    setup,
                    ssh,
                    poll,
                    grace,
                    stuck);
        }
    }
}
