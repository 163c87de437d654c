package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dlmbench.analysis.SuiteHistory.Moment;
import dev.dlmbench.analysis.SuiteHistory.Track;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baseline.Series;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a point measured from commit to commit. */
class SuiteHistoryTest {
    private static final String DEFINITION = measured(0).definition();

    @TempDir
    private Path folder;

    private ResultStore store;

    @BeforeEach
    void openStore() {
        store = ResultStore.open(folder);
    }

    private static Measurement measured(double nll) {
        return Measurement.of(Metric.NLL, nll, 1, Map.of());
    }

    private String node(int version, int seed, double nll, String commit, String dirty, String start)
            throws IOException {
        String spec = "{\"codeVersion\":" + version + ",\"kind\":\"train\",\"spec\":{\"seed\":" + seed + "}}";
        String hash = Hashes.of(spec);
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(spec);
            attempt.writeMeasurements(List.of(measured(nll)));
            attempt.writeProvenance(Map.of("commit", commit, "dirty", dirty, "start", start));
            assertThat(attempt.commit()).isTrue();
        }
        return hash;
    }

    private static SuiteIndex index(String... seeds) {
        List<SeedEntry> entries = IntStream.range(0, seeds.length)
                .mapToObj(i -> new SeedEntry(i + 1, Map.of("train", seeds[i])))
                .toList();
        PointEntry point = new PointEntry("a", "a", Map.of(), "masked", 4, 16, Map.of(), entries);
        return new SuiteIndex("made-up", "", "", "", List.of("nll"), List.of(), List.of(), null, null, List.of(point));
    }

    private static Baseline baseline(String created, String commit, Map<Long, Double> values) {
        return new Baseline(
                "made-up", created, commit, List.of(new Series("a", "nll", "", DEFINITION, values, List.of())));
    }

    @Test
    void olderVersionsOfTheCodeComeFirst() throws IOException {
        node(1, 1, 2.5, "aaaa", "false", "2026-01-01T10:00:00Z");
        node(1, 2, 2.6, "aaaa", "false", "2026-01-01T11:00:00Z");
        String first = node(2, 1, 2.1, "bbbb", "true", "2026-02-01T10:00:00Z");
        String second = node(2, 2, 2.2, "bbbb", "true", "2026-02-01T09:00:00Z");

        List<Track> tracks =
                SuiteHistory.of(store, index(first, second), Map.of()).tracks();

        assertThat(tracks).singleElement().satisfies(track -> {
            assertThat(track.point()).isEqualTo("a");
            assertThat(track.moments())
                    .extracting(Moment::commit, Moment::dirty, Moment::time, Moment::values)
                    .containsExactly(
                            tuple("aaaa", false, "2026-01-01T10:00:00Z", Map.of(1L, 2.5, 2L, 2.6)),
                            tuple("bbbb", true, "2026-02-01T09:00:00Z", Map.of(1L, 2.1, 2L, 2.2)));
        });
    }

    @Test
    void baselinesRememberWhatTheStoreHasLost() throws IOException {
        String now = node(2, 1, 2.1, "bbbb", "false", "2026-02-01T10:00:00Z");

        List<Moment> moments = SuiteHistory.of(
                        store,
                        index(now),
                        Map.of("baseline old", baseline("2025-12-31T00:00:00Z", "0000", Map.of(1L, 3.0))))
                .tracks()
                .get(0)
                .moments();

        assertThat(moments).extracting(Moment::source).containsExactly("baseline old", "nodes");
    }

    /** The commit at which it was saved need not be the one that measured it. */
    @Test
    void aBaselineOfValuesThatTheNodesHaveSaysNothingNew() throws IOException {
        String now = node(2, 1, 2.1, "bbbb", "false", "2026-02-01T10:00:00Z");

        assertThat(SuiteHistory.of(
                                store,
                                index(now),
                                Map.of("baseline same", baseline("2026-02-02T00:00:00Z", "cccc", Map.of(1L, 2.1))))
                        .tracks()
                        .get(0)
                        .moments())
                .extracting(Moment::source)
                .containsExactly("nodes");
    }
}
