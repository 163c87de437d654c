package dev.dlmbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which PyTorch the launcher hands on, in a packed program whose Java only says what it was handed. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String PLATFORM =
            "-linux-" + System.getProperty("os.arch").replace("amd64", "x86_64");

    @TempDir
    Path packed;

    private Path torch;

    @BeforeEach
    void pack() throws IOException {
        torch = Files.createDirectories(packed.resolve("python/torch"));
        Files.writeString(torch.resolve("version.py"), "__version__ = '2.11.0+cu130'\ncuda: Optional[str] = '13.0'\n");
        Files.createDirectories(torch.resolve("lib"));
        Files.copy(Path.of("dlm"), packed.resolve("dlm"));
        Files.createDirectories(packed.resolve("runtime/bin"));
        Files.createDirectories(packed.resolve("path"));
        program("runtime/bin/java", "env | grep -E '^(DLM_PYTORCH|PYTORCH_|ENGINE_CACHE_DIR)' | sort");
        program("path/python3", "echo asked >> '" + packed + "/asked'; echo '" + torch + "'");
    }

    private void program(String name, String script) throws IOException {
        Path file = packed.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void bridge(String version) throws IOException {
        Files.createDirectories(packed.resolve("bridge/pytorch/" + version + PLATFORM));
    }

    private String handed(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", packed.resolve("dlm").toString(), "doctor");
        builder.environment().clear();
        builder.environment().put("PATH", packed.resolve("path") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output.replace(packed.toRealPath().toString(), "PACKED").replace(packed.toString(), "PACKED");
    }

    @Test
    void asksNobodyUnlessItIsTold() throws Exception {
        assertThat(handed(Map.of())).isEmpty();
        assertThat(handed(Map.of("DLM_PYTORCH", "/there"))).isEqualTo("DLM_PYTORCH=/there\n");
        assertThat(packed.resolve("asked")).doesNotExist();
    }

    @Test
    void asksPythonWhereItsPyTorchIs() throws Exception {
        assertThat(handed(Map.of("DLM_PYTORCH", "python3"))).isEqualTo("DLM_PYTORCH=PACKED/python/torch\n");
        assertThat(packed.resolve("asked")).hasContent("asked");
    }

    @Test
    void leavesItToTheProgramToSayThatPythonHasNone() throws Exception {
        program("path/python3", "exit 1");
        assertThat(handed(Map.of("DLM_PYTORCH", "python3"))).isEqualTo("DLM_PYTORCH=python3\n");
    }

    @Test
    void takesWhatABridgeWasPackedFor() throws Exception {
        bridge("2.11.0-cu130");
        String taken = """
                ENGINE_CACHE_DIR=PACKED/bridge
                PYTORCH_FLAVOR=cu130
                PYTORCH_LIBRARY_PATH=PACKED/python/torch/lib
                PYTORCH_VERSION=2.11.0
                """;
        assertThat(handed(Map.of())).isEqualTo(taken);
        for (String named : new String[] {"", "/lib", "/.."}) {
            assertThat(handed(Map.of("DLM_PYTORCH", torch + named))
                            .replaceAll("torch/(lib/\\.\\.|\\.\\./torch)", "torch"))
                    .isEqualTo("DLM_PYTORCH=PACKED/python/torch" + named + "\n" + taken);
        }
    }

    @Test
    void leavesWhatABridgeToAnotherVersionWasPackedFor() throws Exception {
        bridge("2.11.0-cu128");
        bridge("2.13.0-cu130");
        assertThat(handed(Map.of())).isEmpty();
    }

    @Test
    void leavesWhatTheUserHasChosen() throws Exception {
        bridge("2.11.0-cu130");
        assertThat(handed(Map.of("DLM_PYTORCH", "cpu"))).isEqualTo("DLM_PYTORCH=cpu\n");
        assertThat(handed(Map.of("PYTORCH_LIBRARY_PATH", "/there"))).isEqualTo("PYTORCH_LIBRARY_PATH=/there\n");
        assertThat(packed.resolve("asked")).doesNotExist();
    }
}
