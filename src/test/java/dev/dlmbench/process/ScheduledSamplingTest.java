package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.base.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences that are noised from what the model itself predicts. */
class ScheduledSamplingTest {
    private static final double[] LAW = {.4, .3, .1, .1, .1};
    private static final int K = 5;
    private static final int N = 8;

    /** A model that takes every token for a 1, and remembers what it was asked. */
    private static final class Ones implements ScheduledSampling.Predictor {
        private final List<LossInputs> asked = new ArrayList<>();

        @Override
        public ScheduledSampling.Prediction of(LossInputs noisy) {
            asked.add(noisy);
            return new Fixed(new double[] {0, 1, 0, 0, 0});
        }
    }

    /** The same distribution for every row. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Fixed(double[] law) implements ScheduledSampling.Prediction {
        @Override
        public double[] probabilities(int[] rows, int[] ids) {
            return Arrays.stream(ids).mapToDouble(id -> id < K ? law[id] : 0).toArray();
        }

        @Override
        public void subtract(int[] ids, double[] amounts) {
            throw new AssertionError("no output here is the posterior");
        }

        @Override
        public int[] draw(int[] rows, double[] uniforms) {
            return Arrays.stream(uniforms).mapToInt(this::token).toArray();
        }

        private int token(double uniform) {
            int token = 0;
            double left = uniform - law[0];
            while (left >= 0 && token < K - 1) {
                left -= law[++token];
            }
            return token;
        }

        @Override
        public void close() {}
    }

    /**
     * The posteriors that a law has given the other positions, of a noisy sequence under uniform noise.
     *
     * @param laws one for each position
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Posteriors(double[][] laws) implements ScheduledSampling.Prediction {
        static Posteriors of(LossInputs noisy) {
            double alpha = Math.exp(-noisy.sigma()[0]);
            double evidence = Math.log1p(K * alpha / (1 - alpha));
            return new Posteriors(Arrays.stream(noisy.ids())
                    .mapToObj(seen -> Interpolation.leaveOneOut(LAW, seen, -evidence))
                    .toArray(double[][]::new));
        }

        @Override
        public double[] probabilities(int[] rows, int[] ids) {
            double[] probabilities = new double[rows.length];
            Arrays.setAll(probabilities, i -> laws[rows[i]][ids[i]]);
            return probabilities;
        }

        @Override
        public void subtract(int[] ids, double[] amounts) {
            Arrays.setAll(laws, i -> Interpolation.leaveOneOut(laws[i], ids[i], amounts[i]));
        }

        @Override
        public int[] draw(int[] rows, double[] uniforms) {
            int[] tokens = new int[rows.length];
            Arrays.setAll(tokens, i -> new Fixed(laws[rows[i]]).token(uniforms[i]));
            return tokens;
        }

        @Override
        public void close() {}
    }

    private static ObjectiveSpec spec(ObjectiveSpec.Sharing sharing) {
        return new ObjectiveSpec(TrainingLoss.NELBO, sharing, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
    }

    private static ProcessSpec process(ProcessKind kind, int size) {
        return kind == ProcessKind.HYBRID
                ? new HybridSpec(new BlockSpec(size, null, CleanRows.BLOCK_CAUSAL), .3)
                : ProcessSpec.of(kind, size);
    }

    static Stream<Arguments> processes() {
        return Stream.of(ProcessKind.MASKED, ProcessKind.UNIFORM, ProcessKind.HYBRID)
                .flatMap(kind -> Stream.of(
                        Arguments.of(process(kind, N), ObjectiveSpec.Sharing.BLOCK),
                        Arguments.of(process(kind, 2), ObjectiveSpec.Sharing.BLOCK),
                        Arguments.of(process(kind, 2), ObjectiveSpec.Sharing.SEQUENCE),
                        Arguments.of(process(kind, 1), ObjectiveSpec.Sharing.BLOCK)));
    }

    static Stream<Arguments> withCounts() {
        return Stream.concat(
                processes(), Stream.of(Arguments.of(process(ProcessKind.MASKED, 4), ObjectiveSpec.Sharing.COUNT)));
    }

    private static LossInputs drawn(
            ProcessSpec process, ObjectiveSpec.Sharing sharing, int[][] clean, NoiseSource source) {
        Objective objective = new Objective(process, spec(sharing), K, N);
        return objective
                .step(clean, 1, Window.FULL, new SplittableRandom(4), source)
                .get(0);
    }

    private static ScheduledSampling always(ScheduledSampling.Predictor predictor) {
        return new ScheduledSampling(1, Prompts.NONE, predictor, new Seeds(9));
    }

    private static int[][] zeros(int sequences) {
        return new int[sequences][N];
    }

    private static int[] noisy(LossInputs inputs, int sequence) {
        int rows = inputs.ids().length / inputs.batch();
        return Arrays.copyOfRange(inputs.ids(), sequence * rows, sequence * rows + N);
    }

    /** Of a network whose output is the posterior, what its own state says is taken off before a token is drawn. */
    @Test
    void posteriorsAreConvertedBeforeTheyAreDrawnFrom() {
        ProcessSpec posterior = new UniformSpec(
                new BlockSpec(N, null, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR, Parameterization.POSTERIOR);
        ObjectiveSpec.Sharing sharing = ObjectiveSpec.Sharing.BLOCK;
        LossInputs expected =
                drawn(process(ProcessKind.UNIFORM, N), sharing, zeros(40), always(noisy -> new Fixed(LAW)));
        LossInputs converted = drawn(posterior, sharing, zeros(40), always(Posteriors::of));
        assertThat(converted.ids()).isEqualTo(expected.ids());
    }

    /** What the loss aims at, what clean rows show and the caller's own arrays are the true tokens. */
    @ParameterizedTest
    @MethodSource("withCounts")
    void theTargetIsNeverWrittenInto(ProcessSpec process, ObjectiveSpec.Sharing sharing) {
        int[][] clean = zeros(40);
        LossInputs inputs = drawn(process, sharing, clean, always(new Ones()));
        assertThat(clean).isDeepEqualTo(zeros(40));
        assertThat(inputs.clean()).containsOnly(0);
        int rows = inputs.ids().length / 40;
        for (int b = 0; b < 40 && rows > N; b++) {
            assertThat(Arrays.copyOfRange(inputs.ids(), b * rows + N, (b + 1) * rows))
                    .containsOnly(0);
        }
        assertThat(inputs.ids()).contains(1);
    }

    /** Visible tokens change, but which are masked, what they weigh and the noise levels are those of the batch. */
    @ParameterizedTest
    @MethodSource("withCounts")
    void theNoiseOfTheBatchIsWhatItIsWithout(ProcessSpec process, ObjectiveSpec.Sharing sharing) {
        LossInputs with = drawn(process, sharing, zeros(40), always(new Ones()));
        LossInputs without = drawn(process, sharing, zeros(40), NoiseSource.CLEAN);
        assertThat(with.sigma()).isEqualTo(without.sigma());
        for (int b = 0; b < 40; b++) {
            int[] seen = noisy(with, b);
            int[] usual = noisy(without, b);
            for (int i = 0; i < N; i++) {
                assertThat(seen[i] == K).isEqualTo(usual[i] == K);
                if (usual[i] != 0) {
                    assertThat(seen[i]).as("noise is noise").isEqualTo(usual[i]);
                }
            }
        }
        if (process.kind() == ProcessKind.MASKED) {
            assertThat(with.noise()).isEqualTo(without.noise());
        }
    }

    /** The prediction is made where there is more noise than in the batch, in every block of every sequence. */
    @ParameterizedTest
    @MethodSource("processes")
    void everyPredictionIsMadeAtAHigherNoiseLevel(ProcessSpec process, ObjectiveSpec.Sharing sharing) {
        Ones model = new Ones();
        LossInputs inputs = drawn(process, sharing, zeros(400), always(model));
        int groups = inputs.sigma().length / 400;
        assertThat(model.asked).hasSize(400);
        for (int b = 0; b < 400; b++) {
            for (int g = 0; g < groups; g++) {
                float own = inputs.sigma()[b * groups + g];
                float higher = model.asked.get(b).sigma()[g];
                assertThat(higher).isGreaterThanOrEqualTo(own);
                if (own < 6.9f) { // what networks see of levels ends there
                    assertThat(higher).isGreaterThan(own);
                }
            }
        }
    }

    /**
     * With linear alpha, times are 1 - alpha; (1 - u) / (1 - t) is then uniform, whatever t: mean 1/2, variance 1/12.
     */
    @ParameterizedTest
    @CsvSource({"0, .3", ".3, .7", ".7, 1"})
    void theHigherLevelIsUniformAboveTheOwn(double low, double high) {
        Ones model = new Ones();
        LossInputs inputs =
                drawn(process(ProcessKind.MASKED, N), ObjectiveSpec.Sharing.BLOCK, zeros(4000), always(model));
        List<Double> shares = new ArrayList<>();
        for (int b = 0; b < 4000; b++) {
            double time = 1 - Math.exp(-inputs.sigma()[b]);
            if (time >= low && time < high && time < .99) {
                shares.add(Math.exp(-model.asked.get(b).sigma()[0]) / (1 - time));
            }
        }
        double error = Math.sqrt(1 / 12. / shares.size());
        double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(mean).isCloseTo(.5, within(4 * error + .005)); // levels are seen up to alpha .001
    }

    @Test
    void countsAreHigherUnlessAllIsMasked() {
        Ones model = new Ones();
        LossInputs inputs =
                drawn(process(ProcessKind.MASKED, 4), ObjectiveSpec.Sharing.COUNT, zeros(300), always(model));
        boolean[] seen = new boolean[5];
        for (int b = 0; b < 300; b++) {
            for (int block = 0; block < 2; block++) {
                long own = masks(noisy(inputs, b), block);
                long higher = masks(noisy(model.asked.get(b), 0), block);
                assertThat(higher).isBetween(Math.min(4, own + 1), 4L);
                seen[(int) (higher - own)] = true;
            }
        }
        assertThat(seen).containsExactly(true, true, true, true, false);
    }

    private static long masks(int[] noisy, int block) {
        return Arrays.stream(noisy, 4 * block, 4 * block + 4)
                .filter(id -> id == K)
                .count();
    }

    /** Each sequence decides for itself: Binomial(400, .3) within four standard deviations. */
    @Test
    void sequencesAreChosenOneByOne() {
        Ones model = new Ones();
        ScheduledSampling some = new ScheduledSampling(.3, Prompts.NONE, model, new Seeds(2));
        LossInputs inputs = drawn(process(ProcessKind.UNIFORM, N), ObjectiveSpec.Sharing.BLOCK, zeros(400), some);
        assertThat(model.asked.size()).isBetween(120 - 37, 120 + 37);
        LossInputs usual =
                drawn(process(ProcessKind.UNIFORM, N), ObjectiveSpec.Sharing.BLOCK, zeros(400), NoiseSource.CLEAN);
        long changed = IntStream.range(0, 400)
                .filter(b -> !Arrays.equals(noisy(inputs, b), noisy(usual, b)))
                .count();
        assertThat(changed).isPositive().isLessThanOrEqualTo(model.asked.size());
    }

    /** What one sequence gets does not depend on whether another was chosen, nor on how many there are. */
    @Test
    void aSequenceIsTheSameWhateverIsBesideIt() {
        int[][] first = drawn(3);
        int[][] all = drawn(7);
        assertThat(Arrays.copyOf(all, 3)).isDeepEqualTo(first);
    }

    @Test
    void sequencesOfOneStepHaveNumbersOfTheirOwnInEveryPart() {
        Ones whole = new Ones();
        Ones parts = new Ones();
        Objective objective = new Objective(process(ProcessKind.MASKED, N), spec(ObjectiveSpec.Sharing.BLOCK), K, N);
        ScheduledSampling ofWhole = new ScheduledSampling(.5, Prompts.NONE, whole, new Seeds(7));
        ScheduledSampling ofParts = new ScheduledSampling(.5, Prompts.NONE, parts, new Seeds(7));
        objective.step(zeros(40), 1, Window.FULL, new SplittableRandom(1), ofWhole);
        objective.step(zeros(40), 4, Window.FULL, new SplittableRandom(1), ofParts);
        assertThat(parts.asked).hasSameSizeAs(whole.asked).hasSizeBetween(5, 35);
    }

    private static int[][] drawn(int sequences) {
        MaskedDiffusion masked = new MaskedDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        double[] times = new double[sequences];
        Arrays.fill(times, .3);
        NoiseLevels levels = new NoiseLevels.OfTimes(
                times,
                1,
                1,
                0,
                (clean, source, own, random) -> masked.corrupt(clean, source, own, Window.FULL, random));
        return new ScheduledSampling(
                        .5, Prompts.NONE, noisy -> new Fixed(new double[] {.2, .2, .2, .2, .2}), new Seeds(6))
                .of(masked, zeros(sequences), 0, levels);
    }

    /**
     * Under uniform noise a position that shows v comes from x with probability proportional to p(x) (alpha [x = v] +
     * uniform / K), where p is the prediction from the other positions.
     */
    @Test
    void thePredictionOfANoisyTokenKnowsWhatItShows() {
        int count = 40_000;
        double[] law = {.5, .2, .1, .1, .1};
        UniformNoise noise = new UniformNoise(StandardSchedule.LINEAR);
        InterpolatingDiffusion uniform =
                new InterpolatingDiffusion(K, new Blocks(count, CleanRows.BLOCK_CAUSAL), noise);
        int[] shown = new int[count];
        Arrays.fill(shown, 3);
        NoiseLevels levels =
                new NoiseLevels.OfTimes(new double[] {.6}, 1, .6, 0, (clean, source, times, random) -> uniform.blocks()
                        .inputs(clean, shown, times, new double[count], LossKind.CROSS_ENTROPY));
        int[] predicted = new ScheduledSampling(1, Prompts.NONE, inputs -> new Fixed(law), new Seeds(3))
                .of(uniform, new int[1][count], 0, levels)[0];
        double[] posterior = new double[K];
        double sum = 0;
        for (int x = 0; x < K; x++) {
            posterior[x] = law[x] * ((x == 3 ? .4 : 0) + .6 / K);
            sum += posterior[x];
        }
        for (int x = 0; x < K; x++) {
            int token = x;
            double share = Arrays.stream(predicted).filter(id -> id == token).count() / (double) count;
            assertThat(share).isCloseTo(posterior[x] / sum, within(4 * .5 / Math.sqrt(count)));
        }
    }

    /** Hidden tokens are predicted, visible ones of masked noise are known. */
    @Test
    void visibleTokensOfMaskedNoiseArePredictedAsThemselves() {
        Ones model = new Ones();
        ScheduledSampling sampling = always(model);
        MaskedDiffusion masked = new MaskedDiffusion(K, new Blocks(N, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        double[] times = new double[50];
        Arrays.fill(times, .2);
        NoiseLevels levels = new NoiseLevels.OfTimes(
                times,
                1,
                1,
                0,
                (clean, source, own, random) -> masked.corrupt(clean, source, own, Window.FULL, random));
        int[][] source = sampling.of(masked, zeros(50), 0, levels);
        for (int b = 0; b < 50; b++) {
            int[] seen = noisy(model.asked.get(b), 0);
            for (int i = 0; i < N; i++) {
                assertThat(source[b][i]).isEqualTo(seen[i] == K ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("processes")
    void promptsStayClean(ProcessSpec process, ObjectiveSpec.Sharing sharing) {
        int[][] clean = zeros(60);
        for (int[] sequence : clean) {
            sequence[3] = 2;
        }
        Prompts prompts = sequence -> BitSet.valueOf(new long[] {0b1111});
        Ones model = new Ones();
        Objective objective = new Objective(process, spec(sharing), K, N, OptionalInt.empty(), prompts);
        ScheduledSampling source = new ScheduledSampling(1, prompts, model, new Seeds(5));
        LossInputs inputs = objective
                .step(clean, 1, Window.FULL, new SplittableRandom(8), source)
                .get(0);
        for (int b = 0; b < 60; b++) {
            assertThat(Arrays.copyOf(noisy(inputs, b), 4)).containsExactly(0, 0, 0, 2);
            assertThat(Arrays.copyOf(noisy(model.asked.get(b), 0), 4)).containsExactly(0, 0, 0, 2);
        }
    }

    @Test
    void theProbabilityRisesLinearlyToTheDeclaredOne() {
        ObjectiveSpec spec = ObjectiveSpec.NELBO.withScheduledSampling(.05);
        assertThat(spec.scheduledSamplingAt(1, 1000)).isCloseTo(.00005, within(1e-15));
        assertThat(spec.scheduledSamplingAt(500, 1000)).isCloseTo(.025, within(1e-15));
        assertThat(spec.scheduledSamplingAt(1000, 1000)).isEqualTo(.05);
    }
}
