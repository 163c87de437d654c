package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(suite.points()).extracting(Point::id).contains("block,blockSize=4");
        assertThat(suite.points())
                .allSatisfy(
                        point -> assertThat(point.settings().evaluator().kind()).isEqualTo(EvaluatorSpec.Kind.ORACLE));
    }

    /**
     * The budgets of BD3-LM's appendix C: a million steps of 512 sequences, 65.5 billion tokens on LM1B and 524.3 on
     * OpenWebText, of which 850,000 before and 150,000 after the block size is set.
     */
    @ParameterizedTest
    @CsvSource({"bd3lm-lm1b, base, 850000, 150000, 128", "bd3lm-openwebtext, base, 850000, 150000, 1024"})
    void thePapersBudgetsAreDeclared(String suite, String first, long before, long after, int sequence) {
        List<Point> points = SuiteReader.read(Path.of("experiments/paper/" + suite + ".yaml"), List.of())
                .points();
        for (Point point : points) {
            long steps = point.settings().training().steps(sequence);
            assertThat(point.settings().data().sequence()).isEqualTo(sequence);
            assertThat(steps)
                    .isEqualTo(
                            switch (point.experiment()) {
                                case "base" -> before;
                                case "block" -> after;
                                default -> before + after;
                            });
        }
        assertThat(points).anyMatch(point -> point.settings().from().equals(first));
    }

    /** The steps of BlockGen's released recipes. */
    @ParameterizedTest
    @CsvSource({"blockgen-lm1b, 250000", "blockgen-openwebtext, 1000000", "blockgen-tinygsm, 250000"})
    void blockGensBudgetsAreDeclared(String suite, long steps) {
        assertThat(SuiteReader.read(Path.of("experiments/paper/" + suite + ".yaml"), List.of())
                        .points())
                .allSatisfy(point -> assertThat(point.settings()
                                .training()
                                .steps(point.settings().data().sequence()))
                        .isEqualTo(steps));
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("experiments"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }
}
