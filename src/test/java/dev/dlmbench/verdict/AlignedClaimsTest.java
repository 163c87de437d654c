package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points beside lines that were measured at other places. */
class AlignedClaimsTest {
    private static final String CLAIM = "gen-ppl(a) < gen-ppl(b) at equal nfe";
    private static final Map<String, String> EVALUATOR = Map.of("judge", "x");

    @TempDir
    Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() {
        suite = new MadeUpSuite(folder);
    }

    private static Values genPpl(Bound bound, Map<String, String> conditions, double value) {
        return Values.of(Metric.GEN_PPL, bound, conditions, value, 1.0001 * value, .9999 * value);
    }

    private void add(String experiment, double nfe, Values genPpl) throws IOException {
        suite.point(experiment, "sampling.steps=" + nfe, genPpl, Values.of(Metric.NFE, nfe, nfe, nfe));
    }

    private void line(DoubleUnaryOperator value, double... places) throws IOException {
        for (double nfe : places) {
            add("b", nfe, genPpl(Bound.EXACT, EVALUATOR, value.applyAsDouble(nfe)));
        }
    }

    private Finding finding() throws IOException {
        return new ClaimJudge(suite.claim(CLAIM).results())
                .judge()
                .get(0)
                .findings()
                .get(0);
    }

    /** 12 + 100 / nfe bends upwards in logarithms too, so that a chord lies above it. */
    private static double convex(double nfe) {
        return 12 + 100 / nfe;
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.7, 5, 6, 7.5, 12, 14, 25})
    void theIntervalHoldsWhatAConvexLineIsBetweenItsPoints(double nfe) throws IOException {
        line(AlignedClaimsTest::convex, 2, 4, 8, 16, 32);
        add("a", nfe, genPpl(Bound.EXACT, EVALUATOR, 10));
        Finding finding = finding();
        double truth = convex(nfe) / 10;
        assertThat(finding.effect().orElseThrow()).isGreaterThan(1.002 * truth); // the chord
        assertThat(finding.interval().orElseThrow().contains(truth)).isTrue();
        assertThat(finding.test()).contains("how far the line may bend between its points");
    }

    /** At 5.66 calls the line is 29.67 and its chord 30.2: a point between them is worse than the line. */
    @Test
    void aPointBetweenALineAndItsChordIsLeftOpen() throws IOException {
        line(AlignedClaimsTest::convex, 2, 4, 8, 16);
        add("a", 5.66, genPpl(Bound.EXACT, EVALUATOR, 29.9));
        assertThat(finding().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void aPointBelowBothIsStillBetter() throws IOException {
        line(AlignedClaimsTest::convex, 2, 4, 8, 16);
        add("a", 5.66, genPpl(Bound.EXACT, EVALUATOR, 26));
        assertThat(finding().outcome()).isEqualTo(Outcome.SUPPORTED);
    }

    /** 100 - nfe^2 bends downwards. */
    @Test
    void theIntervalHoldsWhatAConcaveLineIsBetweenItsPoints() throws IOException {
        DoubleUnaryOperator concave = nfe -> 100 - nfe * nfe;
        line(concave, 2, 4, 6, 8);
        add("a", 5, genPpl(Bound.EXACT, EVALUATOR, 10));
        assertThat(finding().interval().orElseThrow().contains(concave.applyAsDouble(5) / 10))
                .isTrue();
    }

    /** Two points say no more than that a line which only falls lies between them. */
    @Test
    void twoPointsLeaveOpenWhatIsBetweenThem() throws IOException {
        line(AlignedClaimsTest::convex, 4, 8);
        add("a", 5.66, genPpl(Bound.EXACT, EVALUATOR, 10));
        assertThat(finding().interval().orElseThrow().low()).isCloseTo(2.45, within(.01));
        assertThat(finding().interval().orElseThrow().high()).isCloseTo(3.7, within(.01));
    }

    @Test
    void atAPointOfTheLineNothingIsAdded() throws IOException {
        line(AlignedClaimsTest::convex, 2, 4, 8);
        add("a", 4, genPpl(Bound.EXACT, EVALUATOR, 10));
        Finding finding = finding();
        assertThat(finding.test()).isEqualTo("paired by seed, Student's t");
        assertThat(finding.interval().orElseThrow().low()).isCloseTo(3.7, within(1e-3));
    }

    @Test
    void valuesUnderOtherDefinitionsAreNotCompared() throws IOException {
        line(AlignedClaimsTest::convex, 2, 4, 8);
        add("a", 5, genPpl(Bound.EXACT, Map.of("judge", "y"), 10));
        assertThat(finding().outcome()).isEqualTo(Outcome.NOT_COMPARABLE);
        assertThat(finding().note())
                .isEqualTo("measured on other text, by another evaluator, or under another definition");
    }

    @Test
    void theMarkOfABoundIsKept() throws IOException {
        for (double nfe : new double[] {2, 4, 8}) {
            add("b", nfe, genPpl(Bound.UPPER, EVALUATOR, convex(nfe)));
        }
        add("a", 5, genPpl(Bound.EXACT, EVALUATOR, 10));
        Finding finding = finding();
        assertThat(finding.note()).isEqualTo("the right side is an upper bound; the quantity itself may be smaller");
        assertThat(finding.outcome().words()).isEqualTo("supported for the bound");
    }
}
