package dev.dlmbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void isUnderTheSameDefinitionWhateverTheValueAndTheOrderOfTheConditions() {
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("precision", "float32");
        reversed.put("batch", "8");

        assertThat(Measurement.of(Metric.THROUGHPUT, 1, 1, reversed).definition())
                .isEqualTo(Measurement.of(Metric.THROUGHPUT, 2, 5, Map.of("batch", "8", "precision", "float32"))
                        .definition())
                .matches("[0-9a-f]{16}");
    }

    @Test
    void isUnderAnotherDefinitionWhereAConditionDiffers() {
        assertThat(Measurement.of(Metric.THROUGHPUT, 1, 1, Map.of("batch", "8")).definition())
                .isNotEqualTo(Measurement.of(Metric.THROUGHPUT, 1, 1, Map.of("batch", "1"))
                        .definition());
    }

    @Test
    void aScoreSaysWhatItIsAndNothingElseDoes() {
        Map<String, String> words = Map.of(Measurement.SCORE, "the joint score");

        assertThat(Measurement.of(Metric.NLL, 1, Bound.SCORE, 2, .1, words).definition())
                .isNotEqualTo(Measurement.of(Metric.NLL, 1, Bound.UPPER, 2, .1, Map.of())
                        .definition());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measurement.of(Metric.NLL, 1, Bound.SCORE, 2, .1, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Measurement.of(Metric.NLL, 1, Bound.UPPER, 2, .1, words));
    }

    @Test
    void turnsWhatIsNotANumberIntoAReason() {
        Measurement infinite = Measurement.of(Metric.PPL, Double.POSITIVE_INFINITY, 1, Map.of());

        assertThat(infinite.value()).isNull();
        assertThat(infinite.reason()).isEqualTo("the value is Infinity");
    }
}
