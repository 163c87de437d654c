package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dlm doctor} says about a GPU and a PyTorch that is to use it. */
class DoctorGpuTest {
    private static final String SAID =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.90.07  Release Build\nGCC version: 12\n";

    @TempDir
    Path folder;

    private Path driver;
    private Path libraries;
    private Map<String, String> empty;

    @BeforeEach
    void install() throws IOException {
        driver = Files.createDirectories(folder.resolve("proc/driver/nvidia")).resolve("version");
        empty = Map.of("ENGINE_CACHE_DIR", folder.resolve("cache").toString());
        libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.writeString(
                folder.resolve("torch/version.py"),
                "__version__ = '2.11.0+cu130'\ndebug = False\ncuda: Optional[str] = '13.0'\nhip = None\n");
        Files.createFile(libraries.resolve(System.mapLibraryName("torch_cpu")));
    }

    @Test
    void withoutADriverThereIsNothingToSay() throws IOException {
        assertThat(DoctorCommand.graphics(empty, folder))
                .isEqualTo(new DoctorCommand.Finding(
                        "gpu", true, "no NVIDIA driver; networks compute on the processor", ""));
    }

    @Test
    void aDriverWithoutItsPyTorchIsAdvisedOn() throws IOException {
        Files.writeString(driver, SAID);
        DoctorCommand.Finding finding = DoctorCommand.graphics(empty, folder);
        assertThat(finding.good()).isTrue();
        assertThat(finding.found()).isEqualTo("NVIDIA driver 550.90.07; networks compute on the processor");
        assertThat(finding.advice()).contains("dlm doctor --gpu");
    }

    @Test
    void everythingThatDoesNotFitIsSaidAtOnce() throws IOException {
        Files.writeString(driver, SAID);
        DoctorCommand.Finding finding = DoctorCommand.graphics(
                Map.of(
                        "PYTORCH_LIBRARY_PATH",
                        libraries.toString(),
                        "PYTORCH_VERSION",
                        "2.7.1",
                        "PYTORCH_FLAVOR",
                        "cu128"),
                folder);
        assertThat(finding.good()).isFalse();
        assertThat(finding.advice().split("; (?!build)", -1))
                .satisfiesExactly(
                        version -> assertThat(version)
                                .isEqualTo("PYTORCH_VERSION is 2.7.1, but what lies there is 2.11.0"),
                        missing -> assertThat(missing).contains("there is no " + bridge()),
                        flavour -> assertThat(flavour).isEqualTo("set PYTORCH_FLAVOR to cu130, it is cu128"),
                        old -> assertThat(old)
                                .isEqualTo(
                                        "its CUDA 13.0 needs a driver of version 580 or later, this machine's is 550."));
    }

    @Test
    void whatFitsTogetherIsGood() throws IOException {
        Files.writeString(driver, SAID.replace("550.90.07", "580.65.06"));
        Files.createFile(libraries.resolve(bridge()));
        Map<String, String> environment = Map.of(
                "PYTORCH_LIBRARY_PATH", libraries.toString(), "PYTORCH_VERSION", "2.11.0", "PYTORCH_FLAVOR", "cu130");
        assertThat(DoctorCommand.graphics(environment, folder))
                .isEqualTo(
                        new DoctorCommand.Finding("gpu", true, "NVIDIA driver 580.65.06; PyTorch in " + libraries, ""));
    }

    @Test
    void aFolderWithoutPyTorchIsNamed() throws IOException {
        DoctorCommand.Finding finding =
                DoctorCommand.graphics(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()), folder);
        assertThat(finding.good()).isFalse();
        assertThat(finding.advice()).contains("where there is no " + System.mapLibraryName("torch_cpu"));
    }

    private static String bridge() {
        return Engine.getDjlVersion() + "-" + System.mapLibraryName("djl_torch");
    }
}
