package dev.dlmbench.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * PyTorch in this process: one device, one precision, one number of threads. The number of threads and the engine's
 * settings are the whole process's and hold from the first session on.
 */
public final class TorchSession implements AutoCloseable {
    private static final int TESTED = 64;

    private final Engine engine;
    private final NDManager manager;
    private final boolean bf16;
    private final int threads;

    private TorchSession(Engine engine, NDManager manager, boolean bf16, int threads) {
        this.engine = engine;
        this.manager = manager;
        this.bf16 = bf16;
        this.threads = threads;
    }

    /**
     * Starts the engine if this process has not yet, and opens a device.
     *
     * @throws InvalidSettingException if there is no such device here, or no PyTorch where one is named
     */
    public static TorchSession start(EngineSpec spec) {
        int threads = spec.threads() == 0 ? Runtime.getRuntime().availableProcessors() : spec.threads();
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        choosePyTorch();
        Engine engine = Engine.getEngine("PyTorch");
        Device device = device(spec.device(), engine.getGpuCount());
        return new TorchSession(engine, engine.newBaseManager(device), bf16(spec.precision(), device.isGpu()), threads);
    }

    private static void choosePyTorch() {
        try {
            Optional<InstalledPyTorch> chosen = PyTorchChoice.here();
            if (chosen.isPresent()) {
                chosen.get().use();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Device device(String wanted, int gpus) {
        if (wanted.equals("cpu") || (wanted.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int index = wanted.startsWith("cuda:") ? Integer.parseInt(wanted.substring("cuda:".length())) : 0;
        if (index >= gpus) {
            throw new InvalidSettingException("engine.device is " + wanted + ", but PyTorch sees " + gpus
                    + " CUDA devices here; use cpu or auto");
        }
        return Device.gpu(index);
    }

    private static boolean bf16(EngineSpec.Precision wanted, boolean gpu) {
        return wanted == EngineSpec.Precision.BF16
                || (wanted == EngineSpec.Precision.AUTO && (gpu || processorFlag("amx_bf16")));
    }

    private static boolean processorFlag(String flag) {
        try {
            return Files.readString(Path.of("/proc/cpuinfo")).contains(" " + flag + " ");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Has the device compute something whose result is known, as a machine with a broken one should be left at once.
     *
     * @throws DeviceFaultException if the result is another
     */
    public void selfTest() {
        float[] left = new float[TESTED * TESTED];
        float[] expected = new float[TESTED * TESTED];
        for (int i = 0; i < left.length; i++) {
            left[i] = i % 7 - 3; // whole numbers, so small that every precision holds them and their sums
        }
        for (int i = 0; i < TESTED; i++) {
            for (int j = 0; j < TESTED; j++) {
                for (int k = 0; k < TESTED; k++) {
                    expected[i * TESTED + j] += left[i * TESTED + k] * left[k * TESTED + j];
                }
            }
        }
        try (NDManager scope = manager.newSubManager()) {
            NDArray matrix = scope.create(left, new Shape(TESTED, TESTED));
            if (!Arrays.equals(matrix.matMul(matrix).toFloatArray(), expected)) {
                throw new DeviceFaultException(
                        manager.getDevice() + " failed its self-test: a product of matrices came out wrong");
            }
        } catch (EngineException e) {
            throw new DeviceFaultException(manager.getDevice() + " failed its self-test: " + e.getMessage());
        }
    }

    /** Returns the manager that everything on the device hangs on. */
    public NDManager manager() {
        return manager;
    }

    /** Returns whether matrix products take bf16 inputs. */
    public boolean bf16() {
        return bf16;
    }

    /** Returns whether a GPU computes here. */
    public boolean gpu() {
        return manager.getDevice().isGpu();
    }

    /** Compiles a TorchScript program with the given attributes. */
    public Program program(String source, Map<String, Object> constants) {
        return new Program(engine, manager.getDevice(), source, constants);
    }

    /**
     * Loads a TorchScript module from a file of the user's, which is code.
     *
     * @throws InvalidSettingException if it is none
     */
    public Script script(Path file) throws IOException {
        return new Script(engine, manager.getDevice(), file);
    }

    /** Returns the constant for an attribute that holds a list of tensors and starts empty. */
    public static Object emptyList() {
        return ProgramArchive.TensorList.EMPTY;
    }

    /** Sets the state of the engine's own random numbers, which only dropout draws on. */
    public void seed(long seed) {
        engine.setRandomSeed((int) (seed ^ (seed >>> 32)));
    }

    /** Returns what computes here, for provenance: engine, device, precision, threads. */
    public Map<String, String> description() {
        Map<String, String> description = new TreeMap<>();
        description.put("pytorch", engine.getVersion());
        description.put("djl", Engine.getDjlVersion());
        description.put("device", gpu() ? manager.getDevice().toString() : "cpu");
        description.put("precision", bf16 ? "bf16" : "float32");
        description.put("threads", Integer.toString(threads));
        return description;
    }

    @Override
    public void close() {
        manager.close();
    }
}
