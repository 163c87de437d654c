package dev.dlmbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvidiaDriverTest {
    @TempDir
    Path root;

    /** The line of {@code nvidia-smi} as releases of several years write it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "| NVIDIA-SMI 470.256.02   Driver Version: 470.256.02   CUDA Version: 11.4     |; 470.256.02; 11.4; 11",
                "| NVIDIA-SMI 550.90.07    Driver Version: 550.90.07    CUDA Version: 12.4     |; 550.90.07; 12.4; 12",
                "| NVIDIA-SMI 580.65.06    Driver Version: 580.65.06    CUDA Version: 13.0     |; 580.65.06; 13.0; 13",
                "| NVIDIA-SMI 535.54.03    Driver Version: 535.54.03    CUDA Version: N/A      |; 535.54.03; ''; 12",
                "| NVIDIA-SMI 390.157      Driver Version: 390.157                             |; 390.157; ''; 0"
            })
    void readsTheTable(String line, String version, String cuda, int major) {
        assertThat(NvidiaDriver.told(line, "")).hasValueSatisfying(driver -> {
            assertThat(driver.version()).isEqualTo(version);
            assertThat(driver.cuda()).isEqualTo(cuda);
            assertThat(driver.cudaMajor()).isEqualTo(major);
        });
    }

    @Test
    void readsTheCards() {
        assertThat(NvidiaDriver.told("Driver Version: 550.90.07", "NVIDIA H200, 9.0\nTesla V100-SXM2-16GB, 7.0\n"))
                .hasValueSatisfying(driver -> assertThat(driver.cards())
                        .containsExactly(
                                new NvidiaDriver.Card("NVIDIA H200", 90),
                                new NvidiaDriver.Card("Tesla V100-SXM2-16GB", 70)));
        assertThat(NvidiaDriver.told("Driver Version: 470.1", "Field \"compute_cap\" is not a valid field to query."))
                .hasValueSatisfying(driver -> assertThat(driver.cards()).isEmpty());
    }

    @Test
    void thereIsNoneWhereNothingTellsOfOne() throws IOException {
        assertThat(NvidiaDriver.told("NVIDIA-SMI has failed because it couldn't communicate with the driver.", ""))
                .isEmpty();
        assertThat(NvidiaDriver.told("", "")).isEmpty();
        assertThat(NvidiaDriver.inFiles(root)).isEmpty();
        assertThat(NvidiaDriver.present(root)).isFalse();
    }

    @Test
    void readsItsOwnFile() throws IOException {
        Path file = Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version");
        Files.writeString(
                file, "NVRM version: NVIDIA UNIX x86_64 Kernel Module  525.147.05  Wed Oct 25 20:27:35 UTC\n");
        assertThat(NvidiaDriver.inFiles(root)).contains(new NvidiaDriver("525.147.05", "", List.of()));
        assertThat(NvidiaDriver.present(root)).isTrue();
        Files.writeString(file, "something else");
        assertThat(NvidiaDriver.inFiles(root)).contains(new NvidiaDriver("", "", List.of()));
    }
}
