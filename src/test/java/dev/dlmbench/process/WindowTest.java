package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.fixture.TableDenoiser;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clipped windows: which counts they weigh how, and how much the loss varies in them. */
class WindowTest {
    private static final int BLOCKS = 100_000;

    /**
     * j times the weight on j masked tokens of 4, for each window of BD3-LM: C(4, j) j / (high - low) times an
     * integral.
     */
    @ParameterizedTest
    @CsvSource({
        ".45, .95, .183, .781, 1.489, 1.547",
        ".3, .8, .477, 1.249, 1.471, .803",
        ".5, 1, .125, .625, 1.375, 1.875",
        "1e-3, 1, .997, 1.001, 1.001, 1.001"
    })
    void aWindowWeighsCountsAsTheIntegralSays(
            double low, double high, double one, double two, double three, double four) {
        double[] expected = {one, two, three, four};
        double[] found = weightsByCount(new Window(low, high), false);
        for (int j = 1; j <= 4; j++) {
            // 1e5 draws; a count's share is a mean of weights of at most 1 / low
            assertThat(j * found[j]).as("j = %d", j).isCloseTo(expected[j - 1], within(.03));
        }
    }

    /** Returns the mean weight on each count of masked tokens, per subset's cross-entropy sum, of blocks of 4. */
    private static double[] weightsByCount(Window window, boolean reject) {
        int[][] clean = new int[BLOCKS / 25][100];
        LossInputs inputs = objective(window, reject).draw(clean, 4, window, new SplittableRandom(1));
        double[] weights = new double[5];
        for (int block = 0; block < BLOCKS; block++) {
            double[] own = Arrays.copyOfRange(inputs.noise(), 4 * block, 4 * block + 4);
            int masked = (int) Arrays.stream(own).filter(weight -> weight > 0).count();
            if (masked > 0) {
                weights[masked] += Arrays.stream(own).max().orElseThrow() / BLOCKS;
            }
        }
        return weights;
    }

    private static Objective objective(Window window, boolean reject) {
        ObjectiveSpec spec = new ObjectiveSpec(
                TrainingLoss.NELBO, ObjectiveSpec.Sharing.BLOCK, window, reject, 0, ObjectiveSpec.Search.NONE);
        return new Objective(ProcessSpec.of(ProcessKind.MASKED, 4), spec, 3, 100);
    }

    @Test
    void rejectedCountsAreDrawnAnew() {
        double[] weights = weightsByCount(new Window(.3, .8), true);
        assertThat(weights[1]).as("1 of 4 is below .3").isZero();
        assertThat(weights[2]).isPositive();
        assertThat(weights[3]).isPositive();
        assertThat(weights[4]).as("4 of 4 is above .8").isZero();
    }

    @Test
    void endsThatAreNoneRejectNothing() {
        assertThat(Window.FULL.allows(0, 4)).isTrue();
        assertThat(Window.FULL.allows(4, 4)).isTrue();
        assertThat(new Window(.5, 1).allows(4, 4)).isTrue();
        assertThat(new Window(.5, 1).allows(1, 4)).isFalse();
        assertThat(new Window(.25, .8).allows(1, 4))
                .as("an end belongs to the window")
                .isTrue();
        assertThat(new Window(.3, .75).allows(3, 4))
                .as("an end belongs to the window")
                .isTrue();
        assertThat(new Window(.3, .45).allowsAny(4)).isFalse();
        assertThat(new Window(.3, .45).allowsAny(5)).isTrue();
    }

    /**
     * E8: where every cross-entropy is c = ln 9, a block's mean loss has mean c and variance {@code c^2 (E[1 / rate] -
     * 1) / S}, with {@code E[1 / rate] = ln(high / low) / (high - low)}.
     */
    @ParameterizedTest
    @CsvSource({
        "1e-2, 1, 1, 4.651687",
        "1e-3, 1, 4, 6.91467",
        ".45, .95, 4, 1.494429",
        ".3, .8, 4, 1.961659",
        ".3, .8, 16, 1.961659",
        ".5, 1, 2, 1.386294"
    })
    void e8TheVarianceOfBlockLossesHasItsClosedForm(double low, double high, int size, double inverse) {
        assertThat(Math.log(high / low) / (high - low)).isCloseTo(inverse, within(1e-3));
        Window window = new Window(low, high);
        int n = 16 * size;
        int[][] clean = new int[BLOCKS / 16][n];
        double c = Math.log(9);
        double expected = c * c * (inverse - 1) / size;
        // the fourth moment is of the order of E[1 / rate^3]: 5e5 / 64 for blocks of 4 under all rates, 5e3 from .01 on
        int draws = low < .1 ? 40 : 1;
        double found = 0;
        SplittableRandom random = new SplittableRandom(2);
        for (int draw = 0; draw < draws; draw++) {
            LossInputs inputs = objective(window, false).draw(clean, size, window, random);
            double[] losses =
                    Arrays.stream(inputs.noise()).map(weight -> c * weight).toArray();
            assertThat(Arrays.stream(losses).average().orElseThrow()).isCloseTo(c, within(.03 * c));
            found += BlockLosses.variance(losses, new Blocks(size, CleanRows.BLOCK_CAUSAL), n) / draws;
        }
        assertThat(found / expected).isCloseTo(1, within(low < .01 ? .15 : low < .1 ? .05 : .03));
    }

    /**
     * E7: with blocks of one token the mean loss in any window is the left-to-right loss of the same model, and its
     * second moment that loss's times {@code E[1 / rate]}.
     */
    @ParameterizedTest
    @CsvSource({"1e-2, 1, 4.651687", ".3, .8, 1.961659", ".5, 1, 1.386294"})
    void e7BlocksOfOneTokenHaveTheLeftToRightLossInEveryWindow(double low, double high, double inverse) {
        int n = 20;
        SplittableRandom random = new SplittableRandom(4);
        int[][] clean = new int[BLOCKS / n][n];
        for (int[] row : clean) {
            Arrays.setAll(row, i -> random.nextInt(3));
        }
        TableDenoiser model = new TableDenoiser(3, 3);
        Window window = new Window(low, high);
        Objective objective = objective(window, false);
        double[] losses = model.losses(objective.draw(clean, 1, window, random));
        double[] exact = model.losses(objective.draw(clean, 1, Window.ALWAYS_MASKED, random));
        double mean = Arrays.stream(exact).average().orElseThrow();
        double squares = Arrays.stream(exact).map(loss -> loss * loss).average().orElseThrow();
        assertThat(Arrays.stream(losses).average().orElseThrow() / mean).isCloseTo(1, within(.03));
        double found = Arrays.stream(losses).map(loss -> loss * loss).average().orElseThrow();
        assertThat(found / squares).isCloseTo(inverse, within(low < .1 ? 1 : .06));
    }

    /** Blocks of 2 with means 2, 6 and 1: around 3 the squares add up to 14, over two degrees of freedom. */
    @Test
    void theVarianceIsUnbiasedAndOverAllBlocksOfAllSequences() {
        double[] losses = {1, 3, 7, 5, 0, 2};
        assertThat(BlockLosses.variance(losses, new Blocks(2, CleanRows.BLOCK_CAUSAL), 6))
                .isCloseTo(7, within(1e-12));
        assertThat(BlockLosses.variance(losses, new Blocks(2, CleanRows.BLOCK_CAUSAL), 2))
                .isCloseTo(7, within(1e-12));
    }

    @Test
    void alwaysMaskedHidesEverythingWithWeightOne() {
        ObjectiveSpec spec = new ObjectiveSpec(
                TrainingLoss.NELBO,
                ObjectiveSpec.Sharing.BLOCK,
                Window.ALWAYS_MASKED,
                false,
                0,
                ObjectiveSpec.Search.NONE);
        Objective objective = new Objective(ProcessSpec.of(ProcessKind.MASKED, 1), spec, 3, 4);
        LossInputs inputs =
                objective.draw(new int[][] {{0, 1, 2, 0}}, 1, Window.ALWAYS_MASKED, new SplittableRandom(1));
        assertThat(inputs.ids()).containsExactly(3, 3, 3, 3, 0, 1, 2, 0);
        assertThat(inputs.noise()).containsOnly(1);
    }
}
