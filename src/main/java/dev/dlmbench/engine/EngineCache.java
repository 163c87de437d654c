package dev.dlmbench.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which DJL keeps native libraries: below it, {@code pytorch/2.7.1-cu128-linux-x86_64} has those of one
 * version and flavour, or the bridge to a PyTorch that lies elsewhere.
 *
 * @param root {@code ~/.djl.ai} unless a variable says otherwise
 */
public record EngineCache(Path root) {
    /** The variable of the environment that names the folder. */
    public static final String VARIABLE = "ENGINE_CACHE_DIR";

    /** Returns the one that DJL uses under {@code environment}. */
    public static EngineCache of(Map<String, String> environment) {
        return new EngineCache(
                Optional.ofNullable(environment.get(VARIABLE)).map(Path::of).orElseGet(Utils::getEngineCacheDir));
    }

    /** Returns where a version and flavour of PyTorch has its place, whether anything is there or not. */
    public Path folder(String version, String flavour) {
        return root.resolve("pytorch").resolve(version + "-" + flavour + "-" + ShippedBridges.platform());
    }

    /** Returns where DJL looks for the bridge to a version and flavour of PyTorch. */
    public Path bridge(String version, String flavour) {
        return folder(version, flavour).resolve(InstalledPyTorch.bridge());
    }

    /** Returns the PyTorch of this version and flavour, if it was put here. */
    public Optional<InstalledPyTorch> installed(String version, String flavour) {
        Path folder = folder(version, flavour);
        return InstalledPyTorch.holdsLibraries(folder)
                ? Optional.of(new InstalledPyTorch(folder, version, flavour, root))
                : Optional.empty();
    }

    /** Returns the PyTorch for CUDA whose bridge has come along, if it was put here. */
    Optional<InstalledPyTorch> installedForCuda() {
        if (!Files.isDirectory(root.resolve("pytorch"))) {
            return Optional.empty();
        }
        String version = ShippedBridges.version();
        return ShippedBridges.flavours().stream()
                .filter(flavour -> flavour.startsWith("cu"))
                .flatMap(flavour -> installed(version, flavour).stream())
                .findFirst();
    }

    /** Puts a bridge to a PyTorch that lies elsewhere into its place. */
    public Path putBridge(String version, String flavour, Path file) throws IOException {
        Path place = bridge(version, flavour);
        Files.createDirectories(folder(version, flavour));
        Path aside = Files.createTempFile(folder(version, flavour), ".bridge", ".part");
        try {
            Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, place, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
        return place;
    }
}
