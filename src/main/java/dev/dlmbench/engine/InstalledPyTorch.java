package dev.dlmbench.engine;

import ai.djl.engine.Engine;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The name by which DJL finds the CUDA runtime, or the beginning of it. */
    static final String CUDA_RUNTIME = "libcudart.so";

    private static final String CPU = "cpu";
    private static final Pattern NUMBERED = Pattern.compile("__version__ = '(\\d+\\.\\d+\\.\\d+)");
    private static final Pattern CUDA = Pattern.compile("(?m)^cuda\\b[^=]*= '(\\d+)\\.(\\d+)'");
    private static final Pattern CACHED = Pattern.compile("(\\d+\\.\\d+\\.\\d+)[^-]*-(cpu|cu\\d+)-.*");

    /** Returns what DJL's own variables name, if they name any. */
    public static Optional<InstalledPyTorch> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FOLDER))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> new InstalledPyTorch(
                        Path.of(folder),
                        environment.getOrDefault(VERSION, ""),
                        environment.getOrDefault(FLAVOUR, ""),
                        EngineCache.of(environment).root()));
    }

    /**
     * Returns the one in a folder, as its own files describe it, or the folder's name if it is one of DJL's.
     *
     * @param folder of its libraries, {@code torch} above it, or the {@code site-packages} above that
     * @throws InvalidSettingException if there is none, or if it does not say its version
     */
    public static InstalledPyTorch in(Path folder, EngineCache cache) throws IOException {
        Path libraries = Stream.of("", "lib", "torch/lib")
                .map(folder::resolve)
                .filter(InstalledPyTorch::holdsLibraries)
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException("there is no PyTorch in " + folder + ": no "
                        + System.mapLibraryName("torch_cpu") + " there, in lib or in torch/lib"))
                .toAbsolutePath()
                .normalize();
        Matcher cached = CACHED.matcher(String.valueOf(libraries.getFileName()));
        if (cached.matches()) {
            return new InstalledPyTorch(libraries, cached.group(1), cached.group(2), cache.root());
        }
        String said = said(libraries);
        String version = first(NUMBERED, said)
                .orElseThrow(() -> new InvalidSettingException("the PyTorch in " + libraries
                        + " does not say its version: there is no version.py beside that folder"));
        return new InstalledPyTorch(libraries, version, flavour(said), cache.root());
    }

    /** Has DJL take it, in this process: before the engine starts. */
    void use() throws IOException {
        System.setProperty(FOLDER, folder.toString());
        if (!version.isEmpty()) {
            System.setProperty(VERSION, version);
        }
        if (!flavour.isEmpty()) {
            System.setProperty(FLAVOUR, flavour);
        }
        String searched = "jna.library.path"; // DJL counts the cards by a library that it looks for here
        if (System.getProperty(searched) == null) {
            cudaRuntime().ifPresent(found -> System.setProperty(searched, found.toString()));
        }
    }

    /** Returns the name of the file that DJL's bridge has, in the folder of the libraries or in the cache. */
    static String bridge() {
        return Engine.getDjlVersion() + "-" + System.mapLibraryName("djl_torch");
    }

    static boolean holdsLibraries(Path folder) {
        return Files.exists(folder.resolve(System.mapLibraryName("torch_cpu")));
    }

    /**
     * Returns what keeps it from working, in words; nothing if all that can be told from its files fits together.
     *
     * @param driver the first number of the NVIDIA driver's version; 0 if there is none
     */
    public List<String> troubles(int driver) throws IOException {
        if (!holdsLibraries(folder)) {
            return List.of(FOLDER + " is " + folder + ", where there is no " + System.mapLibraryName("torch_cpu")
                    + "; name the folder torch/lib of an installed PyTorch");
        }
        List<String> troubles = new ArrayList<>();
        String said = said(folder);
        Optional<String> number = first(NUMBERED, said);
        if (version.isEmpty()) {
            troubles.add("set " + VERSION + " to its version"
                    + number.map(n -> ", " + n).orElse(""));
        } else if (number.isPresent() && !number.get().equals(version)) {
            troubles.add(VERSION + " is " + version + ", but what lies there is " + number.get());
        }
        if (!bridged(said)) {
            troubles.add("there is no " + bridge() + " in " + folder + "; build DJL's bridge against this version of"
                    + " PyTorch and put it there under this name" + shipped());
        }
        Matcher cuda = CUDA.matcher(said);
        if (cuda.find()) {
            String flavoured = flavour(said);
            if (!flavour.equals(flavoured)) {
                troubles.add("set " + FLAVOUR + " to " + flavoured + (flavour.isEmpty() ? "" : ", it is " + flavour));
            }
            int needed = NvidiaDriver.oldestFor(Integer.parseInt(cuda.group(1)));
            if (driver > 0 && driver < needed) {
                troubles.add("its CUDA " + cuda.group(1) + "." + cuda.group(2) + " needs a driver of version " + needed
                        + " or later, this machine's is " + driver);
            }
        }
        return troubles;
    }

    /** Returns whether there is a bridge: beside its libraries, in the cache, or among those that come along. */
    private boolean bridged(String said) {
        return Files.exists(folder.resolve(bridge()))
                || Files.exists(new EngineCache(cache).bridge(version, flavour))
                || ShippedBridges.leadTo(
                        first(NUMBERED, said).orElse(version), said.isEmpty() ? flavour : flavour(said));
    }

    /** Returns what it was built for, by what it says of itself. */
    private static String flavour(String said) {
        Matcher cuda = CUDA.matcher(said);
        return cuda.find() ? "cu" + cuda.group(1) + cuda.group(2) : CPU;
    }

    private static String shipped() {
        List<String> flavours = ShippedBridges.flavours();
        return flavours.isEmpty()
                ? ""
                : ", or take PyTorch " + ShippedBridges.version() + " for " + String.join(" or ", flavours)
                        + ", whose bridge comes along";
    }

    /**
     * Returns the folder of the CUDA runtime that it was installed with, if it was. It may lie among the libraries; pip
     * puts {@code libcudart.so.13} and the like into {@code nvidia/<package>/lib} beside {@code torch}. No loader looks
     * there by itself, and DJL, which counts the devices with it, needs to be told.
     */
    Optional<Path> cudaRuntime() throws IOException {
        if (Files.exists(folder.resolve(CUDA_RUNTIME))) {
            return Optional.of(folder);
        }
        Path packages =
                folder.toAbsolutePath().normalize().resolve("../../nvidia").normalize();
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                packages, 3, (file, kind) -> file.getFileName().toString().startsWith(CUDA_RUNTIME))) {
            return files.sorted().map(Path::getParent).findFirst();
        }
    }

    /** Returns what a Python installation says of itself beside its libraries; nothing elsewhere. */
    private static String said(Path libraries) throws IOException {
        Path file = libraries.toAbsolutePath().normalize().resolveSibling("version.py");
        return Files.isRegularFile(file) ? Files.readString(file) : "";
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
