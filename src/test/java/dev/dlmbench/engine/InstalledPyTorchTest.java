package dev.dlmbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPyTorchTest {
    @TempDir
    Path packages;

    @Test
    void findsTheCudaRuntimeThatPipHasInstalledBesideIt() throws IOException {
        Path torch = Files.createDirectories(packages.resolve("torch/lib"));
        Files.createDirectories(packages.resolve("nvidia/cudnn/lib"));
        Path runtime = Files.createDirectories(packages.resolve("nvidia/cu13/lib"));
        Files.createFile(runtime.resolve("libcudart.so.13"));
        assertThat(installed(torch).cudaRuntime()).contains(runtime.toAbsolutePath());
    }

    @Test
    void findsNoneWherePyTorchIsForProcessors() throws IOException {
        assertThat(installed(Files.createDirectories(packages.resolve("torch/lib")))
                        .cudaRuntime())
                .isEmpty();
    }

    @Test
    void findsTheCudaRuntimeAmongTheLibraries() throws IOException {
        Path torch = Files.createDirectories(packages.resolve("torch/lib"));
        Files.createFile(torch.resolve("libcudart.so"));
        assertThat(installed(torch).cudaRuntime()).contains(torch);
    }

    private static InstalledPyTorch installed(Path folder) {
        return InstalledPyTorch.named(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()))
                .orElseThrow();
    }
}
