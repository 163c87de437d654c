package dev.dlmbench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchChoiceTest {
    @TempDir
    Path packages;

    private EngineCache cache;

    @BeforeEach
    void cache() {
        cache = new EngineCache(packages.resolve("cache"));
    }

    /** The folder of the libraries, the one above it, and the one of Python's packages. */
    @ParameterizedTest
    @ValueSource(strings = {"torch/lib", "torch", ""})
    void takesTheFolderThatIsNamed(String named) throws IOException {
        Path libraries = pytorch("2.11.0+cu130", "'13.0'");
        Files.createFile(libraries.resolve(InstalledPyTorch.bridge()));
        assertThat(chosen(packages.resolve(named).toString(), false))
                .contains(new InstalledPyTorch(libraries, "2.11.0", "cu130", cache.root()));
    }

    /** As it was copied from the cache of another machine. */
    @Test
    void takesAFolderOfDjlByItsName() throws IOException {
        Path folder = Files.createDirectories(packages.resolve(ShippedBridges.version() + "-cpu-linux-x86_64"));
        Files.createFile(folder.resolve(System.mapLibraryName("torch_cpu")));
        assertThat(chosen(folder.toString(), false))
                .contains(new InstalledPyTorch(folder, ShippedBridges.version(), "cpu", cache.root()));
    }

    @Test
    void takesTheVersionThatABridgeComesAlongFor() throws IOException {
        Path libraries = pytorch(ShippedBridges.version() + "+cpu", "None");
        assertThat(chosen(packages.toString(), false))
                .contains(new InstalledPyTorch(libraries, ShippedBridges.version(), "cpu", cache.root()));
    }

    @Test
    void takesABridgeFromTheCache() throws IOException {
        Path libraries = pytorch("2.13.0+cpu", "None");
        Path bridge = Files.writeString(packages.resolve("built.so"), "built");
        assertThat(cache.putBridge("2.13.0", "cpu", bridge)).hasContent("built");
        assertThat(chosen(packages.toString(), false))
                .contains(new InstalledPyTorch(libraries, "2.13.0", "cpu", cache.root()));
    }

    @Test
    void refusesWhatNoBridgeLeadsTo() throws IOException {
        pytorch("2.13.0+cpu", "None");
        assertRefused(packages.toString(), "there is no " + InstalledPyTorch.bridge());
        assertRefused(packages.toString(), "or take PyTorch " + ShippedBridges.version() + " for cpu");
    }

    /** Its bridge would start, and crash the process that computes. */
    @Test
    void refusesABridgeToAnotherFlavour() throws IOException {
        pytorch(ShippedBridges.version() + "+cu126", "'12.6'");
        assertRefused(packages.toString(), "there is no " + InstalledPyTorch.bridge());
    }

    @Test
    void refusesAFolderWithoutOne() throws IOException {
        assertRefused(packages.resolve("none").toString(), "there is no PyTorch in");
        pytorch("2.13.0", "None");
        Files.delete(packages.resolve("torch/version.py"));
        assertRefused(packages.toString(), "does not say its version");
        assertRefused("python3", "found no PyTorch there");
        assertRefused("cu128", "dlm engine install cu128 fetches it");
    }

    @Test
    void takesAnInstalledOneWhereThereIsADriver() throws IOException {
        assertThat(ShippedBridges.flavours()).contains("cpu");
        assumeThat(ShippedBridges.flavours()).contains("cu128");
        assertThat(chosen("", true)).isEmpty();
        Path folder = Files.createDirectories(cache.folder(ShippedBridges.version(), "cu128"));
        Files.createFile(folder.resolve(System.mapLibraryName("torch_cpu")));
        InstalledPyTorch installed = new InstalledPyTorch(folder, ShippedBridges.version(), "cu128", cache.root());
        assertThat(chosen("", true)).contains(installed);
        assertThat(chosen("", false)).isEmpty();
        assertThat(chosen("cu128", false)).contains(installed);
        assertThat(chosen("cpu", true)).isEmpty();
    }

    @Test
    void heedsTheVariablesOfDjlFirst() throws IOException {
        assertThat(PyTorchChoice.of(Map.of("PYTORCH_LIBRARY_PATH", "/there", "DLM_PYTORCH", "cpu"), true))
                .hasValueSatisfying(named -> assertThat(named.folder()).isEqualTo(Path.of("/there")));
    }

    private void assertRefused(String choice, String because) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> chosen(choice, true))
                .withMessageContaining("DLM_PYTORCH is " + choice)
                .withMessageContaining(because);
    }

    /** Makes a PyTorch as pip lays it out, and returns the folder of its libraries. */
    private Path pytorch(String version, String cuda) throws IOException {
        Path libraries = Files.createDirectories(packages.resolve("torch/lib"));
        Files.createFile(libraries.resolve(System.mapLibraryName("torch_cpu")));
        Files.writeString(
                packages.resolve("torch/version.py"),
                "__version__ = '" + version + "'\ncuda: Optional[str] = " + cuda + "\n");
        return libraries;
    }

    private Optional<InstalledPyTorch> chosen(String choice, boolean driver) throws IOException {
        return PyTorchChoice.of(
                Map.of("DLM_PYTORCH", choice, "ENGINE_CACHE_DIR", cache.root().toString()), driver);
    }
}
