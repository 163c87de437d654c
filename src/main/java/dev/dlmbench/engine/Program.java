package dev.dlmbench.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A TorchScript program with its attributes, one method of which runs per call. It is not safe for use by threads. */
public final class Program implements AutoCloseable {
    private final Model model;
    private final Block block;
    private final ParameterStore parameters;
    private final NDManager host;
    private final Map<String, NDArray> selectors = new HashMap<>();

    Program(Engine engine, Device device, String source, Map<String, Object> constants) {
        this.model = engine.newModel("program", device);
        try {
            model.load(new ByteArrayInputStream(ProgramArchive.pack(source, constants)));
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new IllegalStateException("the program does not compile: " + e.getMessage(), e);
        }
        this.block = model.getBlock();
        this.parameters = new ParameterStore(model.getNDManager(), false);
        this.host = model.getNDManager().newSubManager(Device.cpu());
    }

    /** Returns one list argument of {@link #run}; the program sees the arrays in this order. */
    public static NDArray[] list(String name, List<NDArray> arrays) {
        arrays.forEach(array -> array.setName(name + "[]"));
        return arrays.toArray(NDArray[]::new);
    }

    /** Returns where to create arrays that the program reads on the host, so that no call waits for a device. */
    public static NDManager onHost(NDManager scope) {
        return scope.getDevice().isGpu() ? scope.newSubManager(Device.cpu()) : scope;
    }

    /** Runs a method without gradients and returns its results, which belong to {@code scope}. */
    public NDList run(NDManager scope, String method, NDArray... arguments) {
        return call(scope, method, false, arguments);
    }

    /** Runs a method that takes gradients inside, in training mode, and returns its results. */
    @SuppressWarnings("try") // the collector only switches recording on and off
    public NDList learn(NDManager scope, String method, NDArray... arguments) {
        try (GradientCollector recording = Engine.getEngine("PyTorch").newGradientCollector()) {
            return call(scope, method, true, arguments);
        }
    }

    private NDList call(NDManager scope, String method, boolean training, NDArray... arguments) {
        NDList inputs = new NDList(arguments);
        inputs.add(selectors.computeIfAbsent(method, this::selector));
        NDList results = block.forward(parameters, inputs, training);
        results.attach(scope);
        return results;
    }

    private NDArray selector(String method) {
        NDArray selector = host.create(0);
        selector.setName("module_method:" + method);
        return selector;
    }

    @Override
    public void close() {
        host.close();
        model.close();
    }
}
