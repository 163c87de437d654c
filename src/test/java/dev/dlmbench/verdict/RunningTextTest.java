package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims on documents that are windows of one text, where what is hard for a model stays so for a while. */
class RunningTextTest {
    private static final int PAIRS = 16;

    @TempDir
    Path folder;

    /**
     * Models that are equal but for chance, whose differences by document correlate by 0.8: an interval of 95 % leaves
     * 5 % of them decided. Taken for independent, half of them are: P(|N| > 1.97 / 3) = .51.
     */
    @Test
    void equalModelsAreRarelyToldApart() throws IOException {
        assertThat(decided("")).isLessThanOrEqualTo(3 / 16.);
    }

    /** Documents drawn one by one from a source are still taken for what they are. */
    @Test
    void documentsOfASourceAreIndependent() throws IOException {
        assertThat(decided("data.corpus=markov")).isGreaterThan(3 / 16.);
    }

    private double decided(String axes) throws IOException {
        Random random = new Random(8);
        double[] nats = random.doubles(256, 80, 120).toArray();
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point(
                        "a",
                        axes,
                        Map.of(NodeFiles.DOCUMENTS, documents(nats, new double[256])),
                        Values.of(Metric.NLL, 100 / 64.));
        for (int pair = 0; pair < PAIRS; pair++) {
            double[] differences = new double[256];
            differences[0] = random.nextGaussian();
            for (int i = 1; i < 256; i++) {
                differences[i] = .8 * differences[i - 1] + .6 * random.nextGaussian();
            }
            suite.point(
                            "b" + pair,
                            axes,
                            Map.of(NodeFiles.DOCUMENTS, documents(nats, differences)),
                            Values.of(Metric.NLL, 100 / 64.))
                    .claim("nll(a) < nll(b" + pair + ")");
        }
        return new ClaimJudge(suite.results())
                        .judge().stream()
                                .filter(verdict -> verdict.outcome() != Outcome.INCONCLUSIVE)
                                .count()
                / (double) PAIRS;
    }

    private static List<DocumentScore> documents(double[] nats, double[] differences) {
        return IntStream.range(0, nats.length)
                .mapToObj(i -> new DocumentScore(i, 64, nats[i] + differences[i], null))
                .toList();
    }
}
