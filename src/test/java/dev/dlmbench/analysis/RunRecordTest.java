package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of decoding that was timed. */
class RunRecordTest {
    private static final String MODEL = Hashes.of("model");

    @TempDir
    private Path folder;

    private ResultStore store;

    @BeforeEach
    void open() {
        store = ResultStore.open(folder);
    }

    private void node(String hash, String spec, Map<String, Object> provenance, List<Measurement> measurements)
            throws IOException {
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(spec);
            attempt.writeMeasurements(measurements);
            attempt.writeProvenance(provenance);
            assertThat(attempt.commit()).isTrue();
        }
    }

    private List<RunRecord> records(String process, int blockSize, Map<String, String> settings, String latency)
            throws IOException {
        PointEntry point = new PointEntry(
                "x",
                "x",
                Map.of(),
                process,
                blockSize,
                64,
                settings,
                List.of(
                        new SeedEntry(7, Map.of("train", MODEL, "latency", latency)),
                        new SeedEntry(8, Map.of("train", MODEL)))); // decoding is timed at the first seed only
        return RunRecord.of(SuiteResults.read(
                store,
                new SuiteIndex(
                        "s",
                        "S",
                        "s.yaml",
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        Commentary.NONE,
                        List.of(),
                        List.of(point))));
    }

    @Test
    void everythingThatWhoeverRepeatsItMustKnowIsTold() throws IOException {
        String timed = Hashes.of("timed");
        node(
                MODEL,
                "{\"kind\":\"train\",\"spec\":{\"process\":{\"kind\":\"masked\"},\"training\":{\"tokens\":5000}}}",
                Map.of("device", "cuda"),
                List.of(Measurement.of(Metric.PARAMETERS, 1234, 1, Map.of())));
        node(
                timed,
                "{\"kind\":\"latency\",\"spec\":{\"latency\":"
                        + "{\"batchSizes\":[1,16],\"forks\":3,\"iterations\":5,\"warmupCalls\":300}}}",
                Map.of(
                        "device",
                        "cpu",
                        "cpu",
                        "Imaginary 9000",
                        "threads",
                        "2",
                        "precision",
                        "bfloat16",
                        "commit",
                        "c0ffee",
                        DecodingTimes.REGION,
                        "all but loading"),
                List.of());
        Map<String, String> settings = new TreeMap<>(Map.of(
                "data.tokenizer", "bpe",
                "data.tokenizer.path", "t.json",
                "sampling.samples", "64",
                "sampling.sampler", "psi",
                "sampling.stepsPerBlock", "8",
                "sampling.temperature", "0.9"));
        assertThat(records("masked", 16, settings, timed)).singleElement().satisfies(record -> {
            assertThat(record.point()).isEqualTo("x");
            assertThat(record.seed()).isEqualTo(7);
            assertThat(record.facts())
                    .containsEntry(
                            "checkpoint",
                            "model " + MODEL.substring(0, 12)
                                    + " (masked, 1\u202f234 parameters, trained on 5\u202f000 tokens)")
                    .containsEntry("tokenizer", "bpe, path t.json")
                    .containsEntry(
                            "protocol",
                            "sequences of 64 tokens at most, in blocks of 16; sampler psi, stepsPerBlock 8, temperature 0.9")
                    .containsEntry("device", "cpu, processor Imaginary 9000, threads: 2")
                    .containsEntry("dtype", "bfloat16")
                    .containsEntry("batch", "1, 16")
                    .containsEntry(
                            "warm-up", "in each JVM, whole decodings until 300 network calls are made, and one more")
                    .containsEntry("repetitions", "5 decodings in each JVM, JVMs: 3")
                    .containsEntry(DecodingTimes.REGION, "all but loading")
                    .containsEntry("software", "commit c0ffee");
        });
    }

    /** What older nodes did not record is not made up. */
    @Test
    void whatWasNotRecordedIsSaidToBeSo() throws IOException {
        String timed = Hashes.of("old");
        node(timed, "{\"kind\":\"latency\",\"spec\":{\"latency\":{\"prompted\":true}}}", Map.of(), List.of());
        assertThat(records("autoregressive", 0, Map.of("data.tokenizer", "char"), timed))
                .singleElement()
                .satisfies(record -> assertThat(record.facts())
                        .containsEntry("checkpoint", "model " + MODEL.substring(0, 12))
                        .containsEntry(
                                "protocol", "answers to the prompts of a task's test set, one token after another")
                        .containsEntry("dtype", "not recorded")
                        .containsEntry("batch", "not recorded")
                        .containsEntry(DecodingTimes.REGION, "not recorded"));
    }

    @Test
    void whatWasNotTimedHasNone() throws IOException {
        assertThat(records("masked", 4, Map.of(), Hashes.of("missing"))).isEmpty();
    }
}
