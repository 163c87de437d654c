package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites that ask for a device which no machine has: the hundredth. */
class DeviceCommandsTest {
    private static final String WRITTEN = """
            experiments:
              ar: {process: {kind: autoregressive}}
              there: {process: {kind: masked}, engine: {device: cuda:99}}
            metrics: [nll]
            report: {charts: [], tables: [main]}
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), RunSuites.text(WRITTEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan small.yaml", "run small.yaml", "run --dry-run small.yaml"})
    void refusesADeviceThatIsNotThereBeforeAnythingRuns(String command) throws IOException {
        Launch launch = Launch.in(folder, command.split(" ", -1));

        List<String> lines = Files.readAllLines(file);
        int line = lines.indexOf(lines.stream()
                .filter(text -> text.contains("cuda:99"))
                .findFirst()
                .orElseThrow());
        String place = "small.yaml:" + (line + 1) + ":" + (lines.get(line).indexOf("cuda:99") + 1) + ":";
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(launch.err())
                .contains(place)
                .contains("engine.device is cuda:99")
                .contains("(point there)");
        assertThat(ResultStore.open(folder.resolve("results")).nodes()).isEmpty();
        assertThat(folder.resolve("trace")).doesNotExist();
    }

    @Test
    void refusesWhatACommandLineAsksFor() {
        Launch launch = Launch.in(folder, "plan", "small.yaml", "engine.device=cuda:98");

        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(launch.err()).contains("engine.device is cuda:98");
    }

    @Test
    void aSuiteMayBeRightElsewhere() {
        assertThat(Launch.in(folder, "validate", "small.yaml").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Launch.in(folder, "plan", "small.yaml", "executor.kind=slurm", "executor.partition=gpu")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsComputedAlreadyNeedsNoDevice() throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("results"));
        Plan plan = new Planner(RunSuites.FACTS, store, false).plan(SuiteReader.read(file, List.of()), "small.yaml");
        for (Node node : plan.nodes()) {
            try (Attempt attempt = store.begin(node.hash())) {
                attempt.writeSpec("{\"kind\":\"" + node.kind().id() + "\"}");
                attempt.writeMeasurements(List.of());
                attempt.writeProvenance(Map.of("device", "gpu(99)"));
                assertThat(attempt.commit()).isTrue();
            }
        }

        assertThat(Launch.in(folder, "plan", "small.yaml").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Launch.in(folder, "run", "small.yaml").out()).contains("Nothing to compute");
    }
}
