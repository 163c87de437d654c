package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.PointEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WinnersTest {
    @TempDir
    Path folder;

    @Test
    void theBestPointWinsIfEveryDifferenceIsReal() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "", Values.of(Metric.NLL, 1, 1.1, 1.2), Values.of(Metric.THROUGHPUT, 10, 11, 12))
                .point("b", "", Values.of(Metric.NLL, 1.5, 1.6, 1.71), Values.of(Metric.THROUGHPUT, 20, 22, 24.1))
                .point("c", "", Values.of(Metric.NLL, 2.5, 2.6, 2.7), Values.of(Metric.ENTROPY, 1, 2, 3));
        assertThat(Winners.of(suite.results(), Metric.NLL, "").map(PointEntry::id))
                .contains("a");
        assertThat(Winners.of(suite.results(), Metric.THROUGHPUT, "").map(PointEntry::id))
                .contains("b");
        assertThat(Winners.of(suite.results(), Metric.ENTROPY, "")).isEmpty(); // no direction
        assertThat(Winners.of(suite.results(), Metric.PPL, "")).isEmpty(); // not measured
        suite.point("e", "", Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "other"), 9, 9.1, 9.2));
        assertThat(Winners.of(suite.results(), Metric.NLL, "")).isEmpty(); // a and e cannot be compared
        suite.point("d", "", Values.of(Metric.NLL, .9, 1.2, 1.25));
        assertThat(Winners.of(suite.results(), Metric.NLL, "")).isEmpty(); // a and d cannot be told apart
    }
}
