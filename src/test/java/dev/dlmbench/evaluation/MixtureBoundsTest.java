package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tighter bound of a mixture stays one whatever the noise of its parts. */
class MixtureBoundsTest {
    private static final List<Double> SHARES = List.of(.3, .7);

    /** Returns -ln sum share exp(-nats). */
    private static double mixture(double... nats) {
        return -Math.log(.3 * Math.exp(-nats[0]) + .7 * Math.exp(-nats[1]));
    }

    /** Returns the weights of the two parts: what each has of the sum above. */
    private static double[] weights(double... nats) {
        double first = .3 * Math.exp(mixture(nats) - nats[0]);
        return new double[] {first, 1 - first};
    }

    private static DocumentLikelihood score(int document, double even, double odd) {
        return new DocumentLikelihood(document, 4, (even + odd) / 2, 1, even, odd);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /**
     * Both halves of both parts are off by plus or minus the noise, every combination once, so that the mean over the
     * documents is the expectation. By hand it is the mean over the weights' noise of the linear bound at the truth.
     */
    @ParameterizedTest
    @CsvSource({"2, 3, 0.1", "2, 3, 1", "5, 5, 3", "9, 2, 4"})
    void itsExpectationIsABoundForEveryNoise(double first, double second, double noise) {
        List<DocumentLikelihood> one = new ArrayList<>();
        List<DocumentLikelihood> two = new ArrayList<>();
        double naive = 0;
        for (int c = 0; c < 16; c++) {
            double[] off = new double[4];
            for (int i = 0; i < 4; i++) {
                off[i] = (c >> i & 1) == 0 ? noise : -noise;
            }
            one.add(score(c, first + off[0], first + off[1]));
            two.add(score(c, second + off[2], second + off[3]));
            naive += mixture(one.get(c).nats(), two.get(c).nats()) / 16;
        }
        double expected = 0;
        for (double off : new double[] {-noise, noise}) {
            for (double other : new double[] {-noise, noise}) {
                double[] w = weights(first + off, second + other);
                expected += (w[0] * (first + Math.log(w[0] / .3)) + w[1] * (second + Math.log(w[1] / .7))) / 4;
            }
        }
        double truth = mixture(first, second);
        double mean = mean(new MixtureBounds(List.of(one, two), SHARES).tighter());
        assertThat(mean).isCloseTo(expected, within(1e-12)).isGreaterThan(truth);
        assertThat(naive).as("the mixture of the noisy values themselves").isLessThan(truth);
    }

    /** The first part is exact; the other's noise is all there is. */
    @Test
    void exactPartsNeedNoHalves() {
        DocumentLikelihood exact = new DocumentLikelihood(0, 4, 2, 0, 2, 2);
        double[] low = weights(2, 2);
        double[] high = weights(2, 6);
        double expected = (low[0] * (2 + Math.log(low[0] / .3))
                        + low[1] * (6 + Math.log(low[1] / .7))
                        + high[0] * (2 + Math.log(high[0] / .3))
                        + high[1] * (2 + Math.log(high[1] / .7)))
                / 2;
        MixtureBounds bounds = new MixtureBounds(List.of(List.of(exact), List.of(score(0, 2, 6))), SHARES);
        assertThat(bounds.tighter()[0]).isCloseTo(expected, within(1e-12));
        MixtureBounds both = new MixtureBounds(List.of(List.of(exact), List.of(exact)), SHARES);
        assertThat(both.tighter()[0]).isCloseTo(2, within(1e-12));
    }

    /** One round: documents that cost one part as much as the other on average, give or take, and then the noise. */
    @Test
    void withOneRoundTheWeightsAreThoseOfTheOtherDocuments() {
        SplittableRandom random = new SplittableRandom(6);
        List<DocumentLikelihood> one = new ArrayList<>();
        List<DocumentLikelihood> two = new ArrayList<>();
        int count = 20_000;
        double truth = 0;
        double naive = 0;
        for (int d = 0; d < count; d++) {
            double[] nats = {5 + random.nextDouble(), 5.5};
            double[] seen = {nats[0] + 4 * random.nextDouble() - 2, nats[1] + 4 * random.nextDouble() - 2};
            one.add(new DocumentLikelihood(d, 4, seen[0], Double.NaN, Double.NaN, Double.NaN));
            two.add(new DocumentLikelihood(d, 4, seen[1], Double.NaN, Double.NaN, Double.NaN));
            truth += mixture(nats) / count;
            naive += mixture(seen) / count;
        }
        double mean = mean(new MixtureBounds(List.of(one, two), SHARES).tighter());
        double error = 4 / Math.sqrt(12) * Math.sqrt(.3 * .3 + .7 * .7) / Math.sqrt(count);
        assertThat(mean).isBetween(truth - 3 * error, truth + .1);
        assertThat(naive).isLessThan(truth - .1);
    }

    @Test
    void oneDocumentOfOneRoundHasTheBoundOfItsShares() {
        DocumentLikelihood one = new DocumentLikelihood(0, 4, 2, Double.NaN, Double.NaN, Double.NaN);
        DocumentLikelihood two = new DocumentLikelihood(0, 4, 3, Double.NaN, Double.NaN, Double.NaN);
        MixtureBounds bounds = new MixtureBounds(List.of(List.of(one), List.of(two)), SHARES);
        assertThat(bounds.tighter()[0]).isCloseTo(.3 * 2 + .7 * 3, within(1e-12));
    }

    /**
     * Any model, blocks of 2 and 4: what enumeration gives is met from above with many draws and not undercut by few.
     */
    @Test
    void theEstimateForAModelIsNotBelowTheEnumeration() {
        TableDenoiser model = new TableDenoiser(3, 4);
        SplittableRandom random = new SplittableRandom(3);
        List<int[]> documents = IntStream.range(0, 400)
                .mapToObj(d -> random.ints(8, 0, 3).toArray())
                .toList();
        double truth = mean(bounds(model, documents, new LikelihoodSpec(Estimator.ENUMERATION, 1))
                .tighter());
        MixtureBounds few = bounds(model, documents, new LikelihoodSpec(Estimator.EXACT_COUNT, 1, 1e-9, 2));
        MixtureBounds many = bounds(model, documents, new LikelihoodSpec(Estimator.EXACT_COUNT, 1, 1e-9, 64));
        assertThat(mean(few.tighter())).isGreaterThan(truth);
        assertThat(mean(many.tighter())).isCloseTo(truth, within(.1)).isLessThan(mean(few.tighter()));
        double naive = IntStream.range(0, documents.size())
                .mapToDouble(d -> mixture(
                        few.scores().get(0).get(d).nats(),
                        few.scores().get(1).get(d).nats()))
                .average()
                .orElseThrow();
        assertThat(naive).isLessThan(truth - .1);
    }

    private static MixtureBounds bounds(TableDenoiser model, List<int[]> documents, LikelihoodSpec spec) {
        List<List<DocumentLikelihood>> scores = new ArrayList<>();
        for (int size : new int[] {2, 4}) {
            scores.add(new Likelihood(ProcessSpec.of(ProcessKind.MASKED, size).process(size, 3), spec, 64)
                    .score(model, documents, new Seeds(7), (done, round) -> {}));
        }
        return new MixtureBounds(scores, SHARES);
    }
}
