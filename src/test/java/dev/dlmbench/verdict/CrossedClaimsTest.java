package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two points, three seeds, four documents of a source with 1 token each. b has 1, 2, 3 and 4 nats more than a, and its
 * seeds lie 0.1 apart: the mean difference is 2.5, its error .1 / sqrt 3 across seeds and sqrt(5 / 3) / 2 over
 * documents.
 */
class CrossedClaimsTest {
    private static final double SEEDS = 4.302653 * .1 / Math.sqrt(3); // t(.975, 2)
    private static final double DOCUMENTS = 3.182446 * Math.sqrt(5.0 / 3) / 2; // t(.975, 3)

    @TempDir
    Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() throws IOException {
        suite = new MadeUpSuite(folder);
        for (String corpus : List.of("markov", "tinyshakespeare")) {
            String kind = corpus.equals("markov") ? "" : "running-";
            suite.point(
                            kind + "a",
                            "data.corpus=" + corpus,
                            seed -> documents(10, 11, 12, 13),
                            Values.of(Metric.NLL, 11.5, 11.5, 11.5))
                    .point(
                            kind + "b",
                            "data.corpus=" + corpus,
                            seed -> documents(11 + shift(seed), 13 + shift(seed), 15 + shift(seed), 17 + shift(seed)),
                            Values.of(Metric.NLL, 13.9, 14, 14.1));
        }
    }

    private static double shift(int seed) {
        return (seed - 2) / 10.0;
    }

    private static Map<String, List<?>> documents(double... nats) {
        List<DocumentScore> documents = new ArrayList<>();
        for (int i = 0; i < nats.length; i++) {
            documents.add(new DocumentScore(i, 1, nats[i], null));
        }
        return Map.of(NodeFiles.DOCUMENTS, documents);
    }

    private Finding finding(String expect) throws IOException {
        return new ClaimJudge(suite.claim(expect).results())
                .judge()
                .get(0)
                .findings()
                .get(0);
    }

    /**
     * What has no seed scatters over documents alone: a minus b is as it is with a node for each seed of a, all equal.
     */
    @Test
    void oneNodeOfAllSeedsStandsBesideEachSeedOfTheOther() throws IOException {
        suite.point("one", "data.corpus=markov", seed -> documents(10, 11, 12, 13), Values.of(Metric.NLL, 11.5))
                .shared("one[data.corpus=markov]", 3);
        Finding shared = finding("nll(one) < nll(b)");
        Finding each = new ClaimJudge(suite.claim("nll(a) < nll(b)").results())
                .judge()
                .get(1)
                .findings()
                .get(0);
        assertThat(shared.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(shared.effect()).isEqualTo(each.effect());
        assertThat(shared.interval()).isEqualTo(each.interval());
        assertThat(shared.test()).isEqualTo(each.test());
        assertThat(shared.n()).isEqualTo(3);
    }

    @Test
    void aClaimOnLikelihoodAllowsForSeedsAndForTheText() throws IOException {
        Finding finding = finding("nll(a) < nll(b)");
        double half = Math.hypot(SEEDS, DOCUMENTS);
        assertThat(finding.effect().orElseThrow()).isCloseTo(2.5, within(1e-12));
        assertThat(finding.interval().orElseThrow().low()).isCloseTo(2.5 - half, within(1e-5));
        assertThat(finding.interval().orElseThrow().high()).isCloseTo(2.5 + half, within(1e-5));
        assertThat(finding.test()).isEqualTo("across seeds and documents, paired by seed and document");
        assertThat(finding.n()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(a) < nll(b) across seeds | paired by seed, Student's t, on this test text alone",
                "nll(a) < nll(b) across seeds-and-text | across seeds and documents, paired by seed and document",
                "nll(running-a) < nll(running-b) | across seeds and blocks of running text, paired by seed and document",
                "nll(a) < 20 | across seeds and documents",
                "nll(a) < 20 across seeds | across seeds, Student's t, on this test text alone"
            })
    void aClaimMaySayWhatItIsAcross(String expect, String test) throws IOException {
        assertThat(finding(expect).test()).isEqualTo(test);
    }

    @Test
    void acrossSeedsTheTextIsLeftOut() throws IOException {
        assertThat(finding("nll(a) < nll(b) across seeds")
                        .interval()
                        .orElseThrow()
                        .low())
                .isCloseTo(2.5 - SEEDS, within(1e-5));
    }

    /**
     * Minus 11.5 of a, which four documents with 10 to 13 nats leave as unsure as the difference; no scatter of seeds.
     */
    @Test
    void aClaimOnANumberAllowsForTheTextToo() throws IOException {
        assertThat(finding("nll(a) < 20").interval().orElseThrow().high()).isCloseTo(8.5 + DOCUMENTS, within(1e-5));
    }

    /** Perplexities as ratios: exp of the differences of nll. */
    @Test
    void perplexitiesHaveTheIntervalOfTheirLogarithm() throws IOException {
        MadeUpSuite other = new MadeUpSuite(folder.resolve("other"))
                .point("a", "data.corpus=markov", seed -> documents(1, 2, 3, 4), ppl(2.5, 2.5, 2.5))
                .point(
                        "b",
                        "data.corpus=markov",
                        seed -> documents(2 + shift(seed), 4 + shift(seed), 6 + shift(seed), 8 + shift(seed)),
                        ppl(4.9, 5, 5.1))
                .claim("ppl(a) < ppl(b)");
        Finding finding =
                new ClaimJudge(other.results()).judge().get(0).findings().get(0);
        assertThat(finding.ratio()).isTrue();
        assertThat(Math.log(finding.interval().orElseThrow().low()))
                .isCloseTo(2.5 - Math.hypot(SEEDS, DOCUMENTS), within(1e-5));
    }

    private static Values ppl(double... nll) {
        return Values.of(Metric.PPL, Arrays.stream(nll).map(Math::exp).toArray());
    }

    @Test
    void whatIsAskedForAndNotStoredIsNotReplacedByLess() throws IOException {
        suite.point("c", "", Values.of(Metric.NLL, 20, 20.1, 20.2));
        Finding finding = finding("nll(a) < nll(c) across seeds-and-text");
        assertThat(finding.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(finding.note())
                .isEqualTo("it takes two seeds or more and the stored likelihoods of the same documents on both sides");
        assertThat(finding("nll(a) < nll(c)").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }
}
