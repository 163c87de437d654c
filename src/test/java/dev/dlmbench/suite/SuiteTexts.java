package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Suites for tests, written as text. */
final class SuiteTexts {
    /** What a suite needs besides experiments: six lines, the last of which opens them. */
    static final String HEAD = """
            schema: dlm-bench/1
            suite: trial
            defaults:
              data: {corpus: tinyshakespeare}
              training: {tokens: 1M}
            experiments:
            """;

    private SuiteTexts() {}

    /** Returns the suite that {@code yaml} describes. */
    static Suite read(Path folder, String yaml, String... overrides) {
        return SuiteReader.read(write(folder, "suite.yaml", yaml), List.of(overrides), folder);
    }

    /** Returns the points that {@code experiments}, put below {@link #HEAD}, expand to; there are no others. */
    static List<Point> points(Path folder, String experiments, String... overrides) {
        return read(folder, HEAD + experiments.indent(2) + "controls: []\n", overrides)
                .points();
    }

    /** Returns everything wrong with the suite that {@code yaml} describes, by headline without the file's folder. */
    static List<String> mistakes(Path folder, String yaml, String... overrides) {
        SuiteException thrown = catchThrowableOfType(SuiteException.class, () -> read(folder, yaml, overrides));
        assertThat(thrown).as("a refusal").isNotNull();
        return thrown.diagnostics().stream()
                .map(diagnostic -> diagnostic.headline().replace(folder + "/", ""))
                .toList();
    }

    /** Writes a file into {@code folder}. */
    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the flattened settings of the only point. */
    static Map<String, String> onlyPoint(List<Point> points) {
        assertThat(points).hasSize(1);
        return points.get(0).settings().flattened();
    }
}
