package dev.dlmbench.run;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.suite.Equipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The CUDA devices that processes of this machine see, as the files of its driver tell: PyTorch is not asked, which
 * takes seconds to load.
 *
 * @param names as {@code CUDA_VISIBLE_DEVICES} names them
 * @param certain whether there are no others, which the files of some systems do not tell
 */
public record CudaDevices(List<String> names, boolean certain) implements Equipment {
    /** The variable that names the devices that a process sees. */
    static final String VISIBLE = "CUDA_VISIBLE_DEVICES";

    private static final String CUDA = "cuda";
    private static final String INDEXED = CUDA + ":";

    /** Copies the list. */
    public CudaDevices {
        names = List.copyOf(names);
    }

    /** Returns those of this machine. */
    public static CudaDevices here() {
        return of(System.getenv(), Path.of("/"));
    }

    /**
     * Returns those of a machine.
     *
     * @param environment the variables
     * @param root of its file system: {@code proc/driver/nvidia/gpus} has an entry for each device, {@code dev} a file
     *     {@code nvidia0} and so on, and in Windows' Linux the file {@code dxg} for all of them
     */
    static CudaDevices of(Map<String, String> environment, Path root) {
        Optional<List<String>> named = Optional.ofNullable(environment.get(VISIBLE))
                .map(names -> Arrays.stream(names.split(",", -1))
                        .map(String::strip)
                        .takeWhile(name -> !name.isEmpty() && !name.equals("-1"))
                        .toList());
        if (named.isPresent() && named.get().isEmpty()) {
            return new CudaDevices(List.of(), true);
        }
        int count = Math.max(
                count(root.resolve("proc/driver/nvidia/gpus"), ".*"), count(root.resolve("dev"), "nvidia\\d+"));
        List<String> all = IntStream.range(0, count).mapToObj(Integer::toString).toList();
        boolean tells = Files.isDirectory(root.resolve("proc/self")) && !Files.exists(root.resolve("dev/dxg"));
        return new CudaDevices(named.filter(names -> count > 0 || !tells).orElse(all), tells);
    }

    private static int count(Path folder, String pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            return (int) files.filter(file -> file.getFileName().toString().matches(pattern))
                    .count();
        } catch (IOException notThere) {
            return 0;
        }
    }

    @Override
    public Optional<String> lack(EngineSpec engine) {
        String device = engine.device();
        boolean indexed = device.startsWith(INDEXED);
        int index = indexed ? Integer.parseInt(device.substring(INDEXED.length())) : 0;
        if (!certain || !(indexed || device.equals(CUDA)) || index < names.size()) {
            return Optional.empty();
        }
        String there = names.isEmpty()
                ? "no CUDA device is"
                : names.size() == 1 ? "only cuda:0 is" : "only cuda:0 to cuda:" + (names.size() - 1) + " are";
        return Optional.of("is " + device + ", and " + there + " to be seen on this machine; use cpu or auto");
    }

    /** Returns whether a node that is to be computed asks for a device that is not there. */
    public boolean lackedBy(Plan plan) {
        Set<String> lacking = new HashSet<>();
        for (Node node : plan.nodes()) {
            if (node.spec() instanceof ModelSpec.NetworkModel network
                    && lack(network.engine()).isPresent()) {
                lacking.add(node.hash());
            }
        }
        return plan.nodes(State.NEW).stream()
                .anyMatch(node -> lacking.contains(node.hash())
                        || node.spec().inputs().stream().anyMatch(lacking::contains));
    }
}
