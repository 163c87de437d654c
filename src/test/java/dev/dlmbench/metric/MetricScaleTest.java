package dev.dlmbench.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricScaleTest {

    /** The geometric mean of 2 and 8 is 4, the arithmetic one 5. */
    @Test
    void perplexitiesAreAveragedAsLogarithmsAndNothingElseIs() {
        for (Metric metric : Metric.values()) {
            double expected = metric == Metric.PPL || metric == Metric.GEN_PPL ? 4 : 5;
            assertThat(metric.scale().mean(List.of(2.0, 8.0))).as(metric.id()).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void whatHasNoLogarithmIsAveragedAsItIs() {
        assertThat(Metric.GEN_PPL.scale().mean(List.of(0.0, 8.0))).isEqualTo(4);
    }

    @Test
    void nothingHasNoMean() {
        assertThatIllegalArgumentException().isThrownBy(() -> Metric.NLL.scale().mean(List.of()));
    }

    /** An information in nats has no natural zero to take ratios from; a time or a count has. */
    @Test
    void onlyWhatHasANaturalZeroIsComparedByRatios() {
        assertThat(Metric.LATENCY.scale().comparesRatios()).isTrue();
        assertThat(Metric.GEN_PPL.scale().comparesRatios()).isTrue();
        assertThat(Metric.NLL.scale().comparesRatios()).isFalse();
        assertThat(Metric.ENTROPY.scale().comparesRatios()).isFalse();
    }
}
