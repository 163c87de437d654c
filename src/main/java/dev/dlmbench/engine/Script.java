package dev.dlmbench.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.dlmbench.base.InvalidSettingException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A TorchScript module from a file. Such a file is code: loading it lets its author do in this process whatever
 * TorchScript can. It is not safe for use by threads.
 */
public final class Script implements AutoCloseable {
    private final Path file;
    private final Model model;
    private final Block block;
    private final ParameterStore parameters;

    Script(Engine engine, Device device, Path file) throws IOException {
        this.file = file;
        this.model = engine.newModel("module", device);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            model.load(in);
        } catch (EngineException | MalformedModelException e) {
            model.close();
            throw new InvalidSettingException(file + " is no TorchScript module: " + firstLine(e), e);
        }
        this.block = model.getBlock();
        this.parameters = new ParameterStore(model.getNDManager(), false);
    }

    /**
     * Runs {@code forward} and returns its first result, which belongs to {@code scope}.
     *
     * @throws InvalidSettingException if the module fails on it
     */
    public NDArray forward(NDManager scope, NDArray input) {
        try {
            NDList results = block.forward(parameters, new NDList(input), false);
            results.attach(scope);
            return results.get(0);
        } catch (EngineException e) {
            throw new InvalidSettingException(
                    file + " fails on ids of shape " + input.getShape() + ": " + firstLine(e), e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public void close() {
        model.close();
    }
}
