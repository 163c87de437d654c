package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Variances of losses and gradients, against their definitions and a law in closed form. */
class VariancesTest {
    private static final int TOKENS = 5;
    private static final int SEQUENCE = 16;
    private static final int BATCH = 64;
    private static final int BLOCK = 4;
    private static final BackboneSpec SPEC = new BackboneSpec(1, 8, 2, 4, 0, false);
    private static final Objective MASKED =
            Objective.bound(ProcessSpec.of(ProcessKind.MASKED, BLOCK), TOKENS, SEQUENCE);

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static int[][] text(long batch) {
        SplittableRandom random = new SplittableRandom(batch);
        int[][] rows = new int[BATCH][SEQUENCE];
        for (int[] row : rows) {
            Arrays.setAll(row, i -> random.nextInt(TOKENS));
        }
        return rows;
    }

    private static Variances variances(Weights weights, Objective objective, int batches, LongFunction<int[][]> text) {
        return new Variances(weights, objective, batches, text, new Seeds(3));
    }

    /**
     * A network without training gives every masked token ln K. With m of S tokens masked, m ~ Bin(S, t), a block's
     * mean loss under the weight 1 / t is ln K m / (S t): its mean is ln K and its variance (ln K)^2 / S (E[1 / t] -
     * 1). For t uniform on [1/2, 1], E[1 / t] = 2 ln 2; for t = 1 there is none.
     */
    @Test
    void blocksOfAnUntrainedNetworkVaryByTheirMasksAlone() {
        Weights untrained = Weights.initial(SPEC, TOKENS + 1, new SplittableRandom(1));

        List<Double> found = variances(untrained, MASKED, 40, VariancesTest::text)
                .ofBlocks(session, BLOCK, List.of(new Window(.5, 1), Window.ALWAYS_MASKED));

        double squared = Math.log(TOKENS) * Math.log(TOKENS);
        // 10,240 blocks: the standard error of a variance is about its own size times sqrt(2 / 10,240), 1.4 %
        assertThat(found.get(0) / (squared / BLOCK * (2 * Math.log(2) - 1))).isCloseTo(1, within(.06));
        assertThat(found.get(1)).isCloseTo(0, within(1e-9));
    }

    /**
     * The definition, as it is written: squared distances from the mean gradient, over one batch less than there are.
     */
    @Test
    void gradientsVaryAroundTheirMean() {
        Weights weights = RandomWeights.of(SPEC, TOKENS + 1, .4, 7);
        int batches = 5;
        Variances variances = variances(weights, MASKED, batches, VariancesTest::text);
        List<double[]> gradients = new ArrayList<>();
        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, SPEC, 0)) {
            TrainingState.fresh(manager, weights).bind(manager, program);
            for (int batch = 0; batch < batches; batch++) {
                gradients.add(gradient(program.learn(
                        manager,
                        "gradient",
                        MASKED.draw(text(batch), BLOCK, Window.FULL, new Seeds(3).stream("variance", batch))
                                .arrays(manager))));
            }
        }
        double expected = 0;
        for (int i = 0; i < gradients.get(0).length; i++) {
            int at = i;
            double mean = gradients.stream()
                    .mapToDouble(gradient -> gradient[at])
                    .average()
                    .orElseThrow();
            expected += gradients.stream()
                    .mapToDouble(gradient -> Math.pow(gradient[at] - mean, 2))
                    .sum();
        }
        expected /= batches - 1;

        assertThat(expected).isPositive();
        assertThat(variances.ofGradient(session, BLOCK, Window.FULL) / expected).isCloseTo(1, within(1e-4));
    }

    private static double[] gradient(NDList lossAndGradients) {
        return lossAndGradients.stream()
                .skip(1)
                .flatMapToDouble(array -> {
                    float[] values = array.toFloatArray();
                    double[] wide = new double[values.length];
                    Arrays.setAll(wide, i -> values[i]);
                    return Arrays.stream(wide);
                })
                .toArray();
    }

    /** Left to right there is no noise: the same text has the same gradient. */
    @Test
    void theSameTextWithoutNoiseHasTheSameGradient() {
        Objective exact = Objective.bound(ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), TOKENS, SEQUENCE);
        Weights weights = RandomWeights.of(SPEC, TOKENS + 1, .4, 7);

        assertThat(variances(weights, exact, 3, batch -> text(0)).ofGradient(session, 1, Window.FULL))
                .isCloseTo(0, within(1e-9));
        assertThat(variances(weights, exact, 3, VariancesTest::text).ofGradient(session, 1, Window.FULL))
                .isGreaterThan(1e-4);
    }
}
