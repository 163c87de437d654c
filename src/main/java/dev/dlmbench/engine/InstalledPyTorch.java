package dev.dlmbench.engine;

import ai.djl.engine.Engine;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A PyTorch of this machine's own that takes the place of the one that comes along, which has no CUDA: DJL finds it by
 * three variables, and needs a bridge that was built against that very version, in the same folder or in DJL's cache.
 *
 * @param folder of its libraries, {@code torch/lib} of a Python installation
 * @param version as the user has named it, or empty
 * @param flavour such as {@code cu128} as the user has named it, or empty
 * @param cache where DJL keeps its own files
 */
public record InstalledPyTorch(Path folder, String version, String flavour, Path cache) {
    private static final String FOLDER = "PYTORCH_LIBRARY_PATH";
    private static final String VERSION = "PYTORCH_VERSION";
    private static final String FLAVOUR = "PYTORCH_FLAVOR";
    private static final String CACHE = "ENGINE_CACHE_DIR";
    private static final Pattern NUMBERED = Pattern.compile("__version__ = '(\\d+\\.\\d+\\.\\d+)");
    private static final Pattern CUDA = Pattern.compile("(?m)^cuda\\b[^=]*= '(\\d+)\\.(\\d+)'");

    /** The oldest driver on Linux for each major version of CUDA (CUDA Toolkit Release Notes, minor compatibility). */
    private static final Map<Integer, Integer> OLDEST_DRIVER = new TreeMap<>(Map.of(11, 450, 12, 525, 13, 580));

    /** Returns what {@code environment} names, if it names any. */
    public static Optional<InstalledPyTorch> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FOLDER))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> new InstalledPyTorch(
                        Path.of(folder),
                        environment.getOrDefault(VERSION, ""),
                        environment.getOrDefault(FLAVOUR, ""),
                        Optional.ofNullable(environment.get(CACHE))
                                .map(Path::of)
                                .orElseGet(Utils::getEngineCacheDir)));
    }

    /** Returns where in its cache DJL looks for the bridge to a version and flavour of PyTorch. */
    public static Path bridgeInCache(String version, String flavour) {
        return Path.of(
                "pytorch",
                version + "-" + flavour + "-" + Platform.fromSystem("pytorch").getClassifier(),
                bridge());
    }

    /** Returns how to name one, for users. */
    public static String howTo() {
        return "Set " + FOLDER + " to the folder torch/lib of a PyTorch with CUDA, " + VERSION + " to its version and "
                + FLAVOUR + " to its flavour, such as cu128; " + bridge() + " must lie in that folder, which is DJL's"
                + " bridge, built against that very version as DJL's documentation says. A folder made by dlm bundle"
                + " with that bridge finds all of it by itself.";
    }

    private static String bridge() {
        return Engine.getDjlVersion() + "-" + System.mapLibraryName("djl_torch");
    }

    /**
     * Returns what keeps it from working, in words; nothing if all that can be told from its files fits together.
     *
     * @param driver the first number of the NVIDIA driver's version; 0 if there is none
     */
    public List<String> troubles(int driver) throws IOException {
        if (!Files.exists(folder.resolve(System.mapLibraryName("torch_cpu")))) {
            return List.of(FOLDER + " is " + folder + ", where there is no " + System.mapLibraryName("torch_cpu")
                    + "; name the folder torch/lib of an installed PyTorch");
        }
        List<String> troubles = new ArrayList<>();
        String installed = installed();
        Optional<String> number = first(NUMBERED, installed);
        if (version.isEmpty()) {
            troubles.add("set " + VERSION + " to its version"
                    + number.map(n -> ", " + n).orElse(""));
        } else if (number.isPresent() && !number.get().equals(version)) {
            troubles.add(VERSION + " is " + version + ", but what lies there is " + number.get());
        }
        if (!Files.exists(folder.resolve(bridge())) && !Files.exists(cache.resolve(bridgeInCache(version, flavour)))) {
            troubles.add("there is no " + bridge() + " in " + folder + "; build DJL's bridge against this version of"
                    + " PyTorch and put it there under this name");
        }
        Matcher cuda = CUDA.matcher(installed);
        if (cuda.find()) {
            String flavoured = "cu" + cuda.group(1) + cuda.group(2);
            if (!flavour.equals(flavoured)) {
                troubles.add("set " + FLAVOUR + " to " + flavoured + (flavour.isEmpty() ? "" : ", it is " + flavour));
            }
            int needed = OLDEST_DRIVER.getOrDefault(Integer.parseInt(cuda.group(1)), 0);
            if (driver > 0 && driver < needed) {
                troubles.add("its CUDA " + cuda.group(1) + "." + cuda.group(2) + " needs a driver of version " + needed
                        + " or later, this machine's is " + driver);
            }
        }
        return troubles;
    }

    /**
     * Returns the folder of the CUDA runtime that it was installed with, if it was: pip puts {@code libcudart.so.13}
     * and the like into {@code nvidia/<package>/lib} beside {@code torch}, where no loader looks by itself and DJL,
     * which counts the devices with it, needs to be told.
     */
    Optional<Path> cudaRuntime() throws IOException {
        Path packages =
                folder.toAbsolutePath().normalize().resolve("../../nvidia").normalize();
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                packages, 3, (file, kind) -> file.getFileName().toString().startsWith("libcudart.so"))) {
            return files.sorted().map(Path::getParent).findFirst();
        }
    }

    /** Returns what a Python installation says of itself beside its libraries; nothing elsewhere. */
    private String installed() throws IOException {
        Path said = folder.toAbsolutePath().normalize().resolveSibling("version.py");
        return Files.isRegularFile(said) ? Files.readString(said) : "";
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
