package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.LossProfile.Axis;
import dev.dlmbench.evaluation.LossProfile.Row;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an exact denoiser loses: as much as the source, wherever that can be said in closed form. */
class LossProfileTest {
    private static final int TOKENS = 4;
    private static final int LENGTH = 16;
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(1, TOKENS, .5, 3));

    private static List<int[]> documents(int count) {
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(SOURCE.draw(LENGTH, new Seeds(5).stream("document", i)));
        }
        return documents;
    }

    private static List<Row> rows(ProcessSpec spec, int blockSize, int draws, List<int[]> documents, Axis axis) {
        var process = spec.process(blockSize, TOKENS);
        return new LossProfile(process, draws, 32)
                .measure(new OracleDenoiser(SOURCE, process), documents, false, token -> token, new Seeds(7)).stream()
                        .filter(row -> row.axis() == axis)
                        .toList();
    }

    private static double truth(List<int[]> documents) {
        return documents.stream()
                        .mapToDouble(document -> -SOURCE.logLikelihood(document))
                        .sum()
                / (documents.size() * LENGTH);
    }

    /**
     * A block of one token is masked with probability t and weighs 1 / t: whatever the time, the expected loss is that
     * of predicting it from the left.
     */
    @Test
    void singleTokensLoseTheSameAtEveryTime() {
        List<int[]> documents = documents(64);
        List<Row> rows = rows(ProcessSpec.of(ProcessKind.MASKED, 1), 1, 16, documents, Axis.TIME);
        assertThat(rows).hasSize(10).extracting(Row::at).startsWith(.05, .15).endsWith(.95);
        assertThat(rows.subList(2, 10)).allSatisfy(row -> assertThat(row.rate().value())
                .isCloseTo(truth(documents), within(4 * row.rate().standardError())));
    }

    /** With true conditionals the bound is the likelihood, and it is the mean over all times. */
    @Test
    void theMeanOverTimesIsTheLikelihood() {
        List<int[]> documents = documents(64);
        for (ProcessKind kind : List.of(ProcessKind.MASKED, ProcessKind.UNIFORM)) {
            List<Row> rows = rows(ProcessSpec.of(kind, 8), 8, 16, documents, Axis.TIME);
            double mean = rows.stream().mapToDouble(row -> row.rate().value()).sum() / 10;
            double error = Math.sqrt(rows.stream()
                            .mapToDouble(row -> Math.pow(row.rate().standardError(), 2))
                            .sum())
                    / 10;
            assertThat(error).isLessThan(.05);
            assertThat(mean).isCloseTo(truth(documents), within(4 * error));
        }
    }

    /** Left to right there is no noise: the classes' losses, weighed by their tokens, are the documents' likelihood. */
    @Test
    void frequencyClassesAddUpToTheLikelihood() {
        List<int[]> documents = documents(8);
        double nats = 0;
        for (Row row : rows(ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), 0, 1, documents, Axis.FREQUENCY)) {
            long tokens = documents.stream()
                    .flatMapToInt(Arrays::stream)
                    .filter(token -> token == row.at())
                    .count();
            nats += row.rate().value() * tokens;
        }
        assertThat(nats / (documents.size() * LENGTH)).isCloseTo(truth(documents), within(1e-9));
    }

    /** The given first tokens are in no class, and neither are their nats. */
    @Test
    void aFirstTokenThatNothingPredictsIsInNoClass() {
        List<int[]> documents = documents(8);
        double first = documents.stream()
                .mapToDouble(document -> -SOURCE.logLikelihood(Arrays.copyOf(document, 1)))
                .sum();
        double nats = 0;
        for (Row row : rows(new AutoregressiveSpec(Beginning.NONE), 0, 1, documents, Axis.FREQUENCY)) {
            long tokens = documents.stream()
                    .flatMapToInt(document -> Arrays.stream(document).skip(1))
                    .filter(token -> token == row.at())
                    .count();
            nats += row.rate().value() * tokens;
        }
        assertThat(nats).isCloseTo(truth(documents) * documents.size() * LENGTH - first, within(1e-9));
    }
}
