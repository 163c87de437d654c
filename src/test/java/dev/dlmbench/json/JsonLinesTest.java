package dev.dlmbench.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    @TempDir
    Path folder;

    @Test
    void givesBackSamplesWithTheirLineFeeds() throws IOException {
        Sample sample =
                new Sample(0, "one\ntwo\u2028\"three\" <b>\u0000", "stop", Map.of("denoise", 16L, "commit", 4L));
        Path file = folder.resolve("samples.jsonl");
        JsonLines.write(file, List.of(sample, sample));

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(JsonLines.read(file, Sample.class)).containsExactly(sample, sample);
        assertThat(JsonLines.read(file, Sample.class, 1)).containsExactly(sample);
    }

    @Test
    void givesBackEveryBitOfANumber() throws IOException {
        TrainingStep step = new TrainingStep(1, 0.1 + 0.2, 1e-300, Math.nextUp(1.0));
        Path file = folder.resolve("training.jsonl");
        JsonLines.write(file, List.of(step));

        assertThat(JsonLines.read(file, TrainingStep.class)).containsExactly(step);
    }

    @Test
    void keepsAnAbsentStandardErrorAbsent() throws IOException {
        DocumentScore exact = new DocumentScore(3, 128, 200.5, null);
        Path file = folder.resolve("documents.jsonl");
        JsonLines.write(file, List.of(exact));

        assertThat(JsonLines.read(file, DocumentScore.class)).containsExactly(exact);
    }

    @Test
    void refusesToWriteWhatIsNotANumber() {
        assertThatThrownBy(() -> JsonLines.write(folder.resolve("x"), List.of(new TrainingStep(1, Double.NaN, 0, 0))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"step\":1,\"loss\":NaN,\"learningRate\":0,\"gradientNorm\":0}",
                "{\"step\":1,\"learningRate\":0,\"gradientNorm\":0}",
                "{\"step\":1.5,\"loss\":1,\"learningRate\":0,\"gradientNorm\":0}",
                "{\"step\":1,\"loss\":\"1\",\"learningRate\":0,\"gradientNorm\":0}",
                "{\"step\":1,\"loss\":1,\"learningRate\":0,\"gradientNorm\":0,\"more\":0}",
                "{\"step\":1,\"loss\":1,\"loss\":1,\"learningRate\":0,\"gradientNorm\":0}",
                "{\"step\":1,\"loss\":1,\"learningRate\":0,\"gradientNorm\":0} {}",
                "null",
                "",
            })
    void refusesALineThatIsNotExactlyAStep(String line) throws IOException {
        Path file = Files.writeString(
                folder.resolve("training.jsonl"),
                "{\"step\":1,\"loss\":1,\"learningRate\":0,\"gradientNorm\":0}\n" + line + "\n");

        assertThatThrownBy(() -> JsonLines.read(file, TrainingStep.class))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":2: ");
    }

    @Test
    void stopsAtALineThatIsTooLong() throws IOException {
        Path file = folder.resolve("long.jsonl");
        Files.writeString(file, "\n".repeat(0) + " ".repeat(JsonLines.LONGEST_LINE + 1) + "\n");

        assertThatThrownBy(() -> JsonLines.read(file, Sample.class)).hasMessageContaining(file + ":1: longer than");
    }
}
