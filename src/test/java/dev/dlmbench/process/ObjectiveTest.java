package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.fixture.TableDenoiser;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How training batches are corrupted and weighed. */
class ObjectiveTest {
    private static final int K = 4;
    private static final int N = 8;

    /**
     * GIDD's dynamic weights: 2 for a mask, 1 for a wrong token, B / N sqrt(t / (1 - t)) for the right one, at most 2.
     */
    @ParameterizedTest
    @ValueSource(doubles = {.1, .5, .9})
    void dynamicWeightsAreThoseOfGidd(double time) {
        HybridNoise noise = new HybridNoise(.2);
        double[] weights = weights(noise, time, TrainingLoss.DYNAMIC);
        assertThat(weights[0]).isCloseTo(Math.min(2, .5 / K * Math.sqrt(time / (1 - time))), within(1e-12));
        assertThat(weights[1]).isCloseTo(1, within(1e-12));
        assertThat(weights[2]).isCloseTo(2, within(1e-12));
    }

    /** The dynamic weights are the bound's, divided by 1 / (2 t (1 - t)), where they are not cut. */
    @Test
    void dynamicWeightsAreTheBoundsRelativeToEachOther() {
        HybridNoise noise = new HybridNoise(.2);
        double[] bound = weights(noise, .4, TrainingLoss.NELBO);
        double[] dynamic = weights(noise, .4, TrainingLoss.DYNAMIC);
        double half = 1 / (2 * .4 * .6);
        assertThat(bound[1] / half).isCloseTo(dynamic[1], within(1e-9));
        assertThat(bound[2] / half).isCloseTo(dynamic[2], within(1e-9));
    }

    @Test
    void clampedWeightsAreTheBoundsUpToOne() {
        HybridNoise noise = new HybridNoise(.2);
        double[] bound = weights(noise, .5, TrainingLoss.NELBO);
        double[] clamped = weights(noise, .5, TrainingLoss.CLAMPED);
        assertThat(bound[0]).isCloseTo(.25 / K / (.5 * (.5 + .25 / K)), within(1e-9));
        for (int i = 0; i < 3; i++) {
            assertThat(clamped[i]).isCloseTo(Math.min(1, bound[i]), within(1e-12));
        }
        assertThat(bound[2]).isGreaterThan(1);
        assertThat(bound[0]).isLessThan(1);
    }

    /** Returns w = rate / probability of the seen state, for the right token, a wrong one and the mask. */
    private static double[] weights(HybridNoise noise, double time, TrainingLoss loss) {
        InterpolatingDiffusion process = new InterpolatingDiffusion(K, new Blocks(1, CleanRows.BLOCK_CAUSAL), noise);
        double[] weights = new double[3];
        SplittableRandom random = new SplittableRandom(1);
        int[][] clean = new int[1][400];
        double[] times = new double[400];
        Arrays.fill(times, time);
        LossInputs inputs = process.corrupt(clean, times, loss, random);
        for (int i = 0; i < 400; i++) {
            int seen = inputs.ids()[i];
            double mass = seen == K ? inputs.noise()[4 * i + 2] : inputs.noise()[4 * i + 1];
            double probability = mass + (seen == 0 ? inputs.noise()[4 * i] : 0);
            weights[seen == 0 ? 0 : seen == K ? 2 : 1] = inputs.noise()[4 * i + 3] / probability;
        }
        return weights;
    }

    /** Hybrid noise without uniform tokens is masked diffusion, loss for loss. */
    @Test
    void hybridNoiseOfMasksAloneIsMaskedDiffusion() {
        Blocks blocks = new Blocks(4, CleanRows.BLOCK_CAUSAL);
        InterpolatingDiffusion hybrid = new InterpolatingDiffusion(K, blocks, new HybridNoise(0));
        MaskedDiffusion masked = new MaskedDiffusion(K, blocks, StandardSchedule.LINEAR);
        TableDenoiser model = new TableDenoiser(K, 3);
        int[][] clean = {{0, 1, 2, 3, 3, 2, 1, 0}};
        double[] times = {.4, .7};
        double[] general = model.losses(hybrid.corrupt(clean, times, new SplittableRandom(5)));
        LossInputs inputs = hybrid.corrupt(clean, times, new SplittableRandom(5));
        boolean[] isMasked = new boolean[8];
        for (int i = 0; i < 8; i++) {
            isMasked[i] = inputs.ids()[i] == K;
        }
        for (int i = 0; i < 8; i++) {
            double[] prediction = model.prediction(
                    Arrays.copyOf(clean[0], i / 4 * 4),
                    Arrays.copyOfRange(inputs.ids(), i / 4 * 4, i / 4 * 4 + 4),
                    i % 4);
            double expected = isMasked[i] ? -Math.log(prediction[clean[0][i]]) / times[i / 4] : 0;
            assertThat(general[i]).isCloseTo(expected, within(1e-9));
        }
        assertThat(isMasked).contains(true, false);
        assertThat(masked.alpha(.4)).isEqualTo(hybrid.alpha(.4));
    }

    /** What a position becomes has the probabilities of the forward process. */
    @Test
    void hybridCorruptionHasTheForwardProcessLaw() {
        HybridNoise noise = new HybridNoise(.3);
        InterpolatingDiffusion process = new InterpolatingDiffusion(K, new Blocks(1, CleanRows.BLOCK_CAUSAL), noise);
        int count = 200_000;
        double[] times = new double[count];
        Arrays.fill(times, .6);
        LossInputs inputs = process.corrupt(new int[1][count], times, new SplittableRandom(2));
        double[] shares = new double[K + 1];
        for (int i = 0; i < count; i++) {
            shares[inputs.ids()[i]] += 1.0 / count;
        }
        assertThat(shares[0]).isCloseTo(noise.alpha(.6) + noise.uniform(.6) / K, within(.005));
        assertThat(shares[1]).isCloseTo(noise.uniform(.6) / K, within(.005));
        assertThat(shares[K]).isCloseTo(noise.masked(.6), within(.005));
    }

    @Test
    void crossEntropiesCountTheirTokensOnce() {
        int[][] clean = new int[16][N];
        LossInputs masked = objective(ProcessKind.MASKED, TrainingLoss.CROSS_ENTROPY)
                .draw(clean, N, Window.FULL, new SplittableRandom(1));
        for (int i = 0; i < masked.noise().length; i++) {
            assertThat(masked.noise()[i]).isEqualTo(masked.ids()[i] == K ? 1 : 0);
        }
        LossInputs changed = objective(ProcessKind.UNIFORM, TrainingLoss.CHANGED_CROSS_ENTROPY)
                .draw(clean, N, Window.FULL, new SplittableRandom(1));
        for (int i = 0; i < changed.noise().length; i++) {
            assertThat(changed.noise()[i]).isEqualTo(changed.ids()[i] == 0 ? 0 : 1);
        }
        for (TrainingLoss every : List.of(TrainingLoss.MARGINAL_CROSS_ENTROPY, TrainingLoss.CROSS_ENTROPY)) {
            assertThat(objective(ProcessKind.UNIFORM, every)
                            .draw(clean, N, Window.FULL, new SplittableRandom(1))
                            .noise())
                    .containsOnly(1);
        }
    }

    @Test
    void timesAreSharedByBlockOrBySequence() {
        int[][] clean = new int[3][N];
        float[] own = objective(ProcessKind.MASKED, TrainingLoss.NELBO)
                .draw(clean, 2, Window.FULL, new SplittableRandom(1))
                .sigma();
        ObjectiveSpec spec = new ObjectiveSpec(
                TrainingLoss.NELBO, ObjectiveSpec.Sharing.SEQUENCE, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        float[] shared = new Objective(ProcessSpec.of(ProcessKind.MASKED, 2), spec, K, N)
                .draw(clean, 2, Window.FULL, new SplittableRandom(1))
                .sigma();
        assertThat(own).hasSize(12).doesNotHaveDuplicates();
        for (int i = 0; i < 12; i++) {
            assertThat(shared[i]).isEqualTo(shared[i / 4 * 4]);
        }
        assertThat(shared[0]).isNotEqualTo(shared[4]);
    }

    /**
     * Two sequences of four blocks, whose times come from eight strata: over many batches every block gets every
     * stratum equally often, and every batch all of them. With e = draws / 4, {@code 7 / 8 sum (count - e)^2 / e} has
     * the chi-square law of 7 * 3 degrees of freedom, as each batch is a random permutation; 54.2 is its .9999
     * quantile.
     */
    @ParameterizedTest
    @EnumSource(
            value = ProcessKind.class,
            names = {"MASKED", "UNIFORM"})
    void theTimeOfABlockDoesNotDependOnItsPlace(ProcessKind kind) {
        int draws = 4000;
        int[][] counts = new int[4][8];
        SplittableRandom random = new SplittableRandom(5);
        for (int draw = 0; draw < draws; draw++) {
            float[] levels = objective(kind, TrainingLoss.NELBO)
                    .draw(new int[2][N], 2, Window.FULL, random)
                    .sigma();
            boolean[] seen = new boolean[8];
            for (int b = 0; b < 8; b++) {
                double time = 1 - Math.exp(-levels[b]);
                int stratum = (int) ((time - .001) / (kind == ProcessKind.MASKED ? .999 : .998) * 8);
                seen[stratum] = true;
                counts[b % 4][stratum]++;
            }
            assertThat(seen).containsOnly(true);
        }
        assertThat(7.0 / 8 * chiSquare(counts, draws / 4.0)).isLessThan(54.2);
    }

    /** As above, with numbers of masks from 1 to 4, each of which two of the eight strata stand for. */
    @Test
    void theCountOfABlockDoesNotDependOnItsPlace() {
        ObjectiveSpec spec = new ObjectiveSpec(
                TrainingLoss.NELBO, ObjectiveSpec.Sharing.COUNT, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        Objective objective = new Objective(ProcessSpec.of(ProcessKind.MASKED, 4), spec, K, 16);
        int draws = 4000;
        int[][] counts = new int[4][4];
        SplittableRandom random = new SplittableRandom(6);
        for (int draw = 0; draw < draws; draw++) {
            double[] weights =
                    objective.draw(new int[2][16], 4, Window.FULL, random).noise();
            int[] all = new int[4];
            for (int b = 0; b < 8; b++) {
                int masked = (int) Arrays.stream(weights, 4 * b, 4 * b + 4)
                        .filter(weight -> weight > 0)
                        .count();
                all[masked - 1]++;
                counts[b % 4][masked - 1]++;
            }
            assertThat(all).containsOnly(2);
        }
        // .9999 at 3 * 3 degrees of freedom
        assertThat(7.0 / 8 * chiSquare(counts, draws / 2.0)).isLessThan(33.7);
    }

    private static double chiSquare(int[][] counts, double expected) {
        return Arrays.stream(counts)
                .flatMapToInt(Arrays::stream)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    /** ARDM: the number masked runs over 1 to S evenly, the weight is S over it. */
    @Test
    void countsAreDrawnEvenlyWithTheirWeights() {
        ObjectiveSpec spec = new ObjectiveSpec(
                TrainingLoss.NELBO, ObjectiveSpec.Sharing.COUNT, Window.FULL, false, 0.5, ObjectiveSpec.Search.NONE);
        LossInputs inputs = new Objective(ProcessSpec.of(ProcessKind.MASKED, N), spec, K, N)
                .draw(new int[800][N], N, Window.FULL, new SplittableRandom(1));
        int[] counts = new int[N + 1];
        for (int b = 0; b < 800; b++) {
            double[] own = Arrays.copyOfRange(inputs.noise(), b * N, (b + 1) * N);
            int masked = (int) Arrays.stream(own).filter(weight -> weight > 0).count();
            counts[masked]++;
            for (double weight : own) {
                assertThat(weight).isIn(0.0, (double) N / masked + .5);
            }
        }
        for (int masked = 1; masked <= N; masked++) {
            assertThat(counts[masked]).isEqualTo(100);
        }
    }

    /** A network sees minus ln alpha, and of pure noise no more than that of alpha 0.001. */
    @Test
    void theNoiseLevelThatANetworkSeesIsCapped() {
        int[][] clean = new int[1][4];
        double[] times = {.5, .998, .9999, 1};
        Blocks blocks = new Blocks(1, CleanRows.BLOCK_CAUSAL);
        float most = (float) Math.log(1000);
        MaskedDiffusion masked = new MaskedDiffusion(K, blocks, StandardSchedule.LINEAR);
        InterpolatingDiffusion uniform =
                new InterpolatingDiffusion(K, blocks, new UniformNoise(StandardSchedule.LINEAR));
        for (BlockDiffusion process : List.of(masked, uniform)) {
            float[] levels =
                    process.corrupt(clean, times, new SplittableRandom(1)).sigma();
            assertThat(levels[0]).isCloseTo((float) Math.log(2), within(1e-6f));
            assertThat(levels[1]).isCloseTo((float) Math.log(500), within(1e-5f));
            assertThat(levels[2]).isCloseTo(most, within(1e-5f));
            assertThat(levels[3]).isCloseTo(most, within(1e-5f));
            assertThat(process.pureNoise(clean, new SplittableRandom(1)).sigma()[0])
                    .isCloseTo(most, within(1e-5f));
        }
    }

    /** D3PM: times lie on the grid, the last step reveals everything. */
    @Test
    void discreteTimesLieOnTheirGrid() {
        MaskedDiffusion process = new MaskedDiffusion(
                K, new Blocks(1, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR, Parameterization.MEAN, 10);
        LossInputs inputs = process.corrupt(new int[1][2], new double[] {.45, .05}, new SplittableRandom(3));
        assertThat(inputs.loss()).isEqualTo(LossKind.DISCRETE);
        assertThat(inputs.sigma()[0]).isCloseTo((float) -Math.log(.5), within(1e-6f));
        assertThat(inputs.noise()[1])
                .as("from .5 to .4 a fifth of the masks go")
                .isCloseTo(.2, within(1e-12));
        assertThat(inputs.noise()[2]).isCloseTo(1, within(1e-12));
        assertThat(inputs.noise()[3]).isCloseTo(1.5, within(1e-12));
        assertThat(inputs.noise()[5]).as("the first step leaves no mask").isCloseTo(1, within(1e-12));
    }

    @Test
    void everyMicroBatchHasOneSizeOfTheMixture() {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(Map.of(1, .25, 4, .75)), BlockSizes.Draw.STRATIFIED);
        ProcessSpec mixed = ProcessSpec.of(
                ProcessKind.UNIFORM,
                0,
                sizes,
                CleanRows.TOKEN_CAUSAL,
                StandardSchedule.LINEAR,
                Parameterization.SUBS,
                0,
                0);
        List<LossInputs> parts =
                Objective.bound(mixed, K, N).step(new int[8][N], 4, Window.FULL, new SplittableRandom(1));
        assertThat(parts).hasSize(4).allMatch(part -> part.batch() == 2);
        assertThat(parts).allMatch(part -> part.pattern() == AttentionPattern.DUAL_TOKEN_CAUSAL);
        assertThat(parts.stream().map(LossInputs::block)).containsExactlyInAnyOrder(1, 4, 4, 4);
        for (LossInputs part : parts) {
            assertThat(part.loss())
                    .as("blocks of one token are taught on pure noise")
                    .isEqualTo(part.block() == 1 ? LossKind.CROSS_ENTROPY : LossKind.NELBO);
        }
    }

    /** With blocks as long as the sequence there is nothing clean to look at: full-sequence diffusion. */
    @Test
    void oneBlockIsFullSequenceDiffusion() {
        LossInputs inputs = objective(ProcessKind.MASKED, TrainingLoss.NELBO)
                .draw(new int[2][N], N, Window.FULL, new SplittableRandom(1));
        assertThat(inputs.pattern()).isEqualTo(AttentionPattern.BIDIRECTIONAL);
        assertThat(inputs.ids()).hasSize(2 * N);
    }

    private static Objective objective(ProcessKind kind, TrainingLoss loss) {
        return new Objective(
                ProcessSpec.of(kind, 0),
                new ObjectiveSpec(loss, ObjectiveSpec.Sharing.BLOCK, Window.FULL, false, 0, ObjectiveSpec.Search.NONE),
                K,
                N);
    }

    /** What is given is clean and has no loss, wherever it is: 5 and 3 of 16 positions. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPHERE")
    void promptsAreGivenAndTheMeanIsOverTheTargets(ProcessKind kind) {
        ProcessSpec process = ProcessSpec.of(kind, kind == ProcessKind.AUTOREGRESSIVE ? 0 : 4);
        int[][] clean = {{0, 1, 2, 0, 3, 2, 3, 0}, {2, 1, 3, 1, 2, 0, 0, 0}};
        List<Set<Integer>> given = List.of(Set.of(0, 1, 2, 3, 4), Set.of(0, 1, 5));
        Prompts prompts = sequence -> {
            BitSet places = new BitSet();
            given.get(Arrays.asList(clean).indexOf(known(clean, sequence))).forEach(places::set);
            return places;
        };
        LossInputs all = new Objective(process, ObjectiveSpec.NELBO, K, N)
                .draw(clean, process.blockSizeIn(N), Window.FULL, new SplittableRandom(1));
        LossInputs some = new Objective(process, ObjectiveSpec.NELBO, K, N, OptionalInt.empty(), prompts)
                .draw(clean, process.blockSizeIn(N), Window.FULL, new SplittableRandom(1));
        int width = all.loss().width();
        int factor = all.loss() == LossKind.NELBO ? 3 : 0;
        int rows = all.ids().length / 2;
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < 8; i++) {
                boolean prompt = given.get(b).contains(i);
                int seen = all.ids()[b * rows + i];
                boolean put = prompt && kind != ProcessKind.AUTOREGRESSIVE;
                assertThat(some.ids()[b * rows + i]).isEqualTo(put ? clean[b][i] : seen);
                double before = all.noise()[(b * 8 + i) * width + factor];
                assertThat(some.noise()[(b * 8 + i) * width + factor]).isEqualTo(prompt ? 0 : before * 16 / 8);
            }
        }
    }

    /** The first token of each of two sequences is not predicted, and 6 of the other 14 are given. */
    @Test
    void withoutABeginningTheMeanIsOverTheTargetsToo() {
        int[][] clean = {{0, 1, 2, 0, 3, 2, 3, 0}, {2, 1, 3, 1, 2, 0, 0, 0}};
        Prompts prompts = sequence -> {
            BitSet places = new BitSet();
            places.set(0, sequence[0] == 0 ? 5 : 3);
            return places;
        };
        LossInputs some = new Objective(
                        new AutoregressiveSpec(Beginning.NONE), ObjectiveSpec.NELBO, K, N, OptionalInt.empty(), prompts)
                .draw(clean, N, Window.FULL, new SplittableRandom(1));
        double left = 16. / 8;
        assertThat(some.byToken(some.noise()))
                .containsExactly(
                        new double[] {0, 0, 0, 0, 0, left, left, left, 0, 0, 0, left, left, left, left, left},
                        within(1e-12));
    }

    private static int[] known(int[][] rows, int[] sequence) {
        return Arrays.stream(rows)
                .filter(row -> Arrays.equals(row, sequence))
                .findFirst()
                .orElseThrow();
    }

    /** The factor of each position's loss is that without padding, times 16 positions over the 11 that count. */
    @ParameterizedTest
    @EnumSource(ProcessKind.class)
    void paddingIsNotLearntAndTheMeanIsOverTheRest(ProcessKind kind) {
        ProcessSpec process =
                ProcessSpec.of(kind, kind == ProcessKind.AUTOREGRESSIVE || kind == ProcessKind.SPHERE ? 0 : 4);
        int[][] clean = {{0, 1, 2, 0, 1, 2, 2, 0}, {2, 1, 3, 3, 3, 3, 3, 0}};
        LossInputs all = new Objective(process, ObjectiveSpec.NELBO, K, N)
                .draw(clean, process.blockSizeIn(N), Window.FULL, new SplittableRandom(1));
        LossInputs some = new Objective(process, ObjectiveSpec.NELBO, K, N, OptionalInt.of(3))
                .draw(clean, process.blockSizeIn(N), Window.FULL, new SplittableRandom(1));
        int width = all.loss().width();
        int factor = all.loss() == LossKind.NELBO ? 3 : 0;
        assertThat(some.ids()).isEqualTo(all.ids());
        for (int i = 0; i < 16; i++) {
            for (int w = 0; w < width; w++) {
                double before = all.noise()[i * width + w];
                double after = w != factor ? before : all.clean()[i] == 3 ? 0 : before * 16 / 11;
                assertThat(some.noise()[i * width + w]).isEqualTo(after);
            }
        }
    }

    /** Without a beginning 2 of 16 tokens are not predicted, and of the others 3 are padding. */
    @Test
    void whatNoRowPredictsIsNotInTheMean() {
        int[][] clean = {{0, 1, 2, 0, 1, 2, 2, 0}, {2, 1, 3, 3, 3, 1, 1, 0}};
        ProcessSpec process = new AutoregressiveSpec(Beginning.NONE);
        LossInputs all =
                new Objective(process, ObjectiveSpec.NELBO, K, N).draw(clean, N, Window.FULL, new SplittableRandom(1));
        LossInputs some = new Objective(process, ObjectiveSpec.NELBO, K, N, OptionalInt.of(3))
                .draw(clean, N, Window.FULL, new SplittableRandom(1));
        double kept = 16. / 14;
        double left = 16. / 11;
        assertThat(all.byToken(all.noise()))
                .containsExactly(
                        0, kept, kept, kept, kept, kept, kept, kept, 0, kept, kept, kept, kept, kept, kept, kept);
        assertThat(some.byToken(some.noise()))
                .containsExactly(0, left, left, left, left, left, left, left, 0, left, 0, 0, 0, left, left, left);
    }
}
