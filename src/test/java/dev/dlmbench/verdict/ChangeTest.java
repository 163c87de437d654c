package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.metric.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a value has moved. */
class ChangeTest {
    /** Differences of 0.1 and 0.3: mean 0.2, standard error 0.1, and t of one degree of freedom is 12.706. */
    @Test
    void isTheMeanDifferenceWithStudentsInterval() {
        Change change = Change.between(Metric.NLL, Map.of(1L, 1.0, 2L, 2.0), Map.of(1L, 1.1, 2L, 2.3));

        assertThat(change.effect()).isCloseTo(.2, within(1e-12));
        assertThat(change.interval().orElseThrow().high()).isCloseTo(.2 + .1 * 12.706, within(1e-4));
        assertThat(change.words()).isEqualTo("+0.2000 [-1.071, 1.471]");
    }

    @Test
    void ofPerplexitiesIsARatio() {
        Change change = Change.between(Metric.GEN_PPL, Map.of(1L, 10.0, 2L, 40.0), Map.of(1L, 20.0, 2L, 80.0));

        assertThat(change.effect()).isCloseTo(2, within(1e-12));
        assertThat(change.ratio()).isTrue();
    }

    @Test
    void ofSingleValuesHasNoInterval() {
        Change change = Change.between(Metric.NLL, Map.of(1L, 1.5), Map.of(1L, 1.25));

        assertThat(change.interval()).isEmpty();
        assertThat(change.words()).isEqualTo("-0.2500");
    }
}
