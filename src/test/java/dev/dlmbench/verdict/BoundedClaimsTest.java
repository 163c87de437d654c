package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What claims come to where a value is an upper bound. The quantity behind a bound may be anything below it, so a
 * verdict on the values is one on the quantities exactly if it would stay for every smaller quantity.
 */
class BoundedClaimsTest {
    @TempDir
    Path folder;

    private MadeUpSuite suite() throws IOException {
        return new MadeUpSuite(folder)
                .point("exact1", "", nll(Bound.EXACT, 1))
                .point("exact2", "", nll(Bound.EXACT, 2))
                .point("bound1", "", nll(Bound.UPPER, 1))
                .point("bound2", "", nll(Bound.UPPER, 2))
                .point("bound2b", "", nll(Bound.UPPER, 2.001))
                .point("bound2c", "", Values.of(Metric.NLL, Bound.UPPER, Map.of(), 2, 2.002, 1.999))
                .point("exact2b", "", nll(Bound.EXACT, 2.001));
    }

    private static Values nll(Bound bound, double about) {
        return Values.of(Metric.NLL, bound, Map.of(), about, about + .001, about - .001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(exact1) < nll(exact2) | supported",
                "nll(bound1) < nll(exact2) | supported",
                "nll(exact1) < nll(bound2) | supported for the bound",
                "nll(bound1) < nll(bound2) | supported for the bound",
                "nll(exact2) < nll(exact1) | refuted",
                "nll(exact2) < nll(bound1) | refuted",
                "nll(bound2) < nll(exact1) | refuted for the bound",
                "nll(bound2) < nll(bound1) | refuted for the bound",
                "nll(exact1) > nll(bound2) | refuted for the bound",
                "nll(bound1) <= nll(exact2) within 0.1 | supported",
                "nll(exact1) <= nll(bound2) within 0.1 | supported for the bound",
                "nll(exact2) <= nll(bound1) within 0.1 | refuted",
                "nll(bound2) <= nll(exact1) within 0.1 | refuted for the bound",
                "nll(exact2) = nll(exact2b) within 0.1 | supported",
                "nll(exact2) = nll(bound2b) within 0.1 | supported for the bound",
                "nll(bound2) = nll(exact2b) within 0.1 | supported for the bound",
                "nll(bound1) = nll(exact2) within 0.1 | refuted",
                "nll(exact1) = nll(bound2) within 0.1 | refuted for the bound",
                "nll(exact2) = nll(bound1) within 0.1 | refuted",
                "nll(bound2) = nll(exact1) within 0.1 | refuted for the bound",
                "nll(bound1) = nll(bound2) within 0.1 | refuted for the bound",
                "nll(bound1) < 1.5 | supported",
                "nll(bound2) < 1.5 | refuted for the bound",
                "1.5 < nll(bound2) | supported for the bound",
                "1.5 < nll(bound1) | refuted",
                "1.5 < nll(exact2) | supported",
                "nll(exact1) < nll(bound2) and nll(bound1) < nll(exact2) | supported for the bound",
                "nll(exact1) < nll(bound2) and nll(exact2) < nll(exact1) | refuted",
                "nll(bound2) < nll(bound1) and nll(exact2) < nll(exact1) | refuted",
                "nll(bound2) = nll(bound2c) within 0.0002 | inconclusive",
                "nll(bound2) < nll(bound2c) and nll(exact1) < nll(bound2) | inconclusive"
            })
    void aVerdictIsForTheBoundWhereItsSlackCouldDecideOtherwise(String expect, String outcome) throws IOException {
        ClaimVerdict verdict =
                new ClaimJudge(suite().claim(expect).results()).judge().get(0);
        assertThat(verdict.outcome().words()).isEqualTo(outcome);
    }

    /** What is said of an upper bound is said of the quantity where it holds for a lower bound as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(exact1) < nll(narrow) | supported",
                "nll(exact1) < nll(wide) | supported for the bound",
                "nll(bound1) < nll(narrow) | supported",
                "nll(narrow) < nll(exact1) | refuted",
                "nll(wide) < nll(exact1) | refuted for the bound",
                "nll(narrow) < nll(bound1) | refuted",
                "nll(exact1) <= nll(narrow) within 0.1 | supported",
                "nll(narrow) <= nll(exact1) within 0.1 | refuted",
                "nll(narrow) < nll(exact3) | supported",
                "nll(exact3) < nll(narrow) | refuted",
                "1.5 < nll(narrow) | supported",
                "1.5 < nll(wide) | supported for the bound",
                "nll(narrow) < 1.5 | refuted",
                "nll(wide) < 1.5 | refuted for the bound",
                "nll(narrow) < nll(exact2) | refuted for the bound"
            })
    void aVerdictIsForTheQuantityWhereBothBoundsShowIt(String expect, String outcome) throws IOException {
        MadeUpSuite sandwiched = suite().point("exact3", "", nll(Bound.EXACT, 3))
                .point("narrow", "", nll(Bound.UPPER, 2).detailed(Measurement.LOWER, "1.9"))
                .point("wide", "", nll(Bound.UPPER, 2).detailed(Measurement.LOWER, "0.5"));
        ClaimVerdict verdict =
                new ClaimJudge(sandwiched.claim(expect).results()).judge().get(0);
        assertThat(verdict.outcome().words()).isEqualTo(outcome);
    }

    /** A score compares with scores of the same words alone: not with a likelihood, a bound or a number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(score1) < nll(score2) | supported",
                "nll(score2) < nll(score1) | refuted",
                "nll(score1) < nll(other2) | not comparable",
                "nll(score1) < nll(bound2) | not comparable",
                "nll(exact1) < nll(score2) | not comparable",
                "nll(score1) < 2 * ppl(exactly) | not comparable",
                "nll(score1) < 1.5 | not comparable",
                "1.5 < nll(score2) | not comparable"
            })
    void aScoreIsRankedAmongItsLikeAlone(String expect, String outcome) throws IOException {
        MadeUpSuite scored = suite().point("score1", "", score("one", 1))
                .point("score2", "", score("one", 2))
                .point("other2", "", score("other", 2))
                .point("exactly", "", Values.of(Metric.PPL, 2, 2.001, 1.999));
        ClaimVerdict verdict =
                new ClaimJudge(scored.claim(expect).results()).judge().get(0);
        assertThat(verdict.outcome().words()).isEqualTo(outcome);
    }

    private static Values score(String of, double about) {
        return Values.of(Metric.NLL, Bound.SCORE, Map.of(Measurement.SCORE, of), about, about + .001, about - .001);
    }

    /** Every exact quantity below a bound is tried: none that the verdict is not for the bound of may turn it over. */
    @Test
    void noQuantityBelowABoundTurnsAVerdictThatIsNotForTheBound() {
        for (Outcome said : new Outcome[] {Outcome.SUPPORTED, Outcome.REFUTED}) {
            for (Relation relation : Relation.values()) {
                for (double effect : new double[] {-3, -.05, .05, 3}) {
                    if (holds(relation, effect) == (said == Outcome.SUPPORTED)) {
                        for (int bounds = 0; bounds < 4; bounds++) {
                            boolean left = (bounds & 1) > 0;
                            boolean right = (bounds & 2) > 0;
                            boolean stays = true;
                            for (double slack = 0; slack < 10; slack += .01) {
                                stays &= !left || holds(relation, effect + slack) == holds(relation, effect);
                                stays &= !right || holds(relation, effect - slack) == holds(relation, effect);
                            }
                            assertThat(said.bounded(relation, effect, left, right) == said)
                                    .as(said + " " + relation + " " + effect + " " + left + " " + right)
                                    .isEqualTo(stays);
                        }
                    }
                }
            }
        }
    }

    /** Whether a relation holds of quantities that differ by so much, right minus left, with a tolerance of 0.1. */
    private static boolean holds(Relation relation, double effect) {
        return switch (relation) {
            case LESS -> effect > 0;
            case AT_MOST -> effect >= -.1;
            case EQUAL -> Math.abs(effect) <= .1;
        };
    }
}
