package dev.dlmbench.setting;

import static dev.dlmbench.setting.ExecutorForm.DURATION;
import static dev.dlmbench.setting.ExecutorForm.LINES;
import static dev.dlmbench.setting.ExecutorForm.MEMORY;
import static dev.dlmbench.setting.ExecutorForm.NUMBER;
import static dev.dlmbench.setting.ExecutorForm.OPTIONS;
import static dev.dlmbench.setting.ExecutorForm.WORD;

import dev.dlmbench.setting.ExecutorSpec.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Section {@code executor}: where a suite is computed. Every key is declared once, and {@link #read} has the one place
 * where its value goes; the defaults are those of {@link ExecutorSpec#LOCAL} and {@link Site#DEFAULT}.
 */
public final class ExecutorSection {
    /** The one section. */
    public static final ExecutorSection ALL = new ExecutorSection();

    private final Map<String, ExecutorKey<?>> keys = new LinkedHashMap<>();

    private final ExecutorKey<ExecutorSpec.Kind> kind = add(
            "kind",
            ExecutorForm.choice(ExecutorSpec.Kind.class),
            ExecutorSpec.LOCAL.kind(),
            false,
            "processes of this machine, or job arrays of a cluster");
    private final ExecutorKey<String> partition = asked("partition", WORD, Site::partition, "partition to submit to");
    private final ExecutorKey<String> account = asked("account", WORD, Site::account, "account to charge");
    private final ExecutorKey<String> qos = asked("qos", WORD, Site::qos, "quality of service");
    private final ExecutorKey<String> constraint =
            asked("constraint", WORD, Site::constraint, "features that a machine must have");
    private final ExecutorKey<String> exclude = asked("exclude", WORD, Site::exclude, "machines not to use");
    private final ExecutorKey<Long> time = asked("time", DURATION, Site::time, "limit of an element");
    private final ExecutorKey<Integer> gpus = asked("gpus", NUMBER, Site::gpus, "GPUs of an element");
    private final ExecutorKey<Integer> cpus = usual("cpus", NUMBER, Site::cpus, "cores of an element");
    private final ExecutorKey<Integer> memory = asked("memory", MEMORY, Site::memory, "memory of an element");
    private final ExecutorKey<Integer> parallel =
            asked("parallel", NUMBER, Site::parallel, "elements that may run side by side");
    private final ExecutorKey<Integer> array = usual("array", NUMBER, Site::array, "elements of one array at most");
    private final ExecutorKey<Integer> pack =
            usual("pack", NUMBER, Site::pack, "models that one element computes, one after the other");
    private final ExecutorKey<List<String>> sbatch =
            asked("sbatch", OPTIONS, Site::sbatch, "options passed on as they are");
    private final ExecutorKey<List<String>> setup =
            usual("setup", LINES, Site::setup, "lines of shell that run before each worker");
    private final ExecutorKey<List<String>> ssh =
            usual("ssh", LINES, Site::ssh, "words before the cluster's commands, such as [ssh, login1]");
    private final ExecutorKey<Long> poll = usual("poll", DURATION, Site::poll, "time between two looks at the queue");
    private final ExecutorKey<Long> grace =
            usual("grace", DURATION, Site::grace, "how long a job may be neither queued nor done");
    private final ExecutorKey<Long> stuck =
            usual("stuck", DURATION, Site::stuck, "how long nothing may be able to run before wait gives up");
    private final ExecutorKey<Long> stall = add(
            "stall",
            DURATION,
            ExecutorSpec.LOCAL.stall(),
            false,
            "when a worker that makes no progress is given up; with the local executor too");
    private final ExecutorKey<Integer> attempts = add(
            "attempts",
            NUMBER,
            ExecutorSpec.LOCAL.attempts(),
            false,
            "how often a worker may be lost over the same work");

    private ExecutorSection() {}

    /** Returns all keys in the order of the reference. */
    public List<ExecutorKey<?>> keys() {
        return List.copyOf(keys.values());
    }

    /** Returns the names of all keys. */
    List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** Returns the key called {@code name}, if there is one. */
    Optional<ExecutorKey<?>> find(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /**
     * Makes the record.
     *
     * @throws dev.dlmbench.base.InvalidSettingException if bounds are not kept
     */
    ExecutorSpec read(ExecutorReader values) {
        Site site = new Site(
                values.get(partition),
                values.get(account),
                values.get(qos),
                values.get(constraint),
                values.get(exclude),
                values.get(time),
                values.get(gpus),
                values.get(cpus),
                values.get(memory),
                values.get(parallel),
                values.get(array),
                values.get(pack),
                values.get(sbatch),
                values.get(setup),
                values.get(ssh),
                values.get(poll),
                values.get(grace),
                values.get(stuck));
        return new ExecutorSpec(values.get(kind), site, values.get(stall), values.get(attempts));
    }

    /** Adds a key that asks the cluster for nothing unless it is written. */
    private <T> ExecutorKey<T> asked(String name, ExecutorForm<T> form, Function<Site, T> of, String description) {
        return add(name, form, of.apply(Site.DEFAULT), true, description);
    }

    /** Adds a key that has a value in any case. */
    private <T> ExecutorKey<T> usual(String name, ExecutorForm<T> form, Function<Site, T> of, String description) {
        return add(name, form, of.apply(Site.DEFAULT), false, description);
    }

    private <T> ExecutorKey<T> add(String name, ExecutorForm<T> form, T usual, boolean leftOut, String description) {
        ExecutorKey<T> key = new ExecutorKey<>(name, form, usual, leftOut, description);
        keys.put(name, key);
        return key;
    }
}
