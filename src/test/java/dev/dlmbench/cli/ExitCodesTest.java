package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shell sees: each code, from a process of its own. */
class ExitCodesTest {
    private static final String STEADY = "likelihood:5=nll-1 likelihood:6=nll-1.1 likelihood:7=nll-1.2";
    private static final String WORSE = "likelihood:5=nll-2 likelihood:6=nll-2.1 likelihood:7=nll-2.21";
    private static final String OPEN = "likelihood:5=nll-1 likelihood:6=nll-1.1 likelihood:7=nll-1.25";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        String suite = RunSuites.text("""
                experiments:
                  ar: {process: {kind: autoregressive}}
                metrics: [nll]
                report: {charts: [], tables: [main]}
                gate:
                  rules:
                  - {metric: nll, tolerance: 1%}
                """).replace("defaults:", "defaults:\n  seeds: [5, 6, 7]");
        Files.writeString(folder.resolve("small.yaml"), suite);
        Files.writeString(folder.resolve("wrong.yaml"), suite.replace("width: 8", "widht: 8"));
        for (String store : List.of("same " + STEADY, "worse " + WORSE, "open " + OPEN)) {
            String name = store.substring(0, store.indexOf(' '));
            Launch.in(folder, store.substring(name.length() + 1), new String[] {"run", "small.yaml", "--store", name});
        }
        Launch.in(folder, "baseline", "save", "small.yaml", "--store", "same");
        Files.createDirectories(folder.resolve("spoilt/suites/small"));
        Files.writeString(folder.resolve("spoilt/suites/small/index.json"), "{");
    }

    static Stream<Arguments> commands() {
        String against = " --baseline same/baselines/small.json";
        return Stream.of(
                arguments("gate small.yaml --store same", ExitCode.OK),
                arguments("status --store spoilt", ExitCode.INTERNAL),
                arguments("validate wrong.yaml", ExitCode.USAGE),
                arguments("nonsense", ExitCode.USAGE),
                arguments("gate small.yaml --store worse" + against, ExitCode.REGRESSION),
                arguments("gate small.yaml --store open --strict" + against, ExitCode.INCONCLUSIVE),
                arguments("gate small.yaml --store open" + against, ExitCode.OK),
                arguments("gate small.yaml --store worse", ExitCode.NOT_COMPARABLE),
                arguments("merge worse --store same", ExitCode.NOT_COMPARABLE),
                arguments("fsck --store same", ExitCode.OK),
                arguments("fsck --store spoilt", ExitCode.SOME_FAILED),
                arguments("gate small.yaml --store empty" + against, ExitCode.SOME_FAILED));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandEndsWithItsCode(String command, int exitCode) {
        assertThat(Launch.in(folder, command.split(" ", -1)).exitCode())
                .as(command)
                .isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource({"fsck --store same, 0", "nonsense, 2", "fsck --store spoilt, 6"})
    void codesReachTheShell(String command, int exitCode) throws IOException, InterruptedException {
        assertThat(OwnProcess.start(folder, "", command).exitCode()).as(command).isEqualTo(exitCode);
    }

    @Tag("slow")
    @Test
    void aRunWithAFailureSaysSoAtItsEnd() {
        String[] command = {"run", "small.yaml", "--store", "failing"};
        assertThat(Launch.in(folder, "likelihood:6=fail", command).exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(folder.resolve("failing/failed")).isNotEmptyDirectory();
    }

    /** Ctrl-C in the middle of the second training: the first is kept, and the same command goes on to the end. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anInterruptedRunGoesOnWhereItEnded() throws IOException, InterruptedException {
        OwnProcess run = OwnProcess.start(folder, "train:6=sleep", "run small.yaml --store stopped");
        run.awaitTrace("begin train:6");

        run.signal("INT");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(run.output()).contains("Run the same command again to go on from here.");
        OwnProcess again = OwnProcess.start(folder, "", "run small.yaml --store stopped");
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(again.output()).contains("7 nodes: 3 were there, 4 computed, 0 failed, 0 skipped.");
        assertThat(folder.resolve("stopped/attempts")).isEmptyDirectory();
    }
}
