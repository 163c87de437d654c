package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What charts show of frontiers and of controls. */
class FrontierChartsTest {
    /** The quantile of 97.5 % of Student's t with two degrees of freedom. */
    private static final double T = 4.30265272974946;

    @TempDir
    private Path folder;

    private static Values ppl(double... logarithms) {
        double[] values = logarithms.clone();
        Arrays.setAll(values, i -> Math.exp(logarithms[i]));
        return Values.of(Metric.GEN_PPL, values);
    }

    private List<Series> series(String chart, MadeUpSuite suite) throws IOException {
        return Charts.byName(chart)
                .orElseThrow()
                .figure(suite.results())
                .orElseThrow()
                .series();
    }

    /** In the middle, ln gen-PPL is 1.5, 1.6 and 1.7: a standard deviation of .1. */
    @Test
    void theBandOfAFrontierIsThatOfItsCurvesAcrossSeeds() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "sampling.temperature=1", Values.of(Metric.ENTROPY, 2, 2, 2), ppl(1, 1.1, 1.2))
                .point("a", "sampling.temperature=2", Values.of(Metric.ENTROPY, 3, 3, 3), ppl(2, 2.1, 2.2))
                .point("b", "", Values.of(Metric.ENTROPY, 2.5, 2.5, 2.5), ppl(1, 1, 1));
        List<Series> series = series("genppl-frontier", suite);
        assertThat(series).extracting(Series::name).containsExactly("a", "b");
        assertThat(series.get(0).band()).isTrue();
        assertThat(series.get(0).marks().stream().filter(Mark::marked).map(Mark::point))
                .containsExactlyInAnyOrder("a,temperature=1", "a,temperature=2");
        Mark middle = series.get(0).marks().stream()
                .filter(mark -> mark.x() == 2.5)
                .findFirst()
                .orElseThrow();
        assertThat(middle.y()).isCloseTo(Math.exp(1.6), within(1e-9));
        Interval band = middle.interval().orElseThrow();
        assertThat(band.high()).isCloseTo(Math.exp(1.6 + T * .1 / Math.sqrt(3)), within(1e-6));
        assertThat(series.get(1).line()).as("a point alone is no curve").isFalse();
    }

    /** The control needs no call, which a logarithmic axis has no place for. */
    @Test
    void aControlIsALineAcrossTheCallsOfOthers() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "sampling.steps=8", Values.of(Metric.NFE, 8), ppl(2))
                .point("a", "sampling.steps=32", Values.of(Metric.NFE, 32), ppl(1))
                .control("c", "", Values.of(Metric.NFE, 0), ppl(1.5));
        List<Series> series = series("genppl-nfe", suite);
        assertThat(series).extracting(Series::title).containsExactly("a", "c\u202f\u2021");
        assertThat(series.get(1).marks()).extracting(Mark::x).containsExactly(8., 32.);
        assertThat(series.get(1).marks())
                .allSatisfy(mark -> assertThat(mark.y()).isCloseTo(Math.exp(1.5), within(1e-9)));
    }

    @Test
    void closenessToTextIsDrawnOverCallsToo() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "sampling.steps=8", Values.of(Metric.NFE, 8, 8), Values.of(Metric.MAUVE, .5, .7))
                .point("a", "sampling.steps=32", Values.of(Metric.NFE, 32, 32), Values.of(Metric.MAUVE, .8, .9))
                .point("b", "", Values.of(Metric.NFE, 16, 16)) // whose MAUVE was not measured
                .control("c", "", Values.of(Metric.NFE, 0, 0), Values.of(Metric.MAUVE, .1, .1));
        List<Series> series = series("mauve-nfe", suite);
        assertThat(series).extracting(Series::title).containsExactly("a", "c\u202f\u2021");
        assertThat(series.get(0).marks()).extracting(Mark::x).containsExactly(8., 32.);
        assertThat(series.get(0).marks().get(0).y()).isCloseTo(.6, within(1e-12));
        assertThat(series.get(1).marks()).extracting(Mark::y).containsOnly(.1);
    }

    /** A frontier goes across calls at one place, where the network's own distribution stands for it. */
    @Test
    void overCallsAFrontierIsThePointThatDrawsAsTheNetworkSays() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "sampling.temperature=0.5", Values.of(Metric.NFE, 8), ppl(1))
                .point("a", "sampling.temperature=1", Values.of(Metric.NFE, 8), ppl(2))
                .point("b", "sampling.topP=0.8", Values.of(Metric.NFE, 4), ppl(1))
                .point("b", "sampling.topP=0.9", Values.of(Metric.NFE, 4), ppl(2))
                .point("c", "sampling.steps=4", Values.of(Metric.NFE, 4), ppl(1))
                .point("c", "sampling.steps=8", Values.of(Metric.NFE, 8), ppl(2));
        assertThat(series("genppl-nfe", suite))
                .flatExtracting(Series::marks)
                .extracting(Mark::point)
                .containsExactly("a,temperature=1", "b,topP=0.8", "b,topP=0.9", "c,steps=4", "c,steps=8");
    }

    @Test
    void pointsOfASweepOverSomethingElseAreNoFrontiers() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("a", "sampling.temperature=0.5", Values.of(Metric.ENTROPY, 2), ppl(1))
                .point("a", "sampling.temperature=1", Values.of(Metric.ENTROPY, 3), ppl(2))
                .point("c", "sampling.steps=4", Values.of(Metric.ENTROPY, 2), ppl(1))
                .point("c", "sampling.steps=8", Values.of(Metric.ENTROPY, 2), ppl(2))
                .point("d", "", Values.of(Metric.ENTROPY, 2), ppl(1));
        assertThat(series("genppl-frontier", suite)).extracting(Series::name).containsExactly("a", "d");
    }
}
