package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SphereOracle;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.SphereDiffusion;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.SpherePath.Origin;
import dev.dlmbench.process.SphereSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bound of walks over the hypersphere lies above the true likelihood, whatever predicts, and near it for the
 * source.
 */
class SphereLikelihoodTest {
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(1, 5, 0.5, 3));
    private static final int K = 5;
    private static final int LENGTH = 16;
    private static final int DOCUMENTS = 150;

    /** In few steps it is looser, since the mixture of walks is then no walk, and still a bound. */
    @ParameterizedTest
    @CsvSource({"MASK, 100, 0, .08", "UNIFORM, 100, 0, .08", "MASK, 10, .1, .6"})
    void theBoundOfTheSourceLiesALittleAboveTheTruth(Origin start, int steps, double least, double most) {
        SpherePath path = path(start, steps);
        try (SphereOracle oracle = new SphereOracle(SOURCE, path)) {
            double[] excess = excess(score(oracle, path, LikelihoodSpec.FirstToken.SCORE), 0);
            assertThat(excess[1])
                    .as("standard error, small enough to mean something")
                    .isLessThan(.06);
            assertThat(excess[0]).isBetween(least - 3 * excess[1], most + 3 * excess[1]);
        }
    }

    /** A first token that is given stays in its corner, costs nothing, and tells of the second. */
    @Test
    void whatIsGivenIsNotScored() {
        SpherePath path = path(Origin.MASK, 100);
        try (SphereOracle oracle = new SphereOracle(SOURCE, path)) {
            double[] excess = excess(score(oracle, path, LikelihoodSpec.FirstToken.SKIP), 1);
            assertThat(excess[0]).isBetween(-3 * excess[1], .08 + 3 * excess[1]);
        }
    }

    /** A denoiser that knows nothing of the source has a bound above the truth, too, by the divergence of its texts. */
    @Test
    void theBoundOfAnotherSourceIsThatOfItsOwnTexts() {
        MarkovSource other = MarkovSource.random(new CorpusSpec.Markov(1, K, 0.5, 9));
        SpherePath path = path(Origin.MASK, 100);
        try (SphereOracle oracle = new SphereOracle(other, path)) {
            double[] excess = excess(score(oracle, path, LikelihoodSpec.FirstToken.SCORE), 0);
            double divergence = documents().stream()
                            .mapToDouble(text -> SOURCE.logLikelihood(text) - other.logLikelihood(text))
                            .sum()
                    / documents().size()
                    / LENGTH;
            assertThat(divergence).isGreaterThan(.2);
            assertThat(excess[0]).isGreaterThan(divergence - 3 * excess[1]);
        }
    }

    @Test
    void theSourceKnowsNoExactPosteriorOfAPoint() {
        SphereDiffusion process = new SphereSpec(path(Origin.MASK, 100)).process(LENGTH, K);
        assertThatThrownBy(() -> new OracleDenoiser(SOURCE, process))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not known exactly");
    }

    /** Returns by how many nats per token scores exceed the truth, and the standard error of that. */
    private static double[] excess(List<DocumentLikelihood> scores, int given) {
        double sum = 0;
        double squares = 0;
        for (DocumentLikelihood score : scores) {
            int[] document = documents().get(score.document());
            double truth = SOURCE.logLikelihood(Arrays.copyOf(document, given)) - SOURCE.logLikelihood(document);
            double excess = (score.nats() - truth) / LENGTH;
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / scores.size();
        return new double[] {mean, Math.sqrt((squares / scores.size() - mean * mean) / scores.size())};
    }

    private static SpherePath path(Origin start, int steps) {
        return new SpherePath(start, 0, 1e-3, .2, 0, 1, steps);
    }

    private static List<DocumentLikelihood> score(
            Denoiser denoiser, SpherePath path, LikelihoodSpec.FirstToken firstToken) {
        LikelihoodSpec spec = new LikelihoodSpec(Estimator.MONTE_CARLO, 4).with(firstToken);
        return new Likelihood(new SphereSpec(path).process(LENGTH, K), spec, 16)
                .score(denoiser, documents(), new Seeds(4), (done, round) -> {});
    }

    private static List<int[]> documents() {
        List<int[]> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(SOURCE.draw(LENGTH, new Seeds(8).stream("document", i)));
        }
        return documents;
    }
}
