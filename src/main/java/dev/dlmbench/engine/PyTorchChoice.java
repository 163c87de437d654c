package dev.dlmbench.engine;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which PyTorch computes. DJL's own variables are heeded as they are. Then {@link #VARIABLE} counts: a folder,
 * {@code cu128} and the like for one that {@code dlm engine install} has put into the cache, {@code cpu} for the one
 * that comes along. Without any of them an installed one computes where there is a driver for it.
 */
public final class PyTorchChoice {
    /** The variable that names it. */
    public static final String VARIABLE = "DLM_PYTORCH";

    private static final String CPU = "cpu";
    private static final Pattern INSTALLED = Pattern.compile("cu\\d{3}");

    /** The launcher replaces it by the folder that Python names. */
    private static final String PYTHON = "python3";

    private PyTorchChoice() {}

    /**
     * Returns the one that is to compute in this process; nothing if that is the one that comes along.
     *
     * @throws InvalidSettingException if what the variables name is not there, or does not work with this program
     */
    public static Optional<InstalledPyTorch> here() throws IOException {
        return of(System.getenv(), NvidiaDriver.present(Path.of("/")));
    }

    /**
     * Returns the one that is to compute; nothing if that is the one that comes along.
     *
     * @param driver whether the machine has a driver of NVIDIA's
     * @throws InvalidSettingException if what {@code environment} names is not there, or does not work with this
     *     program
     */
    public static Optional<InstalledPyTorch> of(Map<String, String> environment, boolean driver) throws IOException {
        Optional<InstalledPyTorch> named = InstalledPyTorch.named(environment);
        if (named.isPresent()) {
            return named;
        }
        String choice = environment.getOrDefault(VARIABLE, "");
        EngineCache cache = EngineCache.of(environment);
        if (choice.isEmpty()) {
            return driver ? cache.installedForCuda() : Optional.empty();
        }
        if (choice.equals(CPU)) {
            return Optional.empty();
        }
        try {
            return Optional.of(named(choice, cache));
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(VARIABLE + " is " + choice + ", but " + e.getMessage());
        }
    }

    private static InstalledPyTorch named(String choice, EngineCache cache) throws IOException {
        if (choice.equals(PYTHON)) {
            throw new InvalidSettingException(
                    "the launcher dlm found no PyTorch there; dlm doctor --gpu says which to" + " install");
        }
        InstalledPyTorch chosen = INSTALLED.matcher(choice).matches()
                ? cache.installed(ShippedBridges.version(), choice)
                        .orElseThrow(() -> new InvalidSettingException(
                                "that is not installed; dlm engine install " + choice + " fetches it"))
                : InstalledPyTorch.in(Path.of(choice), cache);
        List<String> troubles = chosen.troubles(0);
        if (!troubles.isEmpty()) {
            throw new InvalidSettingException(String.join("; ", troubles));
        }
        return chosen;
    }
}
