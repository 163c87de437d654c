package dev.dlmbench;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.fixture.Documents;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suites that documents show, in whole and in part, can be read. */
class DocumentedSuitesTest {
    private static final Pattern EXPECTATION = Pattern.compile("^\\| `([a-z-]+\\(.+?)` \\|", Pattern.MULTILINE);

    /** Without settings that an experiment of another kind beside would have to take back. */
    private static final String PLAIN = "{kind: masked}";

    /** What an example of some settings may be set beside; it must be legal beside one of them. */
    private static final List<String> PROCESSES = List.of(
            PLAIN,
            "{kind: masked, blockSize: 16}",
            "{kind: masked, blockSizes: {1: 0.05, 16: 0.95}}",
            "{kind: hybrid, uniformShare: 0.2}");

    @TempDir
    private Path folder;

    @Test
    void theSuiteThatIsExplainedHasTheSizeThatIsSaid() throws IOException {
        Suite suite = read(explained());

        List<Point> compared = suite.points().stream()
                .filter(point -> point.settings().control().isEmpty())
                .toList();
        assertThat(compared).hasSize(17);
        assertThat(suite.points()).hasSize(17 + 3);
        assertThat(compared.stream().map(point -> point.settings().model()).distinct())
                .hasSize(7);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfASuiteCanBeRead(Documents.Example example) throws IOException {
        List<String> refusals = new ArrayList<>();
        List<String> suites = suitesWith(example);
        for (String suite : suites) {
            try {
                read(suite);
            } catch (SuiteException e) {
                refusals.add(e.getMessage());
            }
        }

        assertThat(refusals).hasSizeLessThan(suites.size());
    }

    /**
     * Returns suites that an example can be part of: itself, the suite that is explained with the example at its end,
     * or a small one with an experiment that has these settings.
     */
    private static List<String> suitesWith(Documents.Example example) {
        if (example.whole()) {
            return List.of(example.yaml());
        }
        if (Set.of("claims", "gate", "executor", "controls").contains(example.firstKey())) {
            String metrics = Stream.of(Metric.values())
                    .filter(metric -> metric.better() != Metric.Better.NONE)
                    .map(Metric::id)
                    .collect(joining(", "));
            return List.of(
                    explained().replaceFirst("metrics: .*", "metrics: [" + metrics + "]") + "\n" + example.yaml());
        }
        return PROCESSES.stream()
                .map(process ->
                        """
                        schema: dlm-bench/1
                        suite: example
                        defaults:
                          data: {corpus: markov, sequence: 128, tokens: 10k, documents: 8}
                          process: %s
                          training: {tokens: 1M}
                        experiments:
                          mdlm:
                            seeds: [1]
                        %s
                          example:
                        """.formatted(process, process.equals(PLAIN) ? "  ar: {process: {kind: autoregressive}}" : "")
                                + example.yaml().indent(4))
                .toList();
    }

    private static String explained() {
        return Documents.examples().stream()
                .filter(example -> example.whole() && example.document().endsWith("suites.md"))
                .findFirst()
                .orElseThrow()
                .yaml();
    }

    private Suite read(String suite) throws IOException {
        Files.writeString(folder.resolve("train.jsonl"), example("One?"));
        Files.writeString(folder.resolve("test.jsonl"), example("Two?"));
        Files.writeString(
                folder.resolve("samples.jsonl"),
                "{\"target\": \"4\", \"arguments\": {\"gen_args_0\": {\"arg_0\": \"Question\"}}}\n");
        return SuiteReader.read(Files.writeString(folder.resolve("example.yaml"), suite), List.of());
    }

    /** A line of the files that documents name. */
    private static String example(String question) {
        return "{\"question\": \"" + question + "\", \"answer\": 4, \"steps\": \"2+2\", \"level\": 1}\n";
    }

    @Test
    void everyExpectationThatIsExplainedIsOne() throws IOException {
        List<String> expectations = EXPECTATION
                .matcher(Files.readString(Path.of("docs/claims-and-gates.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(expectations).hasSizeGreaterThan(5).allSatisfy(expectation -> assertThat(
                        ExpectationParser.parse(expectation).statements())
                .isNotEmpty());
    }

    static List<Documents.Example> examples() {
        return Documents.examples();
    }
}
