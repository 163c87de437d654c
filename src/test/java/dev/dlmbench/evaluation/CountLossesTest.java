package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.CallBudget;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Dividing a random order into calls (ARDM), with the exact source in the network's place. */
class CountLossesTest {
    private static final int N = 16;
    private static final MarkovSource SOURCE = MarkovSource.of(
            1, new double[][] {{.85, .05, .05, .05}, {.05, .05, .85, .05}, {.05, .05, .05, .85}, {.25, .65, .05, .05}});
    private static final MaskedDiffusion PROCESS =
            new MaskedDiffusion(4, new Blocks(N, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);

    private static List<int[]> texts(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToObj(i -> SOURCE.draw(N, random)).toList();
    }

    /** One token at a time costs what the text's likelihood says, whatever the order. */
    @Test
    void lossesAddUpToTheLikelihood() {
        List<int[]> texts = texts(4_000, 1);
        double nats = texts.stream()
                .mapToDouble(text -> -SOURCE.logLikelihood(text))
                .average()
                .orElseThrow();
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, PROCESS)) {
            double[] losses = CountLosses.measure(PROCESS, oracle, texts, new Seeds(1));
            assertThat(Arrays.stream(losses).sum()).isCloseTo(nats, within(.15));
            assertThat(losses[0]).isGreaterThan(losses[N / 2]).isGreaterThan(losses[N - 1]);
        }
    }

    /**
     * What the programme predicts from one half of the texts is what running its division costs on the other half, and
     * less than equal groups cost.
     */
    @Test
    void thePredictedCostIsThatOfRunningTheDivision() {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, PROCESS)) {
            double[] tuned = CountLosses.measure(PROCESS, oracle, texts(4_000, 1), new Seeds(1));
            double[] test = CountLosses.measure(PROCESS, oracle, texts(4_000, 2), new Seeds(2));
            for (int calls : new int[] {2, 4, 8}) {
                int[] cheapest = CallBudget.cheapest(tuned, calls);
                int[] even = CallBudget.even(N, calls);
                double predicted = CallBudget.cost(test, cheapest);
                double[] costs = run(oracle, cheapest, texts(4_000, 3));
                double mean = Arrays.stream(costs).average().orElseThrow();
                double squares = Arrays.stream(costs)
                        .map(cost -> (cost - mean) * (cost - mean))
                        .sum();
                double error = Math.sqrt(squares / costs.length / (costs.length - 1));
                // the prediction is measured on as many texts, so its own error is about as large
                assertThat(mean).isCloseTo(predicted, within(2 * Math.sqrt(2) * error));
                assertThat(predicted).isLessThan(CallBudget.cost(test, even));
            }
        }
    }

    /** Reveals every text in a random order, group by group, and adds up what each group costs in nats. */
    private static double[] run(OracleDenoiser oracle, int[] starts, List<int[]> texts) {
        SplittableRandom random = new SplittableRandom(4);
        double[] costs = new double[texts.size()];
        for (int t = 0; t < costs.length; t++) {
            int[] order = order(random);
            for (int call = 0; call < starts.length; call++) {
                int end = call + 1 < starts.length ? starts[call + 1] : N;
                boolean[] isMasked = new boolean[N];
                for (int i = starts[call]; i < N; i++) {
                    isMasked[order[i]] = true;
                }
                double[] losses = oracle.losses(PROCESS.masked(new int[][] {texts.get(t)}, isMasked));
                for (int i = starts[call]; i < end; i++) {
                    costs[t] += losses[order[i]] * (N - starts[call]) / N; // without the bound's weight
                }
            }
        }
        return costs;
    }

    private static int[] order(SplittableRandom random) {
        int[] order = IntStream.range(0, N).toArray();
        for (int i = N - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
        return order;
    }

    /** In the same number of calls, samples of the cheapest division are likelier under the source. */
    @Test
    void samplesOfTheCheapestDivisionAreBetter() {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, PROCESS)) {
            double[] losses = CountLosses.measure(PROCESS, oracle, texts(1_000, 1), new Seeds(1));
            double planned = nats(oracle, new StepPlan.DynamicProgramming(4), losses);
            double naive = nats(oracle, new StepPlan.Naive(4), losses);
            assertThat(planned).isLessThan(naive - .05);
        }
    }

    private static double nats(OracleDenoiser oracle, StepPlan plan, double[] losses) {
        SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1)
                .with(new PlaceOrder.RandomOrder())
                .with(plan);
        List<Double> known = Arrays.stream(losses).boxed().toList();
        List<DrawnSequence> samples =
                new ArrayList<>(new Sampler(PROCESS, spec, new Sampler.Setup(N, List.of(), known, true))
                        .draw(oracle, 8_000, new Seeds(5), 0));
        assertThat(samples).allMatch(sample -> sample.calls().predicting() == 4);
        return samples.stream()
                .mapToDouble(sample -> -SOURCE.logLikelihood(sample.tokens()))
                .average()
                .orElseThrow();
    }
}
