package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the true conditionals in the network's place, every bound is tight: it equals the true likelihood. */
class LikelihoodTest {
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(2, 5, 0.5, 3));
    private static final int LENGTH = 32;

    @ParameterizedTest
    @CsvSource({
        "MASKED, 4",
        "MASKED, 16",
        "MASKED, 32",
        "MASKED, 5",
        "UNIFORM, 1",
        "UNIFORM, 4",
        "UNIFORM, 16",
        "UNIFORM, 32"
    })
    void theBoundOfAnExactDenoiserIsTheTrueLikelihood(ProcessKind kind, int block) {
        List<int[]> documents = documents(150);
        Likelihood likelihood = new Likelihood(GenerativeProcess.of(kind, block, SOURCE.symbols()), 16, 16);
        assertThat(likelihood.exact()).isFalse();
        double sum = 0;
        double squares = 0;
        for (DocumentScore score : score(likelihood, kind, documents)) {
            double excess = score.nats() + SOURCE.logLikelihood(documents.get(score.document()));
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / documents.size();
        double standardError = Math.sqrt((squares / documents.size() - mean * mean) / documents.size());
        assertThat(standardError / LENGTH)
                .as("nats per token, small enough to mean something")
                .isLessThan(0.03);
        assertThat(mean).isCloseTo(0, within(3 * standardError));
    }

    @ParameterizedTest
    @CsvSource({"MASKED, 1", "AUTOREGRESSIVE, 0"})
    void singleTokensAreScoredExactly(ProcessKind kind, int block) {
        List<int[]> documents = documents(5);
        Likelihood likelihood = new Likelihood(GenerativeProcess.of(kind, block, SOURCE.symbols()), 8, 16);
        assertThat(likelihood.exact()).isTrue();
        for (DocumentScore score : score(likelihood, kind, documents)) {
            assertThat(score.nats()).isCloseTo(-SOURCE.logLikelihood(documents.get(score.document())), within(1e-9));
        }
    }

    @Test
    void noTailIsDropped() {
        List<int[]> documents = documents(3);
        documents.add(SOURCE.draw(7, new Seeds(9).stream("tail")));
        Likelihood likelihood = new Likelihood(GenerativeProcess.of(ProcessKind.MASKED, 4, SOURCE.symbols()), 400, 2);
        List<DocumentScore> scores = score(likelihood, ProcessKind.MASKED, documents);
        assertThat(scores).extracting(DocumentScore::tokens).containsExactly(LENGTH, LENGTH, LENGTH, 7);
        assertThat(scores.get(3).nats()).isCloseTo(-SOURCE.logLikelihood(documents.get(3)), within(0.5));
    }

    @Test
    void scoringTwiceGivesTheSame() {
        List<int[]> documents = documents(4);
        Likelihood likelihood = new Likelihood(GenerativeProcess.of(ProcessKind.UNIFORM, 4, SOURCE.symbols()), 2, 3);
        assertThat(score(likelihood, ProcessKind.UNIFORM, documents))
                .isEqualTo(score(likelihood, ProcessKind.UNIFORM, documents));
    }

    private static List<DocumentScore> score(Likelihood likelihood, ProcessKind kind, List<int[]> documents) {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, kind)) {
            return likelihood.score(oracle, documents, new Seeds(4), done -> {});
        }
    }

    private static List<int[]> documents(int count) {
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(SOURCE.draw(LENGTH, new Seeds(8).stream("document", i)));
        }
        return documents;
    }
}
