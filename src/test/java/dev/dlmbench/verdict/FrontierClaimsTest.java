package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frontiers that are straight: ln gen-PPL is the entropy less 1, or less something else. */
class FrontierClaimsTest {
    /** The quantile of 97.5 % of Student's t with two degrees of freedom. */
    private static final double T = 4.30265272974946;

    @TempDir
    private Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() {
        suite = new MadeUpSuite(folder);
    }

    private Finding finding(String expect) throws IOException {
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.claim(expect).results()).judge();
        return verdicts.get(verdicts.size() - 1).findings().get(0);
    }

    /** Returns the values of a point at an entropy, seed by seed as much below it as {@code below} says. */
    private static Values[] at(double entropy, double... below) {
        return new Values[] {
            Values.of(Metric.ENTROPY, Arrays.stream(below).map(seed -> entropy).toArray()),
            Values.of(
                    Metric.GEN_PPL,
                    Arrays.stream(below).map(seed -> Math.exp(entropy - seed)).toArray())
        };
    }

    private void frontier(String experiment, double from, double to, double... below) throws IOException {
        suite.point(experiment, "sampling.temperature=0.9", at(from, below))
                .point(experiment, "sampling.temperature=1", at(to, below));
    }

    /** Between the entropies 3 and 4 that both have, b is higher by .5, .55 and .6. */
    @Test
    void theEffectIsTheMeanDifferenceOverTheSharedEntropies() throws IOException {
        frontier("a", 2, 4, 1, 1, 1);
        frontier("b", 3, 5, .5, .45, .4);
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(found.statement()).isEqualTo("frontier(a) < frontier(b)");
        assertThat(found.effect().orElseThrow()).isCloseTo(Math.exp(.55), within(1e-9));
        Interval interval = found.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(Math.exp(.55 - T * .05 / Math.sqrt(3)), within(1e-6));
        assertThat(interval.high()).isCloseTo(Math.exp(.55 + T * .05 / Math.sqrt(3)), within(1e-6));
        assertThat(found.basis()).isEqualTo("paired by seed, Student's t, n = 3; over entropies of 3.000 to 4.000");
    }

    /** A bend: up to entropy 3 it is as a, from there on twice as steep, so that it is .25 higher from 2 to 4. */
    @Test
    void aFrontierBendsAtItsPoints() throws IOException {
        frontier("a", 2, 4, 1, 1, 1);
        suite.point("b", "sampling.topP=0.8", at(2, 1, 1, 1))
                .point("b", "sampling.topP=0.9", at(3, 1, 1, 1))
                .point("b", "sampling.topP=1", at(4, 0, 0, 0));
        assertThat(finding("frontier(a) < frontier(b)").effect().orElseThrow()).isCloseTo(Math.exp(.25), within(1e-9));
    }

    @Test
    void theContraryIsRefuted() throws IOException {
        frontier("a", 2, 4, 1, 1, 1);
        frontier("b", 3, 5, .5, .45, .4);
        assertThat(finding("frontier(a) > frontier(b)").outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(finding("frontier(a) >= frontier(b) within 10%").outcome()).isEqualTo(Outcome.REFUTED);
        assertThat(finding("frontier(a) >= frontier(b) within 150%").outcome()) // exp(.55) is less than 2.5
                .isEqualTo(Outcome.SUPPORTED);
    }

    @Test
    void seedsCanBeDrawnAnew() throws IOException {
        frontier("a", 2, 4, 1, 1, 1, 1, 1, 1);
        frontier("b", 3, 5, .5, .45, .4, .5, .45, .4);
        Finding found = finding("frontier(a) < frontier(b) by bootstrap");
        assertThat(found.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(found.test()).isEqualTo("paired by seed, bootstrap");
        assertThat(found.effect().orElseThrow()).isCloseTo(Math.exp(.55), within(1e-9));
        Interval interval = found.interval().orElseThrow();
        assertThat(interval.low()).isBetween(Math.exp(.5) - 1e-9, Math.exp(.55));
        assertThat(interval.high()).isBetween(Math.exp(.55), Math.exp(.6) + 1e-9);
    }

    /** The mean of values drawn anew lies among them, so that five of one sign would always decide. */
    @Test
    void fewSeedsCannotBeDrawnAnew() throws IOException {
        frontier("a", 2, 4, 1, 1, 1, 1, 1);
        frontier("b", 3, 5, .5, .45, .4, .45, .5);
        Finding found = finding("frontier(a) < frontier(b) by bootstrap");
        assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(found.note()).contains("it takes 6 seeds");
    }

    @Test
    void oneSeedDecidesNothing() throws IOException {
        frontier("a", 2, 4, 1);
        frontier("b", 3, 5, .5);
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(found.note()).isEqualTo("fewer than two seeds that both sides have show no scatter");
    }

    @Test
    void withoutSharedEntropiesNothingIsDecided() throws IOException {
        frontier("a", 2, 3, 1, 1);
        frontier("b", 4, 5, .5, .4);
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(found.note())
                .isEqualTo("seed 1: they have no entropies in common, 2.000 to 3.000 and 4.000 to 5.000");
    }

    /** The shorter one is 1 long: .2 of it decides nothing, .3 does. */
    @Test
    void whereOnlyTheirEndsMeetNothingIsDecided() throws IOException {
        frontier("a", 2, 3, 1, 1.01);
        frontier("b", 2.8, 5, .5, .5);
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(found.note())
                .isEqualTo(
                        "seed 1: they share less than a quarter of the shorter one, 2.000 to 3.000 and 2.800 to 5.000");
        frontier("c", 2.7, 5, .5, .5);
        assertThat(finding("frontier(a) < frontier(c)").outcome()).isEqualTo(Outcome.SUPPORTED);
    }

    @Test
    void whatIsNoFrontierIsNotComparable() throws IOException {
        frontier("a", 2, 4, 1, 1);
        for (int steps : new int[] {4, 8}) {
            suite.point("b", "sampling.steps=" + steps + ",sampling.temperature=1", at(3, .5, .4))
                    .point("b", "sampling.steps=" + steps + ",sampling.temperature=2", at(4, .5, .4));
        }
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(found.note()).isEqualTo("frontier(b) holds several frontiers: b,steps=4; b,steps=8");
        assertThat(finding("frontier(a) < frontier(b, steps=8)").outcome()).isNotEqualTo(Outcome.NOT_COMPARABLE);
    }

    @Test
    void whatWasNotMeasuredIsNamed() throws IOException {
        frontier("a", 2, 4, 1, 1);
        suite.point("b", "sampling.temperature=1", at(3, .5, .4))
                .point("b", "sampling.temperature=2", Values.of(Metric.ENTROPY, 4, 4));
        Finding found = finding("frontier(a) < frontier(b)");
        assertThat(found.outcome()).isEqualTo(Outcome.MISSING);
        assertThat(found.note()).isEqualTo("gen-ppl(b,temperature=2): not measured");
    }
}
