package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.evaluation.JudgeSpec;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites that come with the project are right, whatever numbers they are tuned to. */
class ExperimentFilesTest {

    @ParameterizedTest
    @MethodSource("files")
    void everyCommittedSuiteIsReadAndExpanded(Path file) {
        Suite suite = SuiteReader.read(file, List.of());

        assertThat(suite.points()).isNotEmpty();
        assertThat(file).hasFileName(suite.name() + ".yaml");
    }

    @Test
    void theQuickstartComparesFourProcessesUnderTheOracle() {
        Suite suite = SuiteReader.read(Path.of("experiments/quickstart.yaml"), List.of());

        assertThat(suite.points())
                .extracting(point -> point.settings().process().kind())
                .contains(ProcessKind.AUTOREGRESSIVE, ProcessKind.MASKED, ProcessKind.UNIFORM);
        assertThat(suite.points()).extracting(Point::id).contains("block[process.blockSize=4,sampling.steps=16]");
        assertThat(suite.points())
                .allSatisfy(point -> assertThat(point.settings().judge().kind()).isEqualTo(JudgeSpec.Kind.ORACLE));
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("experiments"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }
}
