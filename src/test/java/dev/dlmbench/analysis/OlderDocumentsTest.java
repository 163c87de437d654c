package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Likelihoods that were stored without a word on their documents, with errors of 1 % of the value. */
class OlderDocumentsTest {
    @TempDir
    Path folder;

    /** Losses that correlate by .9 have 19 times the variance of a mean; 4.36 times the width, give or take a half. */
    @Test
    void documentsOfUnknownOrderAreTakenForARunningText() throws IOException {
        Interval running = interval("");
        Interval independent = interval("data.corpus=stories");
        assertThat((running.high() - running.low()) / (independent.high() - independent.low()))
                .isBetween(2.5, 8.0);
    }

    /** 512 documents: t(.975, 511) = 1.9646. */
    @Test
    void documentsOfASourceKeepTheirError() throws IOException {
        assertThat(interval("data.corpus=markov").high()).isCloseTo(2 + 1.9646 * .02, within(1e-4));
    }

    /** Where no error was stored there is none to widen; the order of the documents is told all the same. */
    @Test
    void aValueWithoutAnErrorKeepsNone() throws IOException {
        SuiteResults results = results("");
        SeedEntry seed = results.index().points().get(0).seeds().get(0);
        NodeRecord node = results.nodes().values().stream()
                .filter(any -> seed.own().containsValue(any.hash()))
                .findFirst()
                .orElseThrow();

        Measurement completed = OlderDocuments.completed(
                Measurement.of(Metric.NLL, 2, 512, Map.of()),
                results.index().points().get(0),
                node);

        assertThat(completed.standardError()).isNull();
        assertThat(DocumentOrder.of(completed)).contains(DocumentOrder.RUNNING_TEXT);
    }

    private Interval interval(String axes) throws IOException {
        SuiteResults results = results(axes);
        return results.summary(results.index().points().get(0), Metric.NLL)
                .interval()
                .orElseThrow();
    }

    private SuiteResults results(String axes) throws IOException {
        Random random = new Random(3);
        List<DocumentScore> documents = new ArrayList<>();
        double loss = random.nextGaussian();
        for (int i = 0; i < 512; i++) {
            documents.add(new DocumentScore(i, 50, 100 + 10 * loss, null));
            loss = .9 * loss + Math.sqrt(1 - .81) * random.nextGaussian();
        }
        return new MadeUpSuite(folder.resolve("store" + axes.length()))
                .point("a", axes, Map.of(NodeFiles.DOCUMENTS, documents), Values.of(Metric.NLL, 2))
                .results();
    }
}
