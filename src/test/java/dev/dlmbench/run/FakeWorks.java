package dev.dlmbench.run;

import dev.dlmbench.engine.DeviceFaultException;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.work.NodeWork;
import dev.dlmbench.work.NodeWorks;
import dev.dlmbench.work.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Work without a network, whose behaviour stands in the environment variable {@code FAKE}: entries such as
 * {@code train:2=fail}, separated by blanks, for the nodes of one kind that hang on the model of one seed.
 *
 * <p>Each piece of work writes a line to the file in {@code TRACE} when it begins and when it ends.
 */
public final class FakeWorks implements NodeWorks {
    private static final int STEPS = 40;
    private static final long STEP_MILLIS = 200;

    /** So that all steps take longer than the shortest limit that Slurm knows, which is a minute. */
    private static final long LONG_STEP_MILLIS = 2500;

    private static final long TICK_MILLIS = 50;

    private final Map<String, String> environment;

    /** Creates works that obey the given variables. */
    public FakeWorks(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public NodeWork of(NodeKind kind) {
        return this::run;
    }

    private List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException, InterruptedException {
        String name = spec.kind().id() + ":" + seed(spec, place);
        trace("begin " + name);
        for (String entry : environment.getOrDefault("FAKE", "").split(" ", -1)) {
            if (entry.startsWith(name + "=")) {
                String behaviour = entry.substring(name.length() + 1);
                if (behaviour.startsWith("nll-")) {
                    double nll = Double.parseDouble(behaviour.substring("nll-".length()));
                    return List.of(Measurement.of(Metric.NLL, nll, 1, Map.of()));
                }
                if (behaviour.equals("steps")) {
                    steps(name, place, STEP_MILLIS);
                } else if (behaviour.equals("long-steps")) {
                    steps(name, place, LONG_STEP_MILLIS);
                } else if (behaviour.equals("meet")) {
                    meet(place);
                } else if (behaviour.equals("until-calm")) {
                    while (!Files.exists(Path.of(environment.get("TRACE")).resolveSibling("calm"))) {
                        Thread.sleep(TICK_MILLIS);
                    }
                } else if (behaviour.equals("devices")) {
                    trace("devices " + environment.getOrDefault("CUDA_VISIBLE_DEVICES", "none"));
                    Thread.sleep(300);
                } else {
                    behave(behaviour, place);
                }
            }
        }
        Files.writeString(place.folder().resolve("made.txt"), name + "\n");
        place.provenance("device", "none");
        trace("end " + name);
        return List.of(Measurement.of(Metric.PARAMETERS, 1000, 1, Map.of()));
    }

    private static void behave(String behaviour, WorkerContext place) throws IOException, InterruptedException {
        Path before = place.scratch().resolve("before");
        switch (behaviour) {
            case "fail" -> throw new IllegalStateException("this always fails");
            case "trouble" -> throw new IOException("no space left");
            case "noise" -> {
                System.out.println("a library talks");
                System.err.println("a library complains");
            }
            case "crash" -> {
                System.err.println("last words");
                Runtime.getRuntime().halt(137);
            }
            case "crash-once" -> {
                if (!Files.exists(before)) {
                    Files.createFile(before);
                    Runtime.getRuntime().halt(137);
                }
            }
            case "progress" -> place.progress("working", 1, 2, "loss 1.5");
            case "nap" -> Thread.sleep(300);
            case "freeze" -> {
                String self = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-STOP", self).start().waitFor();
            }
            case "segv" -> {
                String self = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-SEGV", self).start().waitFor();
                Thread.sleep(60_000);
            }
            case "gluttony" -> {
                List<long[]> hoard = new ArrayList<>();
                while (hoard.size() < Integer.MAX_VALUE) {
                    hoard.add(new long[1 << 20]);
                }
            }
            case "unfit" -> throw new DeviceFaultException("gpu(0) failed its self-test");
            case "sleep" -> Thread.sleep(60_000);
            default -> throw new IllegalArgumentException(behaviour);
        }
    }

    /** Does what a training does: a step, a checkpoint, a step, and goes on from the last checkpoint there is. */
    private void steps(String name, WorkerContext place, long millis) throws IOException, InterruptedException {
        int done = 0;
        while (Files.exists(place.scratch().resolve("step-" + (done + 1)))) {
            done++;
        }
        trace("from " + done + " " + name);
        for (int step = done + 1; step <= STEPS; step++) {
            Thread.sleep(millis);
            Files.createDirectory(place.scratch().resolve("step-" + step));
            place.progress("working", step, STEPS, "");
        }
    }

    /**
     * Takes the lock away, as on a file system that has none, waits until a second process computes the same node, and
     * returns with it at the same moment.
     */
    private static void meet(WorkerContext place) throws IOException, InterruptedException {
        Path scratch = place.scratch();
        Files.deleteIfExists(scratch.resolve("LOCK"));
        Files.createFile(scratch.resolve("here-" + ProcessHandle.current().pid()));
        boolean both = false;
        while (!both) {
            Thread.sleep(1);
            try (Stream<Path> found = Files.list(scratch)) {
                both = found.filter(path -> path.getFileName().toString().startsWith("here-"))
                                .count()
                        >= 2;
            } catch (NoSuchFileException otherIsDone) {
                both = true;
            }
        }
        while (System.currentTimeMillis() % TICK_MILLIS != 0) {
            Thread.onSpinWait();
        }
    }

    private static long seed(NodeSpec spec, WorkerContext place) throws IOException {
        if (spec instanceof ModelSpec.Train train) {
            return train.seed();
        }
        if (spec instanceof NodeSpec.Data) {
            return 0;
        }
        return seed(place.spec(spec.inputs().get(0)), place);
    }

    private void trace(String line) throws IOException {
        String file = environment.getOrDefault("TRACE", "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
