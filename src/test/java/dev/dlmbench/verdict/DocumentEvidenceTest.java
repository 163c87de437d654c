package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.results.DocumentOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentEvidenceTest {

    /** Equal models on 128 windows of a running text, the last one shorter, whose differences correlate. */
    @ParameterizedTest
    @CsvSource({"0", ".6", ".8"})
    void intervalsOverARunningTextCoverNoDifferenceAsOftenAsClaimed(double correlation) {
        Random random = new Random(6);
        int trials = 3_000;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[][] left = new double[128][];
            double[][] right = new double[128][];
            double difference = random.nextGaussian();
            for (int i = 0; i < 128; i++) {
                double tokens = i == 127 ? 40 : 64;
                double nats = tokens * (2 + .3 * random.nextGaussian());
                left[i] = new double[] {nats, tokens};
                right[i] = new double[] {nats + difference * tokens / 64, tokens};
                difference =
                        correlation * difference + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            Evidence evidence = DocumentEvidence.byDocument(left, right, DocumentOrder.RUNNING_TEXT)
                    .orElseThrow();
            covered += evidence.interval().apply(.95).contains(0) ? 1 : 0;
        }
        assertThat(covered / (double) trials).isBetween(.93, .97);
    }

    /** Cochran's formula on two documents: 1 and 3 nats over 2 tokens each, mean 1, rests -1 and 1, sqrt(2 * 2) / 4. */
    @Test
    void independentDocumentsHaveTheErrorOfADifferenceOfRates() {
        Evidence evidence = DocumentEvidence.byDocument(
                        new double[][] {{5, 2}, {7, 2}}, new double[][] {{6, 2}, {10, 2}}, DocumentOrder.INDEPENDENT)
                .orElseThrow();
        assertThat(evidence.value()).isCloseTo(1, within(1e-12));
        assertThat(evidence.interval().apply(.95).high()).isCloseTo(1 + 12.7062 * .5, within(1e-4)); // t(.975, 1)
        assertThat(evidence.equivalent()).isEqualTo(2);
    }

    @Test
    void documentsOfOtherLengthsAreNotTheSame() {
        assertThat(DocumentEvidence.byDocument(
                        new double[][] {{5, 2}, {7, 2}}, new double[][] {{6, 2}, {10, 3}}, DocumentOrder.INDEPENDENT))
                .isEmpty();
    }
}
