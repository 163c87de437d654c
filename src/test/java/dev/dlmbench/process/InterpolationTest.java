package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden values and identities of the shared mathematics; the values were derived by hand outside this code. */
class InterpolationTest {
    private static final double[] GUESS = {.7, .1, .1, .1};
    private static final Offset<Double> DIGITS = within(5e-9);

    @ParameterizedTest
    @CsvSource({"0, 0.06935885", "1, 0.38441556"})
    void uniformLossHasItsGoldenValues(int noisy, double expected) {
        double alpha = .5;
        double[] mass = filled(4, (1 - alpha) / 4);
        double rate = Interpolation.rateInto(mass[noisy], 1.0 / 4, alpha, -1);
        assertThat(Interpolation.loss(rate, alpha, mass, GUESS, 0, noisy)).isCloseTo(expected, DIGITS);
    }

    /** Two posteriors to the powers g and 1 - g, normalised, are the guided law times q(z | j), normalised. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 0", "2, 4", "0.5, 4", "4, 2", "4, 4"})
    void guidedStepsAreTheMixtureOfTheTwoPosteriors(double scale, int noisy) {
        double[] first = {.6, .2, .15, .05, 0};
        double[] second = {.1, .3, .2, .4, 0};
        double[] late = {.1, .1, .1, .1, .2}; // alpha .4
        double[] early = {.02, .02, .02, .02, .12}; // alpha .8
        double[] one = Interpolation.posterior(noisy, first, .4, late, .8, early);
        double[] other = Interpolation.posterior(noisy, second, .4, late, .8, early);
        double[] law = Interpolation.guided(first, second, scale, .8, early);
        double whole = 0;
        double seen = 0;
        double[] mixed = new double[5];
        double[] step = new double[5];
        for (int j = 0; j < 5; j++) {
            mixed[j] = Math.pow(one[j], scale) * Math.pow(other[j], 1 - scale);
            whole += mixed[j];
            step[j] = law[j] * (late[noisy] - .5 * early[noisy] + (j == noisy ? .5 : 0)); // alpha falls to a half
            seen += step[j];
        }
        for (int j = 0; j < 5; j++) {
            assertThat(step[j] / seen).isCloseTo(mixed[j] / whole, within(1e-13));
        }
    }

    /** By hand: .8^2 / .4 = 1.6 and .2^2 / .6 = 1 / 15. What the class makes impossible stays so. */
    @Test
    void guidanceWithoutNoiseTiltsThePrediction() {
        double[] none = new double[3];
        double whole = 1.6 + .2 * .2 / .6;
        assertThat(Interpolation.guided(new double[] {.8, .2, 0}, new double[] {.4, .6, 0}, 2, 1, none))
                .containsExactly(new double[] {1.6 / whole, .2 * .2 / .6 / whole, 0}, within(1e-15));
        assertThat(Interpolation.guided(new double[] {1, 0, 0}, new double[] {.5, .25, .25}, 3, 1, none))
                .containsExactly(1, 0, 0);
    }

    @Test
    void maskedLossIsWeightedCrossEntropy() {
        double[] mass = {0, 0, 0, 0, .5};
        double[] prediction = {.7, .1, .1, .1, 0};
        double rate = Interpolation.rateInto(.5, 1, .5, -1);
        assertThat(Interpolation.loss(rate, .5, mass, prediction, 0, 4)).isCloseTo(0.71334989, DIGITS);
        assertThat(Interpolation.loss(rate, .5, mass, prediction, 0, 4)).isCloseTo(-Math.log(.7) / .5, DIGITS);
        assertThat(Interpolation.loss(Interpolation.rateInto(0, 0, .5, -1), .5, mass, prediction, 0, 0))
                .isZero();
    }

    /** GIDD with V = 5, p_u = .2, gamma = 1, t = .5; weight times seen mass is the rate. */
    @ParameterizedTest
    @CsvSource({"0, .2222222222, .45, .02330737", "1, 2, .05, .38948788", "4, 4, .4, .20560687"})
    void hybridLossHasItsGoldenValues(int noisy, double weight, double seen, double expected) {
        double[] mass = {.05, .05, .05, .05, .4};
        double[] prediction = {.7, .1, .1, .1, 0};
        assertThat(Interpolation.loss(weight * seen, .4, mass, prediction, 0, noisy))
                .isCloseTo(expected, DIGITS);
    }

    /** UDLM's vectors: V = 5, p = (.1, .2, .4, .2, .1), slope -1. */
    @ParameterizedTest
    @CsvSource({
        ".6, 2, 2, .3174745000",
        ".6, 2, 4, 1.6977672575",
        ".6, 0, 4, 3.7644636905",
        ".2, 2, 2, .3650161749",
        ".2, 2, 4, .2721428477",
        ".2, 0, 4, .6317454383"
    })
    void uniformLossHasTheVectorsOfItsOtherForm(double alpha, int clean, int noisy, double expected) {
        double[] mass = filled(5, (1 - alpha) / 5);
        double rate = Interpolation.rateInto(mass[0], 1.0 / 5, alpha, -1);
        double[] prediction = {.1, .2, .4, .2, .1};
        assertThat(Interpolation.loss(rate, alpha, mass, prediction, clean, noisy))
                .isCloseTo(expected, DIGITS);
    }

    /** Ten discrete steps of D3PM, mean parameterisation with mask probability .05: 10 times the step's divergence. */
    @Test
    void posteriorsGiveTheDiscreteMaskedLoss() {
        double[] late = {0, 0, .5};
        double[] early = {0, 0, .4};
        double[] truth = Interpolation.posterior(2, new double[] {1, 0, 0}, .5, late, .6, early);
        double[] prediction = Interpolation.posterior(2, new double[] {.6, .35, .05}, .5, late, .6, early);
        double divergence =
                truth[0] * Math.log(truth[0] / prediction[0]) + truth[2] * Math.log(truth[2] / prediction[2]);
        assertThat(10 * divergence).isCloseTo(0.93098760, DIGITS);
    }

    @Test
    void theContinuousLossIsTheLimitOfDiscreteSteps() {
        double alpha = .4;
        double step = 1e-6;
        double[] mass = filled(4, (1 - alpha) / 4);
        double[] before = filled(4, (1 - alpha - step) / 4);
        double[] truth = Interpolation.posterior(2, new double[] {1, 0, 0, 0}, alpha, mass, alpha + step, before);
        double[] prediction = Interpolation.posterior(2, GUESS, alpha, mass, alpha + step, before);
        double divergence = 0;
        for (int j = 0; j < 4; j++) {
            divergence += truth[j] * Math.log(truth[j] / prediction[j]);
        }
        double rate = Interpolation.rateInto(mass[0], .25, alpha, -1);
        assertThat(divergence / step).isCloseTo(Interpolation.loss(rate, alpha, mass, GUESS, 0, 2), within(1e-4));
    }

    @Test
    void uniformPosteriorHasItsGoldenValues() {
        assertThat(Interpolation.posterior(1, GUESS, .5, filled(4, .125), .75, filled(4, .0625)))
                .containsExactly(new double[] {.279761905, .589285714, .06547619, .06547619}, DIGITS);
        assertThat(Interpolation.posterior(1, GUESS, .5, filled(4, .125), 1, new double[4]))
                .containsExactly(new double[] {.5, .357142857, .071428571, .071428571}, DIGITS);
    }

    @Test
    void correctedStepHasItsGoldenValues() {
        assertThat(Interpolation.corrected(.9, 1, GUESS, .5, filled(4, .125), .75, filled(4, .0625)))
                .containsExactly(new double[] {.295535714, .563392857, .070535714, .070535714}, DIGITS);
    }

    /** ReMDM: alpha .5 to .6 with re-masking probability .1 reveals with .3 and masks with .1. */
    @Test
    void correctedMaskedStepIsRemasking() {
        double kappa = 1 - .1 / (1 - .6);
        double[] late = {0, 0, .5};
        double[] early = {0, 0, .4};
        double[] prediction = {.7, .3, 0};
        double[] masked = Interpolation.corrected(kappa, 2, prediction, .5, late, .6, early);
        assertThat(masked[0] + masked[1]).isCloseTo(.3, DIGITS);
        double[] visible = Interpolation.corrected(kappa, 0, new double[] {1, 0, 0}, .5, late, .6, early);
        assertThat(visible[2]).isCloseTo(.1, DIGITS);
    }

    @ParameterizedTest
    @CsvSource({"MASKED, 4", "UNIFORM, 0", "UNIFORM, 3"})
    void aMoveHasTheLawOfThePosterior(ProcessKind kind, int noisy) {
        double alpha = .3;
        double before = .55;
        boolean masked = kind == ProcessKind.MASKED;
        BlockDiffusion process = (BlockDiffusion) ProcessSpec.of(kind, 1).process(1, 4);
        double[] prediction = {.1, .2, .3, .4, 0};
        double[] late = masked ? new double[] {0, 0, 0, 0, 1 - alpha} : filled(5, (1 - alpha) / 4);
        double[] early = masked ? new double[] {0, 0, 0, 0, 1 - before} : filled(5, (1 - before) / 4);
        if (!masked) {
            late[4] = 0;
            early[4] = 0;
        }
        double[] posterior = Interpolation.posterior(noisy, prediction, alpha, late, before, early);
        Move move = process.move(noisy, prediction[noisy], 1 - alpha, 1 - before);
        assertThat(move.keep() + move.draw() + move.uniform()).isCloseTo(1, within(1e-12));
        for (int j = 0; j < 5; j++) {
            double law =
                    (j == noisy ? move.keep() : 0) + move.draw() * prediction[j] + (j < 4 ? move.uniform() / 4 : 0);
            assertThat(law).as("state %d", j).isCloseTo(posterior[j], within(1e-12));
        }
    }

    /** V = 5, p = (.1, .2, .4, .2, .1), z = 4, alpha .3 to .5. */
    @Test
    void uniformMoveHasItsGoldenValues() {
        InterpolatingDiffusion process = new InterpolatingDiffusion(
                5, new Blocks(1, CleanRows.BLOCK_CAUSAL), new UniformNoise(StandardSchedule.LINEAR));
        Move step = process.move(4, .1, .7, .5);
        assertThat(new double[] {step.keep(), step.draw(), step.uniform()})
                .containsExactly(new double[] {.5294117647, .2352941176, .2352941176}, DIGITS);
        Move last = process.move(4, .1, .7, 0);
        assertThat(new double[] {last.keep(), last.draw(), last.uniform()})
                .containsExactly(new double[] {.1764705882, .8235294118, 0}, DIGITS);
    }

    /** GIDD's forward process: what a position may have become, mask included, against the generic reverse step. */
    @ParameterizedTest
    @CsvSource({"0", "2", "4"})
    void aHybridMoveHasTheLawOfThePosterior(int noisy) {
        HybridNoise noise = new HybridNoise(.2);
        InterpolatingDiffusion process = new InterpolatingDiffusion(4, new Blocks(1, CleanRows.BLOCK_CAUSAL), noise);
        double late = .7;
        double early = .4;
        double[] prediction = {.1, .2, .3, .4, 0};
        double[] posterior = Interpolation.posterior(
                noisy, prediction, noise.alpha(late), mass(noise, late), noise.alpha(early), mass(noise, early));
        Move move = process.move(noisy, prediction[noisy], late, early);
        assertThat(move.keep() + move.draw() + move.uniform() + move.mask()).isCloseTo(1, within(1e-12));
        for (int j = 0; j < 5; j++) {
            double law = (j == noisy ? move.keep() : 0)
                    + move.draw() * prediction[j]
                    + (j < 4 ? move.uniform() / 4 : move.mask());
            assertThat(law).as("state %d", j).isCloseTo(posterior[j], within(1e-12));
        }
    }

    /** D3PM: a prediction that names the mask leaves more positions masked, by the generic reverse step. */
    @Test
    void aMoveOfTheMeanParameterizationHasTheLawOfThePosterior() {
        MaskedDiffusion process = new MaskedDiffusion(
                3, new Blocks(1, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR, Parameterization.MEAN, 10);
        double[] prediction = {.5, .2, .1, .2};
        double[] posterior = Interpolation.posterior(
                3, prediction, .3, new double[] {0, 0, 0, .7}, .55, new double[] {0, 0, 0, .45});
        Move move = process.move(3, prediction[3], .7, .45);
        assertThat(move.keep()).isCloseTo(posterior[3], within(1e-12));
        for (int j = 0; j < 3; j++) {
            assertThat(move.draw() * prediction[j] / (1 - prediction[3])).isCloseTo(posterior[j], within(1e-12));
        }
    }

    private static double[] mass(HybridNoise noise, double time) {
        double[] mass = filled(5, noise.uniform(time) / 4);
        mass[4] = noise.masked(time);
        return mass;
    }

    @Test
    void theLossIsLeastAtTheTruth() {
        SplittableRandom random = new SplittableRandom(1);
        double[] mass = {.1, .15, .05, .2};
        for (int trial = 0; trial < 100; trial++) {
            double[] prediction = random.doubles(4).toArray();
            double sum = Arrays.stream(prediction).sum();
            Arrays.setAll(prediction, i -> prediction[i] / sum);
            assertThat(Interpolation.loss(1, .5, mass, prediction, 1, 2)).isPositive();
        }
        assertThat(Interpolation.loss(1, .5, mass, new double[] {0, 1, 0, 0}, 1, 2))
                .isCloseTo(0, within(1e-15));
    }

    private static double[] filled(int states, double value) {
        double[] mass = new double[states];
        Arrays.fill(mass, value);
        return mass;
    }
}
