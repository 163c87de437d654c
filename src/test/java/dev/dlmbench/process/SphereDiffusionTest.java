package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.process.SpherePath.Origin;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SphereDiffusionTest {
    private static final int K = 5;
    private static final int N = 8;
    private static final int[][] CLEAN = {{0, 1, 2, 3, 4, 2, 3, 0}, {2, 1, 3, 1, 2, 4, 0, 0}};

    @ParameterizedTest
    @EnumSource
    void statesArePointsOfTheSphereWithTheTimesOfTheirSequences(Origin start) {
        LossInputs inputs = draw(path(start), TrainingLoss.CROSS_ENTROPY, Prompts.NONE);
        assertThat(inputs.loss()).isEqualTo(LossKind.CROSS_ENTROPY);
        assertThat(inputs.clean()).isEqualTo(Blocks.flat(CLEAN));
        assertThat(inputs.noise()).hasSize(2 * N).containsOnly(1);
        assertThat(inputs.sigma()).hasSize(2);
        for (int i = 0; i < 2 * N; i++) {
            double square = 0;
            for (int v = 0; v <= K; v++) {
                square += inputs.vectors()[i * (K + 1) + v] * inputs.vectors()[i * (K + 1) + v];
            }
            assertThat(square).isCloseTo(1, within(1e-6));
        }
    }

    /** Of the bound, a time weighs gamma squared over beta, from the times that the network is told. */
    @Test
    void theBoundWeighsByGammaAndBeta() {
        LossInputs inputs = draw(path(Origin.MASK), TrainingLoss.NELBO, Prompts.NONE);
        assertThat(inputs.loss()).isEqualTo(LossKind.SPHERE);
        for (int i = 0; i < 2 * N; i++) {
            double time = Math.exp(-inputs.sigma()[i / N]);
            double ratio = .2 / 1e-3;
            double beta = 1e-3 * Math.pow(ratio, time);
            double left = 1e-3 * (ratio - Math.pow(ratio, time)) / Math.log(ratio);
            assertThat(inputs.noise()[i]).isCloseTo(beta / (left * left), within(1e-4 * inputs.noise()[i]));
        }
    }

    /**
     * Times beyond the last point that is read become that point's, .9, and weigh what makes up for how often they were
     * drawn: those within the interval 1e-4 * .96 + .04, and others 1e4 times as much. So the mean is 1.
     */
    @Test
    void aTimeWeighsAsItWasDrawn() {
        SpherePath path = new SpherePath(Origin.MASK, 0, 1e-3, .2, .95, .99, 10);
        double mass = .04 + 1e-4 * .96;
        double[] parts = {1e-4 * .95 / mass, .04 / mass, 1e-4 * .01 / mass};
        double[] uniform = {parts[0] / 2, parts[0] + parts[1] / 2, 1 - parts[2] / 2};
        int[][] clean = {CLEAN[0], CLEAN[0], CLEAN[0]};
        LossInputs inputs = new SphereDiffusion(K, path, 0)
                .corrupt(clean, uniform, TrainingLoss.CROSS_ENTROPY, new SplittableRandom(1));
        assertThat(Math.exp(-inputs.sigma()[1])).isCloseTo(.9, within(1e-6));
        assertThat(Math.exp(-inputs.sigma()[2])).isCloseTo(.9, within(1e-6));
        double mean = 0;
        for (int b = 0; b < 3; b++) {
            assertThat(inputs.noise()[b * N]).isCloseTo(b == 1 ? mass : mass * 1e4, within(1e-9));
            mean += parts[b] * inputs.noise()[b * N];
        }
        assertThat(mean).isCloseTo(1, within(1e-9));
    }

    /** The mask's coordinate is that of the start, and leaves a mixture's states as the threshold passes. */
    @Test
    void aMixtureLearnsFromTheMaskBehindItsThreshold() {
        SpherePath path = new SpherePath(Origin.MIXTURE, .5, 1e-3, .2, 0, 1, 100);
        double before = maskShare(path, .49);
        double behind = maskShare(path, .51);
        assertThat(before).isBetween(-.2, .2);
        assertThat(behind).isGreaterThan(.8);
    }

    private static double maskShare(SpherePath path, double time) {
        double[] uniform = {time};
        SplittableRandom random = new SplittableRandom(5);
        float[] points = new SphereDiffusion(K, path, 0)
                .corrupt(new int[][] {CLEAN[0]}, uniform, TrainingLoss.CROSS_ENTROPY, random)
                .vectors();
        double sum = 0;
        for (int i = 0; i < N; i++) {
            sum += points[i * (K + 1) + K] / N;
        }
        return sum;
    }

    @Test
    void promptsStayInTheirCornersAndTheMeanIsOverTheTargets() {
        Prompts prompts = sequence -> {
            BitSet places = new BitSet();
            places.set(0, 3);
            return places;
        };
        LossInputs all = draw(path(Origin.MASK), TrainingLoss.CROSS_ENTROPY, Prompts.NONE);
        LossInputs some = draw(path(Origin.MASK), TrainingLoss.CROSS_ENTROPY, prompts);
        for (int i = 0; i < 2 * N; i++) {
            float[] point = Arrays.copyOfRange(some.vectors(), i * (K + 1), (i + 1) * (K + 1));
            float[] expected = Arrays.copyOfRange(all.vectors(), i * (K + 1), (i + 1) * (K + 1));
            if (i % N < 3) {
                expected = new float[K + 1];
                expected[CLEAN[i / N][i % N]] = 1;
            }
            assertThat(point).isEqualTo(expected);
            assertThat(some.noise()[i]).isEqualTo(i % N < 3 ? 0 : 16. / 10);
        }
    }

    private static SpherePath path(Origin start) {
        return new SpherePath(start, start == Origin.MIXTURE ? .35 : 0, 1e-3, .2, 0, 1, 100);
    }

    private static LossInputs draw(SpherePath path, TrainingLoss loss, Prompts prompts) {
        ObjectiveSpec spec =
                new ObjectiveSpec(loss, ObjectiveSpec.Sharing.BLOCK, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        return new Objective(new SphereSpec(path), spec, K, N, OptionalInt.empty(), prompts)
                .draw(CLEAN, N, Window.FULL, new SplittableRandom(1));
    }
}
