package dev.dlmbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.engine.EngineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of GPUs without asking PyTorch, on file systems as Linux shows them. */
class CudaDevicesTest {
    @TempDir
    private Path root;

    @BeforeEach
    void linux() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("dev"));
    }

    private void driver(int gpus) throws IOException {
        for (int i = 0; i < gpus; i++) {
            Files.createDirectories(root.resolve("proc/driver/nvidia/gpus/0000:0" + i + ":00.0"));
        }
    }

    private boolean lacks(String device, Map<String, String> environment) {
        return CudaDevices.of(environment, root)
                .lack(new EngineSpec(device, EngineSpec.Precision.AUTO, 0))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "0, cuda, true",
        "0, cuda:0, true",
        "0, cpu, false",
        "0, auto, false",
        "1, cuda, false",
        "1, cuda:0, false",
        "1, cuda:1, true",
        "2, cuda:1, false"
    })
    void devicesAreCountedFromNought(int gpus, String device, boolean lacking) throws IOException {
        driver(gpus);

        assertThat(lacks(device, Map.of())).isEqualTo(lacking);
    }

    @ParameterizedTest
    @CsvSource({"'', cuda, true", "-1, cuda, true", "3, cuda, false", "3, cuda:1, true", "'0,3', cuda:1, false"})
    void aVariableHidesDevices(String visible, String device, boolean lacking) throws IOException {
        driver(4);

        assertThat(lacks(device, Map.of("CUDA_VISIBLE_DEVICES", visible))).isEqualTo(lacking);
    }

    @Test
    void aVariableMakesNoDevices() {
        assertThat(lacks("cuda", Map.of("CUDA_VISIBLE_DEVICES", "0"))).isTrue();
    }

    @Test
    void aContainerMayShowTheFilesOfDevicesAlone() throws IOException {
        Files.createFile(root.resolve("dev/nvidia0"));
        Files.createFile(root.resolve("dev/nvidiactl"));

        assertThat(lacks("cuda", Map.of())).isFalse();
        assertThat(lacks("cuda:1", Map.of())).isTrue();
    }

    @Test
    void nobodyIsRefusedWhereTheSystemDoesNotTell() throws IOException {
        Files.createFile(root.resolve("dev/dxg"));
        assertThat(lacks("cuda", Map.of())).isFalse();

        Files.delete(root.resolve("dev/dxg"));
        Files.delete(root.resolve("proc/self")); // no Linux
        assertThat(lacks("cuda", Map.of())).isFalse();
    }
}
