package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.engine.EngineCache;
import dev.dlmbench.engine.GpuAdvice;
import dev.dlmbench.engine.PackedLibraries;
import dev.dlmbench.engine.ShippedBridges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dlm engine}, against a server of this machine, and what {@code dlm doctor --gpu} makes of what it is told. */
class EngineCommandTest {
    private static final String VERSION = ShippedBridges.version();

    @TempDir
    Path folder;

    private Launch dlm(String... args) {
        return Launch.of(
                folder,
                FakeMain.program(
                        Map.of("ENGINE_CACHE_DIR", folder.resolve("cache").toString())),
                args);
    }

    private EngineCache cache() {
        return new EngineCache(folder.resolve("cache"));
    }

    @Test
    void installsOnceAndListsWhatIsThere() throws IOException {
        Launch first;
        try (PackedLibraries server = new PackedLibraries("cpu")) {
            first = dlm("engine", "install", "cpu", "--from", server.address());
        }
        String place = folder.relativize(cache().folder(VERSION, "cpu")).toString();
        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.out()).isEqualTo("PyTorch " + VERSION + " for cpu is installed: " + place + "\n");
        assertThat(first.err()).contains("1/3  " + System.mapLibraryName("c10") + ", 1 MiB");

        Launch second = dlm("engine", "install", "cpu", "--from", "http://127.0.0.1:1/gone");
        assertThat(second.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(second.out()).contains("is there already");

        Launch list = dlm("engine", "ls");
        assertThat(list.out().lines())
                .containsExactly(
                        "used\tversion\tflavour\tfolder",
                        "*\t" + VERSION + "\tcpu\tcomes along",
                        "\t" + VERSION + "\tcpu\t" + place);
        assertThat(dlm("engine", "ls", "--json").out()).contains("\"flavour\" : \"cpu\"");
    }

    @Test
    void saysInALineWhyNothingWasInstalled() {
        Launch launch = dlm("engine", "install", "cpu", "-q", "--from", "http://127.0.0.1:1/none");
        assertThat(launch.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(launch.err()).startsWith("dlm: http://127.0.0.1:1/none/").hasLineCount(1);
        assertThat(cache().root()).doesNotExist();
        assertThat(dlm("engine", "install", "cu999").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(dlm("engine", "install", "cpu", "--from", "here").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(dlm("engine").err()).contains("install, ls or bridge");
    }

    @Test
    void keepsABridge() throws IOException {
        Files.writeString(folder.resolve("built.so"), "a bridge");
        assertThat(dlm("engine", "bridge", "2.13.0-cu130=built.so").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(cache().bridge("2.13.0", "cu130")).hasContent("a bridge");
        assertThat(dlm("engine", "bridge", "2.13.0-cu130=none.so").err()).contains("there is no bridge");
        assertThat(dlm("engine", "bridge", "built.so").err()).contains("VERSION-FLAVOUR=FILE");
    }

    @Test
    void aDoctorAsksTheDriverAndPython() throws IOException, InterruptedException {
        Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
        Files.createFile(libraries.resolve(System.mapLibraryName("torch_cpu")));
        Files.writeString(folder.resolve("torch/version.py"), "__version__ = '2.7.1+cu128'\ncuda = '12.8'\n");
        Map<String, String> said = Map.of(
                "nvidia-smi", "Driver Version: 550.90.07   CUDA Version: 12.4",
                "nvidia-smi --query-gpu=name,compute_cap --format=csv,noheader", "NVIDIA H100, 9.0\n",
                "python3", folder.resolve("torch") + "\n");
        GpuAdvice.Shipped shipped = new GpuAdvice.Shipped("linux-x86_64", "2.7.1", List.of("cpu", "cu128"));
        GpuDoctor.Findings found = new GpuDoctor(
                        command -> Optional.ofNullable(
                                said.get(command[0].equals("python3") ? "python3" : String.join(" ", command))),
                        folder,
                        cache(),
                        shipped)
                .look();
        assertThat(found.findings())
                .extracting(DoctorCommand.Finding::found)
                .containsExactly(
                        "NVIDIA driver 550.90.07, CUDA up to 12.4, NVIDIA H100 (9.0)",
                        "no PyTorch with CUDA in " + cache().root(),
                        "PyTorch 2.7.1 for cu128 in " + libraries);
        assertThat(found.advice().good()).isTrue();
        assertThat(found.advice().lines()).isNotEmpty();
    }

    @Test
    void aDoctorIsToldNothing() throws IOException, InterruptedException {
        GpuDoctor.Findings found =
                new GpuDoctor(command -> Optional.empty(), folder, cache(), GpuAdvice.Shipped.here()).look();
        assertThat(found.findings())
                .extracting(DoctorCommand.Finding::found)
                .containsExactly(
                        "neither nvidia-smi nor /proc/driver/nvidia tells of one",
                        "no PyTorch with CUDA in " + cache().root(),
                        "no PyTorch, or no Python");
        assertThat(found.advice().lines()).isEmpty();
    }
}
