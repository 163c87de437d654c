package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeComparisonTest {
    @TempDir
    private Path folder;

    private Path first = Path.of("");
    private Path second = Path.of("");

    @BeforeEach
    void makeTwoOfOneNode() throws IOException {
        first = node("first");
        second = node("second");
    }

    private Path node(String name) throws IOException {
        Path node = folder.resolve(name);
        Files.createDirectories(node.resolve("checkpoint"));
        Files.write(node.resolve("checkpoint/model.safetensors"), new byte[100_000]);
        Files.writeString(node.resolve("spec.json"), "{\"kind\":\"train\"}\n");
        Files.writeString(node.resolve("training.jsonl"), "{\"step\":1}\n");
        measurements(node, List.of(Measurement.of(Metric.NLL, 1.25, 4, Map.of())));
        return node;
    }

    private static void measurements(Path node, List<Measurement> measurements) throws IOException {
        JsonLines.write(
                node.resolve("measurements.jsonl"),
                measurements.stream().map(MeasurementLine::of).toList());
    }

    private List<String> differences() throws IOException {
        return NodeComparison.of(first, second).differences().stream()
                .map(NodeComparison.Difference::toString)
                .toList();
    }

    @Test
    void findsNothingBetweenEqualFolders() throws IOException {
        assertThat(differences()).isEmpty();
        assertThat(NodeComparison.of(first, second).same()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"provenance.json", "log.txt", "latency.json", "SHA256SUMS", "STATUS"})
    void leavesOutWhatNoTwoRunsShare(String name) throws IOException {
        Files.writeString(first.resolve(name), "this run");
        Files.writeString(second.resolve(name), "that run");
        assertThat(differences()).isEmpty();

        Files.delete(second.resolve(name));
        assertThat(differences()).isEmpty();
    }

    /** Only what lies beside the spec is known to be of one run; a file of that name elsewhere could be anything. */
    @Test
    void comparesFilesOfTheseNamesInSubfolders() throws IOException {
        Files.writeString(first.resolve("checkpoint/log.txt"), "this");
        Files.writeString(second.resolve("checkpoint/log.txt"), "that");

        assertThat(differences()).containsExactly("checkpoint/log.txt: differs from byte 3 on");
    }

    @Test
    void namesTheFirstByteThatDiffers() throws IOException {
        byte[] weights = new byte[100_000];
        weights[70_000] = 1;
        Files.write(second.resolve("checkpoint/model.safetensors"), weights);

        assertThat(differences()).containsExactly("checkpoint/model.safetensors: differs from byte 70001 on");
    }

    @Test
    void namesFilesThatOneOfThemLacks() throws IOException {
        Files.delete(first.resolve("training.jsonl"));
        Files.delete(second.resolve("spec.json"));

        assertThat(differences()).containsExactly("spec.json: only in the first", "training.jsonl: only in the second");
    }

    /** A file that only got longer differs where the shorter one ends. */
    @Test
    void noticesAFileThatIsTheBeginningOfTheOther() throws IOException {
        Files.writeString(second.resolve("training.jsonl"), "{\"step\":1}\n{\"step\":2}\n");

        assertThat(differences()).containsExactly("training.jsonl: differs from byte 12 on");
    }

    /** Every metric of time and memory may differ, be there once only, or stand elsewhere; no other may. */
    @ParameterizedTest
    @EnumSource(Metric.class)
    void timesMayDifferAndNothingElseMay(Metric metric) throws IOException {
        Measurement nll = Measurement.of(Metric.ENTROPY_RATE, 3, 1, Map.of());
        measurements(first, List.of(Measurement.of(metric, 1, 1, Map.of()), nll));
        measurements(second, List.of(Measurement.of(metric, 2, 1, Map.of()), nll));
        boolean timing = Arrays.asList(
                        Metric.LATENCY,
                        Metric.TTFB,
                        Metric.THROUGHPUT,
                        Metric.BATCH_INVARIANCE,
                        Metric.CACHE_EXACTNESS,
                        Metric.ANSWERS_PER_SECOND,
                        Metric.CODE_THROUGHPUT,
                        Metric.TRAIN_THROUGHPUT,
                        Metric.PEAK_MEMORY)
                .contains(metric);
        assertThat(differences()).isEqualTo(timing ? List.of() : List.of("measurements.jsonl: differs from line 1 on"));

        measurements(second, List.of(nll));
        assertThat(NodeComparison.of(first, second).same()).isEqualTo(timing);
        measurements(second, List.of(nll, Measurement.of(metric, 2, 1, Map.of())));
        assertThat(NodeComparison.of(first, second).same()).isEqualTo(timing);
    }

    @Test
    void noticesMeasurementsThatOneOfThemLacks() throws IOException {
        List<Measurement> more = new ArrayList<>(List.of(Measurement.of(Metric.NLL, 1.25, 4, Map.of())));
        more.add(Measurement.of(Metric.LATENCY, 2, 1, Map.of()));
        more.add(Measurement.of(Metric.PPL, 3.5, 4, Map.of()));
        measurements(second, more);
        assertThat(differences()).containsExactly("measurements.jsonl: line 3 is only in the second");

        second = first;
        first = folder.resolve("second");
        assertThat(differences()).containsExactly("measurements.jsonl: differs from line 3 on");
    }

    @Test
    void refusesMeasurementsThatCannotBeRead() throws IOException {
        Path file = second.resolve("measurements.jsonl");
        Files.writeString(file, "{\"metric\":\n");
        assertThatThrownBy(this::differences).hasMessageStartingWith(file + ":1: ");

        Files.write(file, new byte[] {'"', (byte) 0xff, '"', '\n'});
        assertThatThrownBy(this::differences).hasMessage(file + ":1: not text in UTF-8");
    }

    @Test
    void noticesAFolderInTheFilesPlace() throws IOException {
        Files.delete(second.resolve("checkpoint/model.safetensors"));
        Files.createDirectory(second.resolve("checkpoint/model.safetensors"));

        assertThat(differences()).containsExactly("checkpoint/model.safetensors: not a file in both");
    }
}
