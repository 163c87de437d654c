package dev.dlmbench.run;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many workers compute side by side on this machine, and which CUDA device each of them sees.
 *
 * @param count of the workers
 * @param devices as {@code CUDA_VISIBLE_DEVICES} names them, dealt out to the workers in turn; none leaves the choice
 *     to the engine
 */
public record WorkerSlots(int count, List<String> devices) {
    /** Copies the list. */
    public WorkerSlots {
        devices = List.copyOf(devices);
    }

    /** Returns slots for {@code count} workers, whatever they compute on. */
    public static WorkerSlots of(int count) {
        return new WorkerSlots(count, List.of());
    }

    /**
     * Returns slots for what a plan computes: one worker for every CUDA device where its networks may use any; else as
     * many as there are cores for the threads that each of them is given.
     *
     * @param wanted how many workers, if the user said so
     */
    public static WorkerSlots fitting(Plan plan, Optional<Integer> wanted) {
        List<EngineSpec> engines = plan.nodes().stream()
                .map(Node::spec)
                .filter(ModelSpec.NetworkModel.class::isInstance)
                .map(spec -> ((ModelSpec.NetworkModel) spec).engine())
                .distinct()
                .toList();
        return fitting(
                engines,
                wanted,
                Runtime.getRuntime().availableProcessors(),
                CudaDevices.here().names());
    }

    static WorkerSlots fitting(
            Collection<EngineSpec> engines, Optional<Integer> wanted, int cores, List<String> cudaDevices) {
        boolean anyCuda = engines.stream()
                .allMatch(engine ->
                        engine.device().equals("auto") || engine.device().equals("cuda"));
        if (!engines.isEmpty() && anyCuda && !cudaDevices.isEmpty()) {
            return new WorkerSlots(wanted.orElse(cudaDevices.size()), cudaDevices);
        }
        boolean onCores = engines.stream()
                .allMatch(engine ->
                        engine.device().equals("auto") || engine.device().equals("cpu"));
        int threads = engines.stream()
                .mapToInt(engine -> engine.threads() == 0 ? cores : engine.threads())
                .max()
                .orElse(cores);
        return of(wanted.orElse(onCores ? Math.max(1, cores / threads) : 1));
    }

    /** Returns the variables of the worker in {@code slot}, counted from 0. */
    Map<String, String> environment(int slot) {
        return devices.isEmpty() ? Map.of() : Map.of(CudaDevices.VISIBLE, devices.get(slot % devices.size()));
    }
}
