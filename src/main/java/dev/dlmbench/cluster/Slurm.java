package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.setting.ExecutorSpec.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Job arrays of Slurm, through its own commands: {@code sbatch}, {@code squeue}, {@code scancel}. */
public final class Slurm implements Cluster {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LARGEST_ARRAY = Pattern.compile("(?m)^\\s*MaxArraySize\\s*=\\s*(\\d{1,9})\\s*$");
    /** The element of an array that was ended before Slurm had cut it into elements. */
    private static final String WHOLE_ARRAY = "N/A";

    private static final Pattern JOB = Pattern.compile("(\\d{1,18})(;\\S*)?");

    /** What sbatch says if it makes sense to ask again. */
    private static final Pattern LATER = Pattern.compile("(?i)unable to contact|timed out|connection re|temporarily"
            + "|zero bytes|unexpected message|try again|resource temporarily|persist|munge|authentication");

    /** What sbatch says if somebody has as much in the queue as is allowed. */
    private static final Pattern FULL =
            Pattern.compile("(?i)QOSMaxSubmit|AssocMaxSubmit|accounting/QOS policy|job submit limit");

    private final Commands commands;
    private final int array;
    private final List<String> ssh;

    /**
     * Creates the cluster that the commands found here speak to.
     *
     * @param environment variables for the commands and for workers, on top of this process's
     */
    public Slurm(Site site, Map<String, String> environment) {
        this(site, environment, PATIENCE);
    }

    /** Creates a cluster whose commands may take so long. */
    Slurm(Site site, Map<String, String> environment, Duration patience) {
        this.commands = new Commands(site.ssh(), environment, patience);
        this.array = site.array();
        this.ssh = site.ssh();
    }

    @Override
    public int mostElements() throws UnavailableException, InterruptedException {
        Commands.Ended ended = commands.run("scontrol", "show", "config");
        Matcher largest = LARGEST_ARRAY.matcher(ended.output());
        return ended.code() == 0 && largest.find() ? Math.max(1, Math.min(array, number(largest) - 1)) : array;
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public void submit(BatchFolder batch) throws UnavailableException, RefusedException, InterruptedException {
        Optional<Task> known = tasks(List.of(batch.name())).stream().findFirst();
        if (known.isPresent()) {
            note(batch, known.get().job);
            return;
        }
        Commands.Ended ended = commands.run(SlurmScript.sbatch(batch));
        Matcher job = JOB.matcher(ended.output().strip());
        if (ended.code() == 0 && job.matches()) {
            note(batch, job.group(1));
            return;
        }
        if (FULL.matcher(ended.said()).find()) {
            throw new BusyException("sbatch: " + ended.said());
        }
        if (ended.code() == 0 || LATER.matcher(ended.said()).find()) {
            throw new UnavailableException("sbatch: " + ended.said());
        }
        throw new RefusedException(ended.said());
    }

    private static void note(BatchFolder batch, String job) throws UnavailableException {
        try {
            batch.noteSubmitted(job);
        } catch (IOException e) {
            throw new UnavailableException("submitted, but that cannot be noted: " + e.getMessage());
        }
    }

    @Override
    public boolean holds(Batch batch) {
        return batch.site().ssh().equals(ssh);
    }

    @Override
    public Map<String, Map<Integer, Observation>> poll(Collection<String> batches)
            throws UnavailableException, InterruptedException {
        Map<String, Map<Integer, Observation>> known = new TreeMap<>();
        for (Task task : tasks(batches)) {
            known.computeIfAbsent(task.batch, name -> new TreeMap<>())
                    .merge(task.element, task.observation, Slurm::livelier);
        }
        return known;
    }

    @Override
    public void cancel(String batch, Set<Integer> elements) throws UnavailableException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("scancel"));
        for (Task task : tasks(List.of(batch))) {
            if (elements.contains(task.element) && task.observation.phase() != Phase.ENDED) {
                command.add(task.job + "_" + task.element);
            }
        }
        if (command.size() > 1) {
            Commands.Ended ended = commands.run(command);
            if (ended.code() != 0) {
                throw new UnavailableException("scancel: " + ended.said());
            }
        }
    }

    /** One element of an array as the queue has it. */
    private record Task(String batch, int element, String job, Observation observation) {}

    private List<Task> tasks(Collection<String> batches) throws UnavailableException, InterruptedException {
        if (batches.isEmpty()) {
            return List.of();
        }
        Commands.Ended ended = commands.run(
                "squeue",
                "-r",
                "-h",
                "-a",
                "-t",
                "all",
                "--name=" + String.join(",", batches),
                "-o",
                "%j|%K|%F|%T|%r|%N|%M");
        if (ended.code() != 0) {
            throw new UnavailableException("squeue: " + ended.said());
        }
        List<Task> tasks = new ArrayList<>();
        for (String line :
                ended.output().lines().filter(text -> !text.isBlank()).toList()) {
            String[] parts = line.strip().split("\\|", -1);
            boolean whole = parts.length == 7 && parts[1].matches("\\d{1,9}|N/A") && parts[2].matches("\\d{1,18}");
            if (!whole || !batches.contains(parts[0])) {
                throw new UnavailableException("squeue says what nobody understands: " + ended.said());
            }
            int element = parts[1].equals(WHOLE_ARRAY) ? ALL : Integer.parseInt(parts[1]);
            tasks.add(new Task(
                    parts[0],
                    element,
                    parts[2],
                    SlurmStates.read(parts[3], parts[4], parts[5], SlurmStates.duration(parts[6]))));
        }
        return tasks;
    }

    /** An array that was submitted twice has two tasks for an element; the one that may still do something counts. */
    private static Observation livelier(Observation one, Observation other) {
        List<Phase> order = List.of(Phase.RUNNING, Phase.QUEUED, Phase.ENDED);
        return order.indexOf(one.phase()) <= order.indexOf(other.phase()) ? one : other;
    }
}
