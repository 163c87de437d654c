package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best point, those that are not told from it, and the rest. */
class RankingTest {
    @TempDir
    private Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void makeUp() throws IOException {
        suite = new MadeUpSuite(folder)
                .point("a", "", Values.of(Metric.NLL, 1.5, 1.6, 1.71), Values.of(Metric.THROUGHPUT, 10, 11, 12))
                .point("b", "", Values.of(Metric.NLL, 1, 1.1, 1.2), Values.of(Metric.THROUGHPUT, 20, 22, 24.1))
                .point("c", "", Values.of(Metric.NLL, 2.5, 2.6, 2.7));
    }

    @Test
    void theBestIsFirstWhicheverDirectionIsBetter() throws IOException {
        assertThat(ranked(Metric.NLL)).isEqualTo("b best, a worse, c worse");
        assertThat(ranked(Metric.THROUGHPUT)).isEqualTo("b best, a worse");
        assertThat(Ranking.of(suite.results(), Metric.NLL, "").clear()).isTrue();
    }

    /** Seed by seed b and d differ by 0.1, -0.1 and -0.05: the interval of that holds zero. */
    @Test
    void aRunnerUpThatIsNotToldApartIsNamed() throws IOException {
        suite.point("d", "", Values.of(Metric.NLL, .9, 1.2, 1.25));

        assertThat(ranked(Metric.NLL)).isEqualTo("b best, d not told apart, a worse, c worse");
        assertThat(Ranking.of(suite.results(), Metric.NLL, "").clear()).isFalse();
    }

    /**
     * Seed by seed d is worse than b by 0.1, 0.12 and 0.17, with a t of 6.2 and 2 degrees of freedom: p is 2.5 %, too
     * much once it is one of three comparisons with the best.
     */
    @Test
    void theMoreWereTriedTheClearerAPointMustBeWorse() throws IOException {
        suite = new MadeUpSuite(folder.resolve("two"))
                .point("b", "", Values.of(Metric.NLL, 1, 1.1, 1.2))
                .point("d", "", Values.of(Metric.NLL, 1.1, 1.22, 1.37));
        assertThat(ranked(Metric.NLL)).isEqualTo("b best, d worse");

        suite.point("a", "", Values.of(Metric.NLL, 1.5, 1.6, 1.71))
                .point("c", "", Values.of(Metric.NLL, 2.5, 2.6, 2.7));
        assertThat(ranked(Metric.NLL)).isEqualTo("b best, d not told apart, a worse, c worse");
    }

    @Test
    void whatWasNotMeasuredHasNoPlace() throws IOException {
        assertThat(ranked(Metric.PPL)).isEmpty();
    }

    private String ranked(Metric metric) throws IOException {
        return String.join(
                ", ",
                Ranking.of(suite.results(), metric, "").places().stream()
                        .map(place ->
                                place.point().id() + " " + place.standing().words())
                        .toList());
    }
}
