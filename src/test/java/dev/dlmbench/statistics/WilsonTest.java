package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {

    /** R. G. Newcombe, Statistics in Medicine 17, 1998, table I, score method without correction for continuity. */
    @ParameterizedTest
    @CsvSource({"81, 263, .2553, .3662", "15, 148, .0624, .1605", "0, 20, 0, .1611", "1, 29, .0061, .1718"})
    void givesThePrintedIntervals(int right, int examples, double low, double high) {
        Interval interval = Wilson.interval((double) right / examples, examples, .95);
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
        Interval wrong = Wilson.interval(1 - (double) right / examples, examples, .95);
        assertThat(wrong.low()).isCloseTo(1 - high, within(5e-5));
        assertThat(wrong.high()).isCloseTo(1 - low, within(5e-5));
    }

    @Test
    void hasAWidthAtBothEndsAndEndsThere() {
        double square = 1.959964 * 1.959964;
        assertThat(Wilson.interval(0, 7, .95).low()).isZero();
        assertThat(Wilson.interval(0, 7, .95).high()).isCloseTo(square / (7 + square), within(1e-6));
        assertThat(Wilson.interval(1, 7, .95).high()).isEqualTo(1);
        assertThat(Wilson.interval(1, 7, .95).low()).isCloseTo(7 / (7 + square), within(1e-6));
    }

    /** An end is a proportion that a normal test just does not reject. */
    @ParameterizedTest
    @CsvSource({".3, 10", ".95, 41.5", ".5, .4"})
    void endsAreAQuantileOfTheirOwnErrorsAway(double proportion, double size) {
        Interval interval = Wilson.interval(proportion, size, .95);
        for (double end : new double[] {interval.low(), interval.high()}) {
            assertThat(Math.abs(proportion - end) / Math.sqrt(end * (1 - end) / size))
                    .isCloseTo(1.959964, within(1e-6));
        }
    }

    /** Summed over all outcomes; coverage of a discrete number oscillates. */
    @ParameterizedTest
    @CsvSource({"200, .02", "200, .1", "200, .5", "1000, .02", "1000, .5", "1000, .99"})
    void coversAboutAsOftenAsClaimed(int examples, double truth) {
        BinomialDistribution outcomes = BinomialDistribution.of(examples, truth);
        double covered = 0;
        for (int right = 0; right <= examples; right++) {
            if (Wilson.interval((double) right / examples, examples, .95).contains(truth)) {
                covered += outcomes.probability(right);
            }
        }
        assertThat(covered).isBetween(.93, .97);
    }

    @Test
    void refusesWhatIsNoProportion() {
        assertThatThrownBy(() -> Wilson.interval(1.01, 10, .95)).hasMessageContaining("1.01 of 10");
        assertThatThrownBy(() -> Wilson.interval(Double.NaN, 10, .95)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Wilson.interval(.5, 0, .95)).hasMessageContaining("of 0");
    }
}
