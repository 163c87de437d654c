package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.evaluation.DecodingTimer;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is made of the times of single decodings. */
class LatencyWorkTest {
    /** Medians 10, 12 and 20 ms, first tokens after 1, 2 and 3 ms; single decodings hardly scatter within a JVM. */
    private static final List<List<Double>> FORKS =
            List.of(List.of(10.0, 10.0, 99.0), List.of(12.0, 11.9, 12.1), List.of(20.0, 20.0, 20.0));

    private static final List<List<Double>> FIRSTS = List.of(List.of(1.0), List.of(2.0), List.of(3.0));

    @Test
    void jvmsAreWhatScatters() {
        Measurement latency = of(Metric.LATENCY, 1, FORKS);
        assertThat(latency.value()).isCloseTo(14, within(1e-12));
        assertThat(latency.n()).isEqualTo(3);
        assertThat(latency.standardError()).isCloseTo(Math.sqrt((16 + 4 + 36) / 2.0 / 3), within(1e-12));
        assertThat(of(Metric.TTFB, 1, FORKS).value()).isCloseTo(2, within(1e-12));
        assertThat(of(Metric.TTFB, 1, FORKS).standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void throughputCountsTheTokensOfAllSequences() {
        Measurement throughput = of(Metric.THROUGHPUT, 16, FORKS);
        // 16 sequences of 50 tokens in 10, 12 and 20 ms
        assertThat(throughput.value()).isCloseTo((80_000 + 200_000 / 3.0 + 40_000) / 3, within(1e-9));
        assertThat(throughput.n()).isEqualTo(3);
    }

    /** One decoding of 30 tokens in 10 ms, one of 10 in 5 ms, one of 40 in 10 ms: 1/3, 1/2 and 1/4 ms for a token. */
    @Test
    void throughputCountsWhatEachDecodingDrew() {
        DecodingTimer.Times times = new DecodingTimer.Times(
                1,
                List.of(List.of(10.0, 5.0, 10.0)),
                List.of(List.of(1.0)),
                List.of(List.of(30L, 10L, 40L)),
                Map.of(),
                Double.NaN);
        assertThat(of(Metric.THROUGHPUT, times).value()).isCloseTo(3000, within(1e-9));
    }

    @Test
    void answersPerSecondCountSequencesWhateverTheirTokens() {
        // 16 answers in 10, 12 and 20 ms
        assertThat(of(Metric.ANSWERS_PER_SECOND, 16, FORKS).value())
                .isCloseTo((1600 + 4000 / 3.0 + 800) / 3, within(1e-9));
        assertThat(LatencyWork.timed(times(16, FORKS), false))
                .noneMatch(measurement -> measurement.metric() == Metric.ANSWERS_PER_SECOND);
    }

    @Test
    void oneJvmHasNoStandardErrorHoweverManyDecodingsItDid() {
        assertThat(of(Metric.LATENCY, 1, FORKS.subList(0, 1)).standardError()).isNull();
    }

    @Test
    void timesUnderOtherFlagsOfTheJvmMeanSomethingElse() {
        Measurement latency = of(Metric.LATENCY, 1, FORKS);
        assertThat(latency.conditions()).containsKey("jvm flags");
        assertThat(Objects.requireNonNull(latency.conditions().get("jvm flags")))
                .contains("-XX:");
    }

    private static Measurement of(Metric metric, int batch, List<List<Double>> forks) {
        return of(metric, times(batch, forks));
    }

    private static Measurement of(Metric metric, DecodingTimer.Times times) {
        return LatencyWork.timed(times, true).stream()
                .filter(measurement -> measurement.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static DecodingTimer.Times times(int batch, List<List<Double>> forks) {
        List<List<Long>> tokens = Collections.nCopies(forks.size(), Collections.nCopies(3, 50L * batch));
        return new DecodingTimer.Times(batch, forks, FIRSTS, tokens, Map.of(), Double.NaN);
    }
}
