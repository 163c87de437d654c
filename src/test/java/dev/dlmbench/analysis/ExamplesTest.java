package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Wilson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamplesTest {

    /**
     * Two seeds and two examples that do not scatter, by chance: as sure as all that is independent. Of 8 answers that
     * is all 8 for a mean, 4 for all choices of 2, and 1 for the one choice of 8.
     */
    @ParameterizedTest
    @CsvSource({"ACCURACY, '', 8", "MAJ_AT_K, 2, 4", "PASS_AT_K, 2, 4", "MAJ_AT_K, 8, 1", "PASS_AT_K, 8, 1"})
    void anExampleIsWorthTheAnswersThatItsValueIsTheMeanOf(Metric metric, String k, int worth) {
        Map<String, String> conditions = k.isEmpty() ? Map.of("task", "t") : Map.of("task", "t", "k", k);
        Measurement half =
                Measurement.of(metric, .5, Bound.EXACT, 2, .1, conditions).detailed(Map.of(ExampleScore.ANSWERS, "8"));
        List<MetricRow> rows = List.of(
                new MetricRow("point", 1, "first", half, half.definition()),
                new MetricRow("point", 2, "second", half, half.definition()));
        String key = ExampleScore.key(metric, k);
        Examples examples = Examples.of(
                rows,
                node -> List.of(
                        new ExampleScore("a", Map.of(key, node.equals("first") ? 1.0 : 0)),
                        new ExampleScore("b", Map.of(key, node.equals("first") ? 0.0 : 1))));

        assertThat(examples.worth()).isEqualTo(worth);
        assertThat(examples.proportion().interval(.95).high())
                .isCloseTo(Wilson.interval(.5, 4 * worth, .95).high(), within(1e-12));
    }
}
