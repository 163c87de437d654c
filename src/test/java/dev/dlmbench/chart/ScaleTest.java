package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.chart.Scale.Tick;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void putsEqualRatiosEquallyFarApart() {
        assertThat(Scale.LOG10.position(100) - Scale.LOG10.position(10)).isCloseTo(1, within(1e-12));
        assertThat(Scale.LOG2.position(64) - Scale.LOG2.position(16)).isCloseTo(2, within(1e-12));
    }

    @Test
    void labelsPowersOfTwo() {
        assertThat(labels(Scale.LOG2, 2, 6, 8)).containsExactly("4", "8", "16", "32", "64");
        assertThat(labels(Scale.LOG2, 0, 10, 4)).containsExactly("1", "8", "64", "512");
    }

    @Test
    void labelsWithinADecade() {
        assertThat(labels(Scale.LOG10, Math.log10(3.5), Math.log10(16), 6))
                .containsExactly("4", "5", "6", "8", "10", "15");
    }

    @Test
    void labelsDecadesOnlyWhereThereAreMany() {
        assertThat(labels(Scale.LOG10, 0, 5, 5)).containsExactly("1", "10", "100", "1000", "10k", "100k");
    }

    @Test
    void givesEachTickOfALogarithmicAxisTheDecimalsItNeeds() {
        assertThat(labels(Scale.LOG10, Math.log10(0.25), Math.log10(40), 4))
                .containsExactly("0.3", "1", "3", "10", "30");
    }

    @Test
    void fallsBackToEvenStepsWithinASmallRange() {
        assertThat(labels(Scale.LOG10, Math.log10(6.1), Math.log10(6.9), 4))
                .containsExactly("6.2", "6.4", "6.6", "6.8");
    }

    @Test
    void labelsEvenStepsWithTheDecimalsTheyNeed() {
        assertThat(labels(Scale.LINEAR, 1.29, 1.61, 4)).containsExactly("1.3", "1.4", "1.5", "1.6");
        assertThat(labels(Scale.LINEAR, 0, 500, 5)).containsExactly("0", "100", "200", "300", "400", "500");
        assertThat(labels(Scale.LINEAR, -1, 1, 4)).containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
    }

    @Test
    void marksWithoutALabelWhatLiesWithinDecades() {
        assertThat(Scale.LOG10.minorTicks(0, 2)).hasSize(16).contains(2.0, 9.0, 20.0, 90.0);
        assertThat(Scale.LOG10.minorTicks(0.1, 0.9)).isEmpty();
        assertThat(Scale.LINEAR.minorTicks(0, 2)).isEmpty();
        assertThat(Scale.LOG2.minorTicks(0, 8)).isEmpty();
    }

    @Test
    void takesFewerTicksUntilTheirLabelsFit() {
        assertThat(Scale.LINEAR.ticks(0, 100, 20, ticks -> ticks.size() <= 6))
                .extracting(Tick::label)
                .containsExactly("0", "20", "40", "60", "80", "100");
    }

    /** Sums of steps and powers are not quite what they should be. */
    @Test
    void neverLabelsRoundingErrors() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 500; trial++) {
            double low = 10 * (random.nextDouble() - 0.5);
            double high = low + Math.pow(10, 5 * random.nextDouble() - 3);
            for (Scale scale : Scale.values()) {
                assertThat(labels(scale, low, high, 2 + random.nextInt(8)))
                        .doesNotHaveDuplicates()
                        .allSatisfy(label -> assertThat(label).hasSizeLessThanOrEqualTo(10));
            }
        }
    }

    @Test
    void hasNoPlaceForWhatIsNotPositiveOnALogarithmicScale() {
        assertThat(Scale.LOG10.admits(0)).isFalse();
        assertThat(Scale.LINEAR.admits(0)).isTrue();
        assertThat(Scale.LINEAR.admits(Double.NaN)).isFalse();
    }

    private static List<String> labels(Scale scale, double low, double high, int wanted) {
        return scale.ticks(low, high, wanted).stream().map(Tick::label).toList();
    }

    @Test
    void looksDifferentForFortyNineSeries() {
        assertThat(IntStream.range(0, 49).mapToObj(Look::of)).doesNotHaveDuplicates();
    }
}
