package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SphereOracle;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.SphereDiffusion;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.SpherePath.Origin;
import dev.dlmbench.process.SphereSpec;
import dev.dlmbench.sphere.Hypersphere;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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

    /**
     * A text of one token of two, three steps, and a network that knows nothing but trusts its point: the bound is the
     * mean of the divergences of normal laws along walks of all coordinates and of the reading, and above minus the
     * logarithm of the share of the model's own walks that are read as the token. Without the reading it may be below.
     */
    @ParameterizedTest
    @CsvSource({"MASK, 0", "MASK, 1", "UNIFORM, 0", "UNIFORM, 1"})
    void theBoundOfAToyIsThatOfItsWalks(Origin start, int token) {
        SpherePath path = path(start, 3);
        int walks = 8000;
        double[] expected = new double[2];
        double square = 0;
        double read = 0;
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < walks; i++) {
            double[] terms = toyWalk(path, token, random);
            expected[0] += terms[0] / walks;
            expected[1] += terms[1] / walks;
            square += Math.pow(terms[0] + terms[1], 2) / walks;
            read += toyText(path, token, random) / walks;
        }
        double bound = expected[0] + expected[1];
        double error = 4 * Math.sqrt(2 * (square - bound * bound) / walks);
        assertThat(toyBound(path, token, walks)).isCloseTo(bound, within(error + 1e-6));
        assertThat(error).isLessThan(.02);
        assertThat(bound).isGreaterThan(-Math.log(read));
        if (start == Origin.UNIFORM) {
            assertThat(expected[0] + error).isLessThan(-Math.log(read));
        }
    }

    /** The mean over documents of all that they are scored by. */
    private static double toyBound(SpherePath path, int token, int documents) {
        SphereDiffusion process = new SphereSpec(path).process(1, 2);
        double[] sum = new double[1];
        int[][] group = new int[documents][];
        Arrays.setAll(group, b -> new int[] {token});
        new Corruptions(process, Estimator.MONTE_CARLO, 2).each(group, new Seeds(3), 0, (inputs, weight) -> {
            for (int b = 0; b < documents; b++) {
                double[] x = {inputs.vectors()[3 * b], inputs.vectors()[3 * b + 1], inputs.vectors()[3 * b + 2]};
                double[] missed = toyDrift(x, 1);
                double[] log = Hypersphere.log(x, toyCorner(token));
                Arrays.setAll(missed, j -> missed[j] - log[j]);
                double loss = inputs.loss() == LossKind.CROSS_ENTROPY
                        ? -Math.log(toyPrediction(x)[token])
                        : Hypersphere.dot(missed, missed) / 2;
                sum[0] += weight.of(b) * inputs.noise()[b] * loss / documents;
            }
        });
        return sum[0];
    }

    /** Returns the divergences of a walk to a token's corner, and what reading its last point costs. */
    private static double[] toyWalk(SpherePath path, int token, SplittableRandom random) {
        double[] x = path.start().point(2);
        double divergence = 0;
        for (int k = 0; k < 2; k++) {
            double gain = path.schedule().gamma(k / 3.0) / 3;
            double variance = path.schedule().beta(k / 3.0) / 3;
            double[] drift = Hypersphere.log(x, toyCorner(token));
            Arrays.setAll(drift, j -> gain * drift[j]);
            double[] other = toyDrift(x, gain);
            for (int j = 0; j < 3; j++) {
                divergence += Math.pow(drift[j] - other[j], 2) / (2 * variance);
            }
            x = Hypersphere.step(x, drift, variance, random);
        }
        return new double[] {divergence, -Math.log(toyPrediction(x)[token])};
    }

    /** Returns how likely a token is at the end of a walk of the model. */
    private static double toyText(SpherePath path, int token, SplittableRandom random) {
        double[] x = path.start().point(2);
        for (int k = 0; k < 2; k++) {
            double[] drift = toyDrift(x, path.schedule().gamma(k / 3.0) / 3);
            x = Hypersphere.step(x, drift, path.schedule().beta(k / 3.0) / 3, random);
        }
        return toyPrediction(x)[token];
    }

    private static double[] toyDrift(double[] x, double gain) {
        double[] p = toyPrediction(x);
        double[] first = Hypersphere.log(x, toyCorner(0));
        double[] second = Hypersphere.log(x, toyCorner(1));
        double[] drift = new double[3];
        Arrays.setAll(drift, j -> gain * (p[0] * first[j] + p[1] * second[j]));
        return drift;
    }

    private static double[] toyPrediction(double[] x) {
        double odds = Math.exp(.8 + 3 * (x[0] - x[1]));
        return new double[] {odds / (1 + odds), 1 / (1 + odds)};
    }

    private static double[] toyCorner(int token) {
        double[] corner = new double[3];
        corner[token] = 1;
        return corner;
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
