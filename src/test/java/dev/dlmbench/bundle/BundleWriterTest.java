package dev.dlmbench.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.engine.Engine;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.revision.ProgramRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BundleWriterTest {
    private static final Map<String, String> REVISION = Map.of("commit", "abc", "dirty", "false");

    @TempDir
    Path folder;

    private Path launcher;
    private Path program;
    private Path pytorch;
    private Path suite;
    private Path bridge;

    @BeforeEach
    void files() throws IOException {
        launcher = file("dlm");
        program = file("dlm-bench.jar");
        pytorch = file("pytorch-native-cpu-1.0-linux-x86_64.jar");
        suite = file("small.yaml");
        bridge = file("libdjl_torch.so");
    }

    private Path file(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }

    @Test
    void packsWhatAMachineWithoutJavaAndNetworkNeeds() throws IOException, InterruptedException {
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Path packed = folder.resolve("packed");
        new BundleWriter(
                        launcher,
                        List.of(program, pytorch),
                        false,
                        List.of(suite),
                        List.of(new Bridge("2.11.0", "cu130", bridge)),
                        REVISION)
                .write(packed);
        assertThat(packed.resolve("dlm")).isExecutable().hasContent("dlm");
        assertThat(packed.resolve("lib")).isDirectoryContaining("glob:**/dlm-bench.jar");
        assertThat(packed.resolve("lib")).isDirectoryNotContaining("glob:**/pytorch-native-*");
        assertThat(packed.resolve("experiments/small.yaml")).hasContent("small.yaml");
        try (Stream<Path> bridges = Files.walk(packed.resolve("bridge"))) {
            assertThat(bridges.filter(Files::isRegularFile)).singleElement().satisfies(found -> {
                assertThat(found.getFileName()).hasToString(Engine.getDjlVersion() + "-" + bridgeName());
                assertThat(found.toString()).contains("/2.11.0-cu130-");
            });
        }
        assertThat(ProgramRevision.of(packed)).isEqualTo(REVISION);
        Process java = new ProcessBuilder(packed.resolve("runtime/bin/java").toString(), "-Xshare:on", "-version")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(java.getInputStream().readAllBytes(), UTF_8))
                .contains("" + Runtime.version().feature());
        assertThat(java.waitFor()).isZero();
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains(".part"));
    }

    private static String bridgeName() {
        return System.mapLibraryName("djl_torch");
    }

    @Test
    void whatCannotBePackedIsNamedAndNothingIsLeft() throws IOException {
        Path packed = folder.resolve("packed");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        assertRefused(List.of(classes), List.of(suite), List.of(), classes.toString());
        assertRefused(List.of(program), List.of(folder.resolve("none.yaml")), List.of(), "none.yaml");
        assertRefused(
                List.of(program),
                List.of(suite),
                List.of(new Bridge("1.0.0", "cpu", folder.resolve("none.so"))),
                "none.so");
        assertThat(packed).doesNotExist();
        Files.createDirectory(packed);
        assertRefused(List.of(program), List.of(suite), List.of(), "is there already");
    }

    private void assertRefused(List<Path> classPath, List<Path> suites, List<Bridge> bridges, String because) {
        BundleWriter writer = new BundleWriter(launcher, classPath, true, suites, bridges, Map.of());
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> writer.write(folder.resolve("packed")))
                .withMessageContaining(because);
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains(".part"));
    }

    @Test
    void twoSuitesOfOneNameAreRefused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other")).resolve("small.yaml");
        Files.writeString(other, "other");
        assertRefused(List.of(program), List.of(suite, other), List.of(), "small.yaml");
    }

    @Test
    void aBridgeSaysToWhat() {
        assertThat(Bridge.parse("2.11.0-cu130=a=b/libdjl_torch.so"))
                .isEqualTo(new Bridge("2.11.0", "cu130", Path.of("a=b/libdjl_torch.so")));
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> Bridge.parse("libdjl_torch.so"))
                .withMessageContaining("VERSION-FLAVOUR=FILE");
    }
}
