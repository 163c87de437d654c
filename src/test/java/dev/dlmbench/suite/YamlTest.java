package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites follow YAML 1.2, not what older parsers made of it. */
class YamlTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"on", "no", "off", "yes", "y", "0o7", "2024", "true"})
    void wordsAreTextWhereTextIsDue(String word) {
        Suite suite =
                SuiteTexts.read(folder, SuiteTexts.HEAD + "  a: {process: {kind: masked}}\n" + "title: " + word + "\n");

        assertThat(suite.title()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "3e-4, 0.0003",
        "3E-4, 0.0003",
        "+.5, 0.5",
        "1., 1",
        "007, 7",
        "-0.0, 0",
        "1e-9, 1.0E-9",
    })
    void numbersMayHaveExponentsWithoutADot(String written, String value) {
        assertThat(SuiteTexts.onlyPoint(
                        SuiteTexts.points(folder, "a: {process: {kind: masked}}", "training.weightDecay=" + written)))
                .containsEntry("training.weightDecay", value);
    }

    @ParameterizedTest
    @CsvSource({
        "2M, 2000000",
        "1.5M, 1500000",
        "0.5k, 500",
        "1G, 1000000000",
        "2e6, 2000000",
        "12, 12",
    })
    void countsMayHaveSuffixes(String written, String value) {
        assertThat(SuiteTexts.onlyPoint(
                        SuiteTexts.points(folder, "a: {process: {kind: masked}}", "training.tokens=" + written)))
                .containsEntry("training.tokens", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:30", "0x10", "1_000", "1.2.3", "2m", "M", "0.0001k", "'12'", "9e99999", "1e-99999"})
    void otherNumbersAreNoCounts(String written) {
        assertThat(SuiteTexts.mistakes(
                        folder, SuiteTexts.HEAD + "  a: {process: {kind: masked}}\n", "data.documents=" + written))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told).contains("data.documents must be a"));
    }

    @Test
    void anchorsAndAliasesRepeatWhatTheyName() {
        List<Point> points = SuiteTexts.points(folder, """
                a: {process: &how {kind: masked, blockSize: 8}}
                b: {process: *how}
                """);

        assertThat(points).hasSize(2).allSatisfy(point -> assertThat(
                        point.settings().process().written().blockSize())
                .isEqualTo(8));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreRead() throws IOException {
        String yaml = (SuiteTexts.HEAD + "  a: {process: {kind: masked}}\n").replace("\n", "\r\n");
        Files.write(folder.resolve("suite.yaml"), ("\uFEFF" + yaml).getBytes(StandardCharsets.UTF_8));

        Suite suite = SuiteReader.read(folder.resolve("suite.yaml"), List.of());

        assertThat(suite.name()).isEqualTo("trial");
        assertThat(suite.text()).startsWith("schema");
    }

    @Test
    void theOrderOfKeysChangesNoSettings() {
        List<Point> points = SuiteTexts.points(folder, """
                a: {process: {kind: masked, blockSize: 8}, backbone: {width: 64, heads: 2}}
                b: {backbone: {heads: 2, width: 64}, process: {blockSize: 8, kind: masked}}
                """);

        assertThat(points.get(0).settings()).isEqualTo(points.get(1).settings());
    }
}
