package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema accepts the suites that there are, and refuses what the reader refuses. */
class SuiteSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(MAPPER.valueToTree(SuiteSchema.of()).toString());

    static Stream<Path> suites() throws IOException {
        try (Stream<Path> experiments = Files.walk(Path.of("experiments"));
                Stream<Path> checks = Files.list(Path.of("ci"))) {
            return Stream.concat(experiments, checks)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void acceptsEverySuite(Path file) throws IOException {
        assertThat(errors(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySuiteNamesIt(Path file) throws IOException {
        String first = Files.readString(file).lines().findFirst().orElseThrow();
        String start = "# yaml-language-server: $schema=";

        assertThat(first).startsWith(start);
        assertThat(file.resolveSibling(first.substring(start.length())).normalize())
                .isEqualTo(Path.of("docs/suite.schema.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "defaults: {backbone: {widht: 64}}",
                "defaults: {backbone: {width: wide}}",
                "defaults: {process: {kind: blocky}}",
                "defaults: {training: {tokens: 5x}}",
                "defaults: {judge: {kind: oracle}}",
                "metrics: [nul]",
                "experiments: {a: {matrix: {process.blockSize: 4}}}",
                "experiments: {a: {matrix: {process.blocksize: [4]}}}",
                "claims: [{id: a, says: so}]",
                "gate: {rules: [{metric: nll}]}",
                "executor: {time: 4}",
                "report: {charts: [pie]}"
            })
    void refusesWhatTheReaderRefuses(String text) {
        assertThat(errors("schema: dlm-bench/1\n" + text)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "defaults: {backbone: {width: [64, 128]}, data: {corpus: [stories, {kind: markov, symbols: 4}]}}",
                "defaults: {process: {blockSizes: {1: 0.25, 4: 0.75}}, training: {tokens: 1.5M}, latency: {batchSizes: [1]}}",
                "experiments: {a: {zip: {objective.clip: [[0, 1], [0.3, 0.8]]}, include: [{process.kind: masked}]}}"
            })
    void acceptsEveryFormOfAValue(String text) {
        assertThat(errors("schema: dlm-bench/1\n" + text)).isEmpty();
    }

    @Test
    void isTheOneThatIsCommitted() throws IOException {
        JsonNode committed = MAPPER.readTree(Path.of("docs/suite.schema.json").toFile());

        assertThat(committed)
                .as("./dlm schema > docs/suite.schema.json writes it anew")
                .isEqualTo(MAPPER.valueToTree(SuiteSchema.of()));
    }

    private static List<Error> errors(String yaml) {
        Object read =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
        return SCHEMA.validate(MAPPER.valueToTree(read).toString(), InputFormat.JSON);
    }
}
