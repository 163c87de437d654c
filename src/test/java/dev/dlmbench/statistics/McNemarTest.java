package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.inference.BinomialTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McNemarTest {
    @Test
    void countsPairs() {
        boolean[] left = {true, true, true, false, false, true};
        boolean[] right = {true, false, false, true, false, true};
        assertThat(McNemar.of(left, right)).isEqualTo(new McNemar(2, 2, 1, 1));
        assertThat(McNemar.of(right, left)).isEqualTo(new McNemar(2, 1, 2, 1));
    }

    /**
     * The supplement of Fagerland, Lydersen and Laake (2013) has the first table and the formulas: of 8 that changed 1
     * did one way, so 2 (1 + 8) / 256, and 8 / 256 less. The others are by hand in the same way; in halves the mid-p is
     * 1 less half of C(4, 2) / 16.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 7, 12, .0703125, .0390625",
        "0, 0, 5, 0, .0625, .03125",
        "9, 3, 0, 2, .25, .125",
        "4, 2, 2, 4, 1, .8125",
        "4, 0, 0, 4, 1, .5"
    })
    void givesWhatHandsCompute(int both, int left, int right, int neither, double exact, double midP) {
        McNemar table = new McNemar(both, left, right, neither);
        assertThat(table.exact()).isCloseTo(exact, within(1e-12));
        assertThat(table.midP()).isCloseTo(midP, within(1e-12));
        assertThat(new McNemar(both, right, left, neither).midP()).isCloseTo(midP, within(1e-12));
    }

    /**
     * Approval of a president in two surveys (A. Agresti, Categorical Data Analysis, 1990, page 350; the example of R's
     * {@code mcnemar.test}): 86 and 150 of 1600 changed, z^2 = 64^2 / 236 = 17.36, and R prints p = 3.099e-05 for it,
     * 4.115e-05 with correction for continuity. SciPy's {@code binomtest(86, 236)} gives 3.7159361395713866e-05, its
     * {@code binom.pmf} 8.2254e-06 less.
     */
    @Test
    void givesTheValuesOfTheApprovalRatings() {
        McNemar ratings = new McNemar(794, 150, 86, 570);
        assertThat(ratings.exact()).isCloseTo(3.7159361395713866e-05, within(1e-15));
        assertThat(ratings.midP()).isCloseTo(2.893389517615428e-05, within(1e-15));
    }

    @ParameterizedTest
    @CsvSource({"6, 16", "0, 1", "3, 3", "40, 61", "700, 400"})
    void isTheLibrarysTestOfAFairSplit(int left, int right) {
        assertThat(new McNemar(5, left, right, 5).exact())
                .isCloseTo(
                        BinomialTest.withDefaults().test(left + right, left, .5).getPValue(), within(1e-12));
    }

    /** Over all splits of so many examples, each as likely as it is if both sides are as good. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 8, 21, 60})
    void falseAlarmsAreAsRareAsClaimed(int examples) {
        BinomialDistribution splits = BinomialDistribution.of(examples, .5);
        double alarms = 0;
        double mean = 0;
        for (int left = 0; left <= examples; left++) {
            McNemar table = new McNemar(0, left, examples - left, 0);
            alarms += table.exact() <= .05 ? splits.probability(left) : 0;
            mean += table.midP() * splits.probability(left);
        }
        assertThat(alarms).isLessThanOrEqualTo(.05);
        assertThat(mean).isCloseTo(.5, within(1e-12)); // of P(more uneven) + P(as uneven) / 2, whatever the law
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> new McNemar(0, 0, -1, 3)).hasMessageContaining("not negative");
        assertThatThrownBy(() -> McNemar.of(new boolean[2], new boolean[3])).hasMessageContaining("2 and 3");
    }
}
