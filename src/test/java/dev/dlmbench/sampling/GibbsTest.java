package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.Move;
import dev.dlmbench.process.Noise;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Gibbs corrector under the exact source, by adding up all noisy blocks and by drawing them. */
class GibbsTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});
    private static final int K = 3;
    private static final int N = 3;

    /** The law of the noisy block at a time stays as it is if one position, each as likely, is redrawn. */
    @ParameterizedTest
    @CsvSource({"uniform, .1", "uniform, .5", "uniform, .9", "hybrid, .2", "hybrid, .7"})
    void oneOfAnyPositionsLeavesTheLawOfTheBlock(String kind, double time) {
        InterpolatingDiffusion process = process(kind);
        double[] before = law(process, time);
        double[] after = new double[before.length];
        for (int code = 0; code < before.length; code++) {
            for (int position = 0; position < N; position++) {
                double[] redrawn = redrawn(process, time, state(process, code))[position];
                for (int v = 0; v < redrawn.length; v++) {
                    after[with(process, code, position, v)] += before[code] * redrawn[v] / N;
                }
            }
        }
        assertThat(Arrays.stream(before).sum()).isCloseTo(1, within(1e-12));
        assertThat(after).containsExactly(before, within(1e-12));
    }

    /** What is redrawn together does not see each other, and a choice that looks at the block prefers some blocks. */
    @Test
    void severalAtOnceOrTheLeastLikelyOneChangeTheLaw() {
        InterpolatingDiffusion process = process("uniform");
        double time = .4;
        double[] before = law(process, time);
        double[] together = new double[before.length];
        double[] unlikely = new double[before.length];
        for (int code = 0; code < before.length; code++) {
            int[] state = state(process, code);
            double[][] redrawn = redrawn(process, time, state);
            for (int first = 0; first < K; first++) {
                for (int second = 0; second < K; second++) {
                    int next = with(process, with(process, code, 0, first), 1, second);
                    together[next] += before[code] * redrawn[0][first] * redrawn[1][second];
                }
            }
            int chosen = IntStream.range(0, N)
                    .boxed()
                    .min((a, b) -> Double.compare(margin(redrawn[a], state[a]), margin(redrawn[b], state[b])))
                    .orElseThrow();
            for (int v = 0; v < K; v++) {
                unlikely[with(process, code, chosen, v)] += before[code] * redrawn[chosen][v];
            }
        }
        assertThat(variation(before, together)).isGreaterThan(.01);
        assertThat(variation(before, unlikely)).isGreaterThan(.01);
    }

    /** The step itself, from blocks of the law; chi-square over 27 or 64 blocks, .9999 at 63 degrees is 115. */
    @ParameterizedTest
    @CsvSource({"uniform, .3", "uniform, .8", "hybrid, .5"})
    void theStepDrawsThatLaw(String kind, double time) {
        InterpolatingDiffusion process = process(kind);
        double[] law = law(process, time);
        Logits[] logits = IntStream.range(0, law.length)
                .mapToObj(code -> logits(process, time, state(process, code)))
                .toArray(Logits[]::new);
        Gibbs gibbs = new Gibbs(1, 1, Gibbs.Choice.UNIFORM, 1);
        StepTaker taker = new StepTaker(process, SamplingSpec.ancestral(1, 1, 1).with(gibbs));
        SplittableRandom random = new SplittableRandom(4);
        int[] counts = new int[law.length];
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            int code = pick(law, random.nextDouble());
            Row row = row(process, state(process, code), logits[code], time, random);
            taker.step(List.of(row), 0);
            assertThat(row.fresh).isEqualTo(code(process, row.state) == code);
            counts[code(process, row.state)]++;
        }
        double chiSquare = 0;
        for (int code = 0; code < law.length; code++) {
            chiSquare += Math.pow(counts[code] - draws * law[code], 2) / (draws * law[code]);
        }
        assertThat(chiSquare).isLessThan(115);
    }

    /** Without noise on the margins the position of the lowest is redrawn, and no other. */
    @ParameterizedTest
    @CsvSource({"uniform, .3", "uniform, .8", "hybrid, .5"})
    void theLowestMarginIsRedrawnFirst(String kind, double time) {
        InterpolatingDiffusion process = process(kind);
        StepTaker taker =
                new StepTaker(process, SamplingSpec.ancestral(1, 1, 1).with(new Gibbs(1, 1, Gibbs.Choice.MARGIN, 0)));
        SplittableRandom random = new SplittableRandom(4);
        for (int code = 0; code < law(process, time).length; code++) {
            int[] state = state(process, code);
            double[][] redrawn = redrawn(process, time, state);
            double[] margins = IntStream.range(0, N)
                    .mapToDouble(i -> margin(redrawn[i], state[i]))
                    .toArray();
            double lowest = Arrays.stream(margins).min().orElseThrow();
            for (int draw = 0; draw < 20; draw++) {
                Row row = row(process, state, logits(process, time, state), time, random);
                taker.step(List.of(row), 0);
                for (int i = 0; i < N; i++) {
                    if (row.state[i] != state[i]) {
                        assertThat(margins[i]).isCloseTo(lowest, within(1e-5));
                    }
                }
            }
        }
    }

    /** Of T calls floor((T - 1) / (1 + c)) steps are corrected c times each, and all T are made. */
    @ParameterizedTest
    @CsvSource({"1, 2, 0", "3, 2, 0", "4, 2, 1", "8, 2, 2", "16, 2, 5", "8, 1, 3", "9, 7, 1", "8, 7, 0"})
    void theCallsOfABlockStayWhatTheyAre(int calls, int corrections, int corrected) {
        InterpolatingDiffusion process = process("uniform");
        Gibbs gibbs = new Gibbs(corrections, 12, Gibbs.Choice.MARGIN, 1);
        SamplingSpec spec = SamplingSpec.ancestral(calls, 1, 1).with(gibbs);
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            for (DrawnSequence sample :
                    new Sampler(process, spec, Sampler.Setup.of(2 * N)).draw(oracle, 5, new Seeds(1), 0)) {
                assertThat(sample.calls().correct()).isEqualTo(2L * corrected * corrections);
                assertThat(sample.calls().predicting()).isEqualTo(2L * calls);
            }
        }
        assertThat(gibbs.expectedCalls(calls)).isEqualTo(calls);
    }

    /** T = 8 and c = 2: steps at times 1, .75, .5 and .25, and corrections at .75 and .5. */
    @Test
    void correctionsStayAtTheTimeThatTheirStepWentTo() {
        StepLayout block = new StepLayout(process("uniform"), 8, 8, new double[0], false, new SplittableRandom(1));
        Steps steps = new Gibbs(2, 12, Gibbs.Choice.MARGIN, 1).layOut(new StepPlan.Grid(8), block);
        assertThat(steps.times()).containsExactly(1, .75, .75, .75, .5, .5, .5, .25, 0);
        assertThat(steps.corrections()).containsExactly(false, true, true, false, true, true, false, false);
    }

    /** Behind Duo's steps down to time 1e-5 its greedy call is one more. */
    @Test
    void aGreedyCallBehindTheOthersIsNotCorrected() {
        StepLayout block = new StepLayout(process("uniform"), 8, 8, new double[0], true, new SplittableRandom(1));
        Steps steps = new Gibbs(2, 12, Gibbs.Choice.MARGIN, 1).layOut(new StepPlan.Grid(8), block);
        assertThat(steps.count()).isEqualTo(9);
        assertThat(steps.times()[8]).isCloseTo(1e-5, within(1e-12));
    }

    private static InterpolatingDiffusion process(String kind) {
        Noise noise = kind.equals("uniform") ? new UniformNoise(StandardSchedule.LINEAR) : new HybridNoise(.4);
        return new InterpolatingDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), noise);
    }

    /** Returns how many states a position can be in. */
    private static int states(InterpolatingDiffusion process) {
        return process.masked(.5) > 0 ? K + 1 : K;
    }

    private static int[] state(InterpolatingDiffusion process, int code) {
        int many = states(process);
        return IntStream.range(0, N)
                .map(i -> code / (int) Math.pow(many, i) % many)
                .toArray();
    }

    private static int code(InterpolatingDiffusion process, int[] state) {
        int code = 0;
        for (int i = N - 1; i >= 0; i--) {
            code = states(process) * code + state[i];
        }
        return code;
    }

    private static int with(InterpolatingDiffusion process, int code, int position, int token) {
        int[] state = state(process, code);
        state[position] = token;
        return code(process, state);
    }

    /** The probability of every noisy block, over all texts. */
    private static double[] law(InterpolatingDiffusion process, double time) {
        double[] law = new double[(int) Math.pow(states(process), N)];
        for (int code = 0; code < law.length; code++) {
            int[] state = state(process, code);
            for (int number = 0; number < 27; number++) {
                int[] text = {number % 3, number / 3 % 3, number / 9};
                double weight = Math.exp(SOURCE.logLikelihood(text));
                for (int i = 0; i < N; i++) {
                    weight *= likelihood(process, time, state[i], text[i]);
                }
                law[code] += weight;
            }
        }
        return law;
    }

    private static double likelihood(InterpolatingDiffusion process, double time, int seen, int token) {
        return seen == K ? process.masked(time) : process.uniform(time) / K + (seen == token ? process.alpha(time) : 0);
    }

    /** What each position is redrawn from. */
    private static double[][] redrawn(InterpolatingDiffusion process, double time, int[] state) {
        double[][] evidence = new double[N][K];
        for (int i = 0; i < N; i++) {
            for (int v = 0; v < K; v++) {
                evidence[i][v] = likelihood(process, time, state[i], v);
            }
        }
        double[][] predictions = SOURCE.marginals(evidence, true);
        Move law = Gibbs.law(process, time);
        double[][] redrawn = new double[N][states(process)];
        for (int i = 0; i < N; i++) {
            for (int v = 0; v < redrawn[i].length; v++) {
                redrawn[i][v] = v == K ? law.mask() : law.draw() * predictions[i][v] + law.uniform() / K;
            }
        }
        return redrawn;
    }

    private static double margin(double[] law, int state) {
        double other = IntStream.range(0, law.length)
                .filter(v -> v != state)
                .mapToDouble(v -> law[v])
                .max()
                .orElseThrow();
        return Math.log(law[state] / other);
    }

    private static Logits logits(InterpolatingDiffusion process, double time, int[] state) {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process)) {
            oracle.open(1, N, N, N);
            return oracle.denoise(new int[1], new int[0], state, new double[] {process.alpha(time)}, 0);
        }
    }

    /** Returns a row whose next step is a correction at a time. */
    private static Row row(
            InterpolatingDiffusion process, int[] state, Logits logits, double time, SplittableRandom random) {
        Row row = new Row(new Draft(0, random, SequenceCondition.free(N), N));
        row.begin(process, N);
        row.state = state.clone();
        row.logits = logits;
        row.steps = new Steps(new double[] {time, time, 0}, new int[2], new boolean[] {true, false});
        return row;
    }

    private static int pick(double[] law, double uniform) {
        double left = uniform;
        int code = 0;
        while (code < law.length - 1 && left >= law[code]) {
            left -= law[code++];
        }
        return code;
    }

    private static double variation(double[] first, double[] second) {
        return IntStream.range(0, first.length)
                        .mapToDouble(i -> Math.abs(first[i] - second[i]))
                        .sum()
                / 2;
    }
}
