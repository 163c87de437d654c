package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.SamplerParts;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.Move;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Correctors leave what a position is likely to be at each time as it is. */
class CorrectionTest {
    private static final double[] P = {.5, .3, .15, .05};
    private static final int ROWS = 40_000;

    /**
     * One position whose token has law P: whatever a corrector takes back and draws again, at every time the position
     * holds a token with probability {@code alpha P + b}, b the noise, and the mask with the rest. The exact prediction
     * does not depend on the state. Chi-square over 5 states; .99999 at 4 degrees of freedom is 28.5.
     */
    @ParameterizedTest
    @CsvSource({
        "masked, none, 0",
        "masked, psi, 1",
        "masked, psi, .8",
        "masked, psi, 0",
        "masked, remdm-cap, .2",
        "masked, remdm-cap, 1",
        "masked, remdm-rescale, .5",
        "uniform, none, 0",
        "uniform, psi, 1",
        "uniform, psi, .7",
        "uniform, psi, 0",
        "uniform, psi-cap, .05",
        "uniform, psi-cap, 1",
        "uniform, psi-rescale, .5",
        "masked, psi-rescale, .5",
        "hybrid, none, 0",
        "hybrid, psi, .7",
        "hybrid, psi-rescale, .3"
    })
    void oneTimeMarginalsStayWhateverIsTakenBack(String noise, String kind, double strength) {
        assertMarginals(process(noise), SamplingSpec.ancestral(8, 1, 1).with(SamplerParts.corrector(kind, strength)));
    }

    /** Duo's loop, on any noise: new noise on the clean prediction while alpha stays. */
    @ParameterizedTest
    @CsvSource({"masked, .05", "uniform, .05", "uniform, 1", "hybrid, .02"})
    void theLoopOfAnyNoiseKeepsItsMarginals(String noise, double eta) {
        assertMarginals(
                process(noise),
                new SamplingSpec(
                        new StepPlan.Loop(20),
                        Proposal.PLAIN,
                        new Selector.Ancestral(),
                        new Mixing.PsiLoop(eta),
                        0,
                        Stopping.FIXED,
                        "",
                        1,
                        1,
                        0));
    }

    @Test
    void theLoopKeepsItsMarginalsToo() {
        StepPlan loop = new StepPlan.Loop(20);
        SamplingSpec spec = new SamplingSpec(
                loop, Proposal.PLAIN, new Selector.Ancestral(), new Remdm.Loop(.05), 0, Stopping.FIXED, "", 1, 1, 0);
        BlockDiffusion process = process("masked");
        assertMarginals(process, spec);
        double[] times = spec.plan()
                .layOut(new StepLayout(process, 1, 1, new double[0], false, new SplittableRandom(1)))
                .times();
        // steps of 0.05: down to a alpha of .9 at t = .55, where it stays until t = .05
        assertThat(process.alpha(times[0])).isCloseTo(0, within(1e-9));
        assertThat(process.alpha(times[3])).isCloseTo(.3, within(1e-9));
        for (int k = 9; k < 20; k++) {
            assertThat(process.alpha(times[k])).isCloseTo(.9, within(1e-9));
        }
        assertThat(process.alpha(times[20])).isEqualTo(1);
    }

    private static void assertMarginals(BlockDiffusion process, SamplingSpec spec) {
        StepTaker taker = new StepTaker(process, spec);
        SplittableRandom random = new SplittableRandom(7);
        Steps steps = spec.plan().layOut(new StepLayout(process, 1, 1, new double[0], false, random));
        float[] logits = new float[5];
        for (int v = 0; v < 4; v++) {
            logits[v] = (float) Math.log(P[v]);
        }
        logits[4] = -1e9f;
        int[][] counts = new int[steps.count() + 1][5];
        for (int row = 0; row < ROWS; row++) {
            Row each = new Row(new Draft(row, random, SequenceCondition.free(1), 1));
            each.begin(process, 1);
            each.steps = steps;
            each.logits = Logits.of(logits);
            for (int k = 0; k < steps.count(); k++) {
                taker.step(List.of(each), k);
                counts[k + 1][each.state[0]]++;
            }
        }
        for (int k = 1; k <= steps.count(); k++) {
            double time = steps.times()[k];
            double chiSquare = 0;
            for (int state = 0; state < 5; state++) {
                double expected = ROWS
                        * (state == 4
                                ? process.masked(time)
                                : process.alpha(time) * P[state] + process.uniform(time) / 4);
                chiSquare += expected < 1e-6
                        ? counts[k][state] * 1e9
                        : (counts[k][state] - expected) * (counts[k][state] - expected) / expected;
            }
            assertThat(chiSquare).as("after step %d", k).isLessThan(28.5);
        }
    }

    private static Mixing mixing(String kind, double eta) {
        return (Mixing) SamplerParts.corrector(kind, eta);
    }

    private static BlockDiffusion process(String noise) {
        Blocks blocks = new Blocks(1, CleanRows.BLOCK_CAUSAL);
        return switch (noise) {
            case "masked" -> new MaskedDiffusion(4, blocks, StandardSchedule.LINEAR);
            case "uniform" -> new InterpolatingDiffusion(4, blocks, new UniformNoise(StandardSchedule.LINEAR));
            default -> new InterpolatingDiffusion(4, blocks, new HybridNoise(.2));
        };
    }

    /** Uniform noise, K = 4, alpha .5 to .75, z = 1, prediction (.7, .1, .1, .1), kappa = .9. */
    @Test
    void psiAStepOfUniformNoise() {
        BlockDiffusion process = process("uniform");
        Move ancestral = process.move(1, .1, .5, .25);
        Move clean = process.move(1, .1, .5, 0);
        Move mixed = ancestral.corrected(.9, clean, .75, process.uniform(.25), process.masked(.25));
        double[] prediction = {.7, .1, .1, .1};
        double[] expected = {.295535714, .563392857, .070535714, .070535714};
        for (int v = 0; v < 4; v++) {
            double law = mixed.draw() * prediction[v] + mixed.uniform() / 4 + (v == 1 ? mixed.keep() : 0);
            assertThat(law).isCloseTo(expected[v], within(1e-8));
        }
    }

    /** Alpha .5 to .6 with probability .1 of a visible token to be masked: masks are revealed with probability .3. */
    @Test
    void remdmRevealsMoreWhereItMasksAgain() {
        BlockDiffusion process = process("masked");
        double kappa = new Remdm.Cap(.1, 1, 0).kappa(.5, .5, .6, 1);
        assertThat(kappa).isCloseTo(1 - .1 / .4, within(1e-12));
        Move isMasked =
                process.move(4, 0, .5, .4).corrected(kappa, process.move(4, 0, .5, 0), .6, 0, process.masked(.4));
        assertThat(isMasked.draw()).isCloseTo(.3, within(1e-12));
        Move visible = Move.STAY.corrected(kappa, Move.STAY, .6, 0, process.masked(.4));
        assertThat(visible.mask()).isCloseTo(.1, within(1e-12));
    }

    /**
     * The most a visible token can be masked is (1 - .6) / .5 = .8, and all of it above a alpha of .5 is 1. Noise that
     * is drawn anew at random positions is at most that of the new time, .4.
     */
    @ParameterizedTest
    @CsvSource({
        "remdm-cap, .9, .5, .6, .8",
        "remdm-cap, .3, .5, .6, .3",
        "remdm-rescale, .5, .5, .6, .4",
        "remdm-rescale, .5, .2, .3, .5",
        "psi-cap, .9, .5, .6, .4",
        "psi-cap, .01, .5, .6, .01",
        "psi-rescale, .05, .5, .6, .04",
        "psi-rescale, .05, .2, .3, .05",
        "psi-loop, .01, .9, .9, .01",
        "psi-loop, .2, .9, .9, .1",
        "psi-loop, .01, .5, .6, 0",
        "remdm-loop, .02, .9, .9, .02",
        "remdm-loop, .02, .5, .6, 0"
    })
    void remdmMasksVisibleTokensWithItsProbability(String kind, double eta, double alpha, double after, double masked) {
        double kappa = mixing(kind, eta).kappa(1 - alpha, alpha, after, 1);
        assertThat((1 - kappa) * (1 - after)).isCloseTo(masked, within(1e-12));
    }

    /**
     * The mean parameterisation may prediction the mask itself; in the last step every masked token is drawn all the
     * same.
     */
    @Test
    void theLastStepHidesNothing() {
        BlockDiffusion mean = new MaskedDiffusion(
                4, new Blocks(1, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR, Parameterization.MEAN, 100);
        assertThat(mean.move(4, .5, .1, .05).draw()).isBetween(0.0, .5);
        assertThat(mean.move(4, .5, .1, 0)).isEqualTo(Move.DRAW);
    }

    /** Without uniform tokens a visible one stays, also where a filter leaves its own prediction no probability. */
    @Test
    void hybridNoiseWithoutUniformTokensLeavesVisibleOnesAlone() {
        BlockDiffusion hybrid =
                new InterpolatingDiffusion(4, new Blocks(1, CleanRows.BLOCK_CAUSAL), new HybridNoise(0));
        assertThat(hybrid.move(2, 0, .5, .4)).isEqualTo(Move.STAY);
        assertThat(hybrid.move(2, .3, .5, .4).keep()).isCloseTo(1, within(1e-12));
    }

    @Test
    void thereIsNoCorrectionOutsideItsWindow() {
        Mixing psi = new Mixing.Psi(.5, .5, .1);
        assertThat(psi.kappa(.6, .4, .5, 1)).isEqualTo(1);
        assertThat(psi.kappa(.5, .5, .6, 1)).isEqualTo(.5);
        assertThat(psi.kappa(.1, .9, 1, 1)).isEqualTo(1);
    }

    /** BlockGen: with S = 16, T = 8 the steps give 14, 12, ... 2 positions back to noise; T = 4 gives 12, 8, 4. */
    @ParameterizedTest
    @CsvSource({"8, 14 12 10 8 6 4 2", "4, 12 8 4", "16, 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1"})
    void arpcTakesBackAsManyAsTheNewTimeHasNoisyOnes(int steps, String counts) {
        BlockDiffusion process =
                new MaskedDiffusion(4, new Blocks(16, CleanRows.TOKEN_CAUSAL), StandardSchedule.LINEAR);
        Arpc arpc = new Arpc(Arpc.Score.RANDOM, Arpc.Rule.TOP);
        Completion completion = new Completion(process, arpc, Proposal.PLAIN);
        Row row = new Row(new Draft(0, new SplittableRandom(1), SequenceCondition.free(16), 16));
        row.begin(process, 16);
        row.steps = new StepPlan.Grid(steps).layOut(new StepLayout(process, 16, 16, new double[0], false, row.random));
        row.logits = Logits.of(new float[16 * 5]);
        String[] expected = counts.split(" ", -1);
        for (int k = 0; k < steps - 1; k++) {
            int[] before = row.state.clone();
            completion.complete(List.of(row), k);
            assertThat(row.noisy(process)).isZero();
            completion.remask(row, before, k, new float[0], 0);
            assertThat(row.noisy(process)).isEqualTo(Integer.parseInt(expected[k]));
        }
    }
}
