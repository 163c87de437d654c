package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which continuation is the likeliest, and whether noise may have made it so. */
class RankingTest {
    private static final double[] NOISE = {-3, -2, -1, 0, 0, 1, 2, 3};

    private static ContinuationScore score(double mean, double[] noise) {
        return new ContinuationScore(
                4, Arrays.stream(noise).map(error -> mean + error).toArray());
    }

    @Test
    void theLeastNatsAreTheLikeliest() {
        Ranking ranking = Ranking.of(List.of(score(7, NOISE), score(4, NOISE), score(5, NOISE)));
        assertThat(ranking.first()).isEqualTo(1);
        assertThat(ranking.second()).isEqualTo(2);
        assertThat(ranking.margin().value()).isCloseTo(1, within(1e-12));
    }

    /** Errors of 0.71 on both sides, but the same ones: the difference has none. */
    @Test
    void sharedNoiseSeparatesWhatIsCloserThanTheErrors() {
        assertThat(score(0, NOISE).standardError()).isCloseTo(Math.sqrt(28 / 7. / 8), within(1e-12));
        assertThat(Ranking.of(List.of(score(4, NOISE), score(4.1, NOISE))).separated())
                .isTrue();
    }

    /** A margin of 1 with errors of the difference twice as large as {@link #NOISE}: 1 - 2.3646 sqrt(2) < 0. */
    @Test
    void oppositeNoiseDoesNot() {
        double[] opposite = Arrays.stream(NOISE).map(error -> -error).toArray();
        Ranking ranking = Ranking.of(List.of(score(4, NOISE), score(5, opposite)));
        assertThat(ranking.margin().standardError()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(ranking.separated()).isFalse();
        assertThat(Ranking.of(List.of(score(4, NOISE), score(7.3, opposite))).separated())
                .isFalse();
        assertThat(Ranking.of(List.of(score(4, NOISE), score(7.4, opposite))).separated())
                .isTrue();
    }

    @Test
    void equalOnesAreNotSeparatedAndTheFirstOfThemIsChosen() {
        double[] exact = {0};
        Ranking ranking = Ranking.of(List.of(score(5, exact), score(4, exact), score(4, exact)));
        assertThat(ranking.first()).isEqualTo(1);
        assertThat(ranking.separated()).isFalse();
        assertThat(Ranking.of(List.of(score(4.001, exact), score(4, exact))).separated())
                .isTrue();
    }
}
