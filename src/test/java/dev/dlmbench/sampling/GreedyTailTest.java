package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.Noise;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import dev.dlmbench.sampling.Proposal.Greedy;
import dev.dlmbench.sampling.Proposal.Tail;
import dev.dlmbench.sampling.Proposal.TopPRule;
import dev.dlmbench.text.MarkovSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a greedy step to time 0 takes under the exact source, from every noisy block. */
class GreedyTailTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});
    private static final int K = 3;
    private static final int N = 3;

    @ParameterizedTest
    @CsvSource({
        "uniform, .5, POSTERIOR",
        "uniform, .2, POSTERIOR",
        "uniform, 1e-5, POSTERIOR",
        "uniform, .5, PREDICTION",
        "uniform, 1e-5, PREDICTION",
        "hybrid, .4, POSTERIOR",
        "hybrid, .4, PREDICTION"
    })
    void everyPlaceTakesTheLikeliestTokenOfTheLawThatTheTailNames(String kind, double time, Tail tail) {
        Noise noise = kind.equals("uniform") ? new UniformNoise(StandardSchedule.LINEAR) : new HybridNoise(.4);
        InterpolatingDiffusion process = new InterpolatingDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), noise);
        Proposal proposal = new Proposal(1, 0, 0, 1, TopPRule.CROSSING, Greedy.LAST, tail);
        StepTaker taker = new StepTaker(process, SamplingSpec.ancestral(2, 1, 1).with(proposal));
        int states = noise.masked(.5) > 0 ? K + 1 : K;
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            for (int code = 0; code < (int) Math.pow(states, N); code++) {
                int[] seen = {code % states, code / states % states, code / states / states};
                oracle.open(1, N, N, N);
                Row row = new Row(new Draft(0, new SplittableRandom(code), SequenceCondition.free(N), N));
                row.begin(process, N);
                row.state = seen.clone();
                row.steps = new Steps(new double[] {time, 0}, new int[1]);
                row.logits = oracle.denoise(new int[1], new int[0], seen, new double[] {process.alpha(time)}, 0);
                taker.step(List.of(row), 0);
                double[][] law = SOURCE.marginals(likelihoods(noise, time, seen), tail == Tail.PREDICTION);
                for (int i = 0; i < N; i++) {
                    assertThat(row.state[i]).isEqualTo(likeliest(law[i]));
                }
            }
        }
    }

    private static double[][] likelihoods(Noise noise, double time, int[] seen) {
        double[][] likelihoods = new double[N][K];
        for (int i = 0; i < N; i++) {
            for (int v = 0; v < K; v++) {
                double mass = seen[i] == K ? noise.masked(time) : noise.uniform(time) / K;
                likelihoods[i][v] = mass + (seen[i] == v ? noise.alpha(time) : 0);
            }
        }
        return likelihoods;
    }

    private static int likeliest(double[] law) {
        return IntStream.range(0, K)
                .boxed()
                .max((a, b) -> Double.compare(law[a], law[b]))
                .orElseThrow();
    }
}
