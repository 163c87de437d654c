package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Importance;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.process.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program's loss, gradient and AdamW step against a second implementation in doubles, written from the formulas:
 * the loss term by term, the gradient by central differences, the update by AdamW's definition.
 */
class TrainingStepTest {
    private static final int TOKENS = 4;
    private static final int SEQUENCE = 4;
    private static final int BATCH = 2;
    private static final double RATE = 1e-2;

    /** Weights of one kind whose gradient is compared with central differences. */
    private static final int COMPARED = 12;

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, false, SUBS, BLOCK_CAUSAL",
        "MASKED, 4, false, SUBS, BLOCK_CAUSAL",
        "MASKED, 2, false, SUBS, BLOCK_CAUSAL",
        "MASKED, 1, false, SUBS, BLOCK_CAUSAL",
        "MASKED, 2, true, SUBS, BLOCK_CAUSAL",
        "MASKED, 2, false, SUBS, TOKEN_CAUSAL",
        "MASKED, 2, true, MEAN, BLOCK_CAUSAL",
        "MASKED, 4, false, SCORE, BLOCK_CAUSAL",
        "UNIFORM, 4, false, SUBS, BLOCK_CAUSAL",
        "UNIFORM, 4, true, SUBS, BLOCK_CAUSAL",
        "UNIFORM, 2, false, SUBS, BLOCK_CAUSAL",
        "UNIFORM, 2, true, SUBS, TOKEN_CAUSAL",
        "UNIFORM, 4, false, POSTERIOR, BLOCK_CAUSAL",
        "UNIFORM, 2, true, POSTERIOR, TOKEN_CAUSAL",
        "HYBRID, 4, false, SUBS, BLOCK_CAUSAL",
        "HYBRID, 1, false, SUBS, BLOCK_CAUSAL",
        "HYBRID, 2, true, SUBS, BLOCK_CAUSAL",
        "HYBRID, 4, true, POSTERIOR, BLOCK_CAUSAL"
    })
    void agreesWithTheFormulasForTwoSteps(
            ProcessKind kind, int block, boolean timed, Parameterization parameterization, CleanRows cleanRows) {
        ProcessSpec process = ProcessSpec.of(
                kind,
                block,
                null,
                cleanRows,
                StandardSchedule.LINEAR,
                parameterization,
                parameterization == Parameterization.MEAN ? 7 : 0,
                kind == ProcessKind.HYBRID && block > 1 ? .3 : 0); // blocks of one token: masks alone
        assertAgrees(process, timed);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheFormulasForSoftMasks(Importance importance) {
        assertAgrees(
                new MaskedSpec(
                        new BlockSpec(2, null, CleanRows.BLOCK_CAUSAL),
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        0,
                        new SoftMaskSpec(importance, 4)),
                true);
    }

    private static void assertAgrees(ProcessSpec process, boolean timed) {
        BackboneSpec spec = new BackboneSpec(2, 8, 2, 4, 0, timed);
        SplittableRandom random = new SplittableRandom(5);
        int[][] clean = new int[BATCH][SEQUENCE];
        for (int[] row : clean) {
            Arrays.setAll(row, i -> random.nextInt(TOKENS));
        }
        TokenShares text =
                TokenShares.counted(TOKENS, () -> LongStream.range(0, TOKENS).toArray());
        LossInputs inputs = new Objective(
                        process, ObjectiveSpec.NELBO, text, SEQUENCE, OptionalInt.empty(), Prompts.NONE)
                .step(clean, 1, Window.FULL, new SplittableRandom(6))
                .get(0);
        Weights weights = RandomWeights.of(spec, TOKENS + 1, 0.4, 7);
        Map<String, double[]> reference = RandomWeights.doubles(weights);

        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, spec, 0)) {
            TrainingState state = TrainingState.fresh(manager, weights);
            state.bind(manager, program);

            double before = loss(spec, reference, inputs);
            NDList seen = program.learn(manager, "gradient", inputs.arrays(manager));
            assertThat(seen.get(0).getDouble()).isCloseTo(before, within(1e-5));
            Map<String, double[]> gradient = new LinkedHashMap<>();
            int index = 1;
            for (String name : reference.keySet()) {
                gradient.put(name, doubles(seen.get(index++).toFloatArray()));
            }
            gradient.forEach((name, slopes) -> random.ints(0, slopes.length)
                    .distinct()
                    .limit(Math.min(COMPARED, slopes.length))
                    .forEach(i -> assertThat(slopes[i])
                            .as("gradient of %s[%d]", name, i)
                            .isCloseTo(slope(spec, reference, inputs, name, i), within(2e-5))));

            double[] first = step(program, manager, inputs);
            assertThat(first[0]).isCloseTo(before, within(1e-5));
            assertThat(first[1]).isCloseTo(norm(gradient), within(1e-4));
            update(reference, gradient);
            double[] second = step(program, manager, inputs);
            assertThat(second[0]).isCloseTo(loss(spec, reference, inputs), within(1e-5));
            assertThat(second[0]).isLessThan(before);
        }
    }

    /** One pass and two passes give the same loss and the same gradient of every weight, in parts and in one. */
    @ParameterizedTest
    @ValueSource(ints = {SEQUENCE, 64})
    void e2TwoPassesHaveTheGradientsOfOne(int sequence) {
        BackboneSpec spec = new BackboneSpec(2, 8, 2, 4, 0, false);
        SplittableRandom random = new SplittableRandom(5);
        int[][] clean = new int[BATCH][sequence];
        for (int[] row : clean) {
            Arrays.setAll(row, i -> random.nextInt(TOKENS));
        }
        LossInputs one = Objective.bound(ProcessSpec.of(ProcessKind.MASKED, 2), TOKENS, sequence)
                .draw(clean, 2, Window.FULL, new SplittableRandom(6));
        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, spec, 0)) {
            TrainingState.fresh(manager, RandomWeights.of(spec, TOKENS + 1, 0.4, 7))
                    .bind(manager, program);
            NDList first = program.learn(manager, "gradient", one.arrays(manager));
            NDList second = program.learn(
                    manager, "gradient", one.with(AttentionPattern.TWO_PASSES).arrays(manager));
            assertThat(second.get(0).getDouble()).isCloseTo(first.get(0).getDouble(), within(1e-6));
            for (int w = 1; w < first.size(); w++) {
                float[] expected = first.get(w).toFloatArray();
                float[] actual = second.get(w).toFloatArray();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
                }
            }
        }
    }

    /** The gradient summed over micro-batches of equal size is the gradient of the whole batch. */
    @Test
    void microBatchesAddUpToTheBatch() {
        BackboneSpec spec = new BackboneSpec(2, 8, 2, 4, 0, false);
        int[][] clean = {{0, 1, 2, 3}, {3, 2, 1, 0}};
        Autoregressive process = new Autoregressive(TOKENS);
        Weights weights = RandomWeights.of(spec, TOKENS + 1, 0.4, 7);
        try (NDManager manager = session.manager().newSubManager();
                Program whole = Backbone.compile(session, spec, 0);
                Program parts = Backbone.compile(session, spec, 0)) {
            TrainingState together = TrainingState.fresh(manager, weights);
            together.bind(manager, whole);
            TrainingState apart = TrainingState.fresh(manager, weights);
            apart.bind(manager, parts);
            double[] seen = step(whole, manager, process.exact(clean));
            double loss = 0;
            for (int part = 0; part < 2; part++) {
                NDArray[] inputs = process.exact(new int[][] {clean[part]}).arrays(manager);
                NDArray place = manager.create(new long[] {2, part});
                loss += parts.learn(
                                manager,
                                "accumulate",
                                Stream.concat(Arrays.stream(inputs), Stream.of(place))
                                        .toArray(NDArray[]::new))
                        .singletonOrThrow()
                        .getDouble();
            }
            double norm = parts.learn(manager, "optimizer_step", manager.create(new double[] {RATE, 0, 0, 0}))
                    .singletonOrThrow()
                    .getDouble();
            assertThat(loss).isCloseTo(seen[0], within(1e-6));
            assertThat(norm).isCloseTo(seen[1], within(1e-5));
            for (int w = 0; w < weights.values().size(); w++) {
                assertThat(apart.weights(false).values().get(w))
                        .containsExactly(together.weights(false).values().get(w), within(2e-5f));
            }
        }
    }

    /** A vocabulary whose logits are never there all at once gives the gradients of shorter batches. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "UNIFORM"})
    void largeVocabulariesInPartsHaveTheGradientOfTheirParts(ProcessKind kind) {
        int tokens = 20_000;
        int n = 32;
        BackboneSpec spec = new BackboneSpec(1, 8, 2, 4, 0, false);
        SplittableRandom random = new SplittableRandom(5);
        int[][] clean = new int[4][n];
        for (int[] row : clean) {
            Arrays.setAll(row, i -> random.nextInt(tokens));
        }
        LossInputs inputs = Objective.bound(ProcessSpec.of(kind, kind == ProcessKind.AUTOREGRESSIVE ? 0 : n), tokens, n)
                .step(clean, 1, Window.FULL, random)
                .get(0);
        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, spec, 0)) {
            TrainingState.fresh(manager, RandomWeights.of(spec, tokens + 1, 0.4, 7))
                    .bind(manager, program);
            NDList whole = program.learn(manager, "gradient", inputs.arrays(manager));
            double loss = 0;
            double nats = 0;
            List<float[]> sums = new ArrayList<>();
            for (int row = 0; row < clean.length; row++) {
                LossInputs one = sequence(inputs, row);
                NDList part = program.learn(manager, "gradient", one.arrays(manager));
                loss += part.get(0).getDouble() / clean.length;
                nats += sum(program, manager, one);
                for (int w = 1; w < part.size(); w++) {
                    float[] share = part.get(w).toFloatArray();
                    if (sums.size() < w) {
                        sums.add(new float[share.length]);
                    }
                    for (int i = 0; i < share.length; i++) {
                        sums.get(w - 1)[i] += share[i] / clean.length;
                    }
                }
                part.close();
            }
            assertThat(whole.get(0).getDouble()).isCloseTo(loss, within(1e-5));
            assertThat(sum(program, manager, inputs)).isCloseTo(nats, within(1e-3));
            for (int w = 1; w < whole.size(); w++) {
                assertThat(furthest(whole.get(w).toFloatArray(), sums.get(w - 1)))
                        .isLessThan(1e-6f);
            }
        }
    }

    private static LossInputs sequence(LossInputs all, int row) {
        int n = all.clean().length / all.batch();
        int width = all.loss().width();
        return new LossInputs(
                1,
                Arrays.copyOfRange(all.ids(), row * n, (row + 1) * n),
                Arrays.copyOfRange(all.sigma(), row, row + 1),
                Arrays.copyOfRange(all.clean(), row * n, (row + 1) * n),
                Arrays.copyOfRange(all.noise(), row * n * width, (row + 1) * n * width),
                all.pattern(),
                all.block(),
                all.loss());
    }

    private static double sum(Program program, NDManager manager, LossInputs inputs) {
        return program.run(manager, "score", inputs.arrays(manager))
                .singletonOrThrow()
                .sum()
                .getDouble();
    }

    private static float furthest(float[] first, float[] second) {
        float furthest = 0;
        for (int i = 0; i < first.length; i++) {
            furthest = Math.max(furthest, Math.abs(first[i] - second[i]));
        }
        return furthest;
    }

    /** Trainings go on from the checkpoints of earlier builds, which have these names. */
    @Test
    void aStateIsStoredUnderItsFirstNames() {
        Weights weights = RandomWeights.of(new BackboneSpec(1, 8, 2, 4, 0, false), TOKENS + 1, 0.2, 1);
        try (NDManager manager = session.manager().newSubManager()) {
            assertThat(TrainingState.fresh(manager, weights).tensors().keySet().stream()
                            .map(name -> name.substring(0, name.indexOf('.')))
                            .distinct())
                    .containsExactly("weights", "moments", "squares", "averages");
        }
    }

    private static double[] step(Program program, NDManager manager, LossInputs inputs) {
        NDArray[] arguments = Stream.concat(
                        Arrays.stream(inputs.arrays(manager)), Stream.of(manager.create(new double[] {RATE, 0, 0, 0})))
                .toArray(NDArray[]::new);
        return program.learn(manager, "training_step", arguments)
                .singletonOrThrow()
                .toDoubleArray();
    }

    /** AdamW's first step without weight decay: both moments are corrected to the gradient and its square. */
    private static void update(Map<String, double[]> weights, Map<String, double[]> gradient) {
        weights.forEach((name, values) -> {
            double[] slope = gradient.getOrDefault(name, new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                values[i] -= RATE * slope[i] / (Math.abs(slope[i]) + 1e-8);
            }
        });
    }

    private static double norm(Map<String, double[]> gradient) {
        return Math.sqrt(gradient.values().stream()
                .flatMapToDouble(Arrays::stream)
                .map(g -> g * g)
                .sum());
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }

    /** The derivative by one weight, by central differences. */
    private static double slope(
            BackboneSpec spec, Map<String, double[]> weights, LossInputs inputs, String name, int i) {
        double h = 1e-5;
        double[] values = Objects.requireNonNull(weights.get(name));
        double kept = values[i];
        values[i] = kept + h;
        double above = loss(spec, weights, inputs);
        values[i] = kept - h;
        double below = loss(spec, weights, inputs);
        values[i] = kept;
        return (above - below) / (2 * h);
    }

    /** The mean loss over all positions, from the definitions. */
    private static double loss(BackboneSpec spec, Map<String, double[]> weights, LossInputs inputs) {
        ReferenceNetwork network = new ReferenceNetwork(spec, weights);
        int n = SEQUENCE;
        int rows = inputs.ids().length / BATCH;
        int groups = inputs.sigma().length / BATCH;
        int block = inputs.block();
        double total = 0;
        for (int b = 0; b < BATCH; b++) {
            int[] ids = Arrays.copyOfRange(inputs.ids(), b * rows, (b + 1) * rows);
            int[] positions = new int[rows];
            double[] sigma = new double[rows];
            for (int r = 0; r < rows; r++) {
                positions[r] = r % n;
                sigma[r] = r < n ? inputs.sigma()[b * groups + r * groups / n] : 0;
            }
            double[][] logits = network.logits(ids, positions, sigma, (q, k) -> switch (inputs.pattern()) {
                case CAUSAL -> k <= q;
                case BIDIRECTIONAL -> true;
                case BLOCK_CAUSAL -> k / block <= q / block;
                case DUAL, DUAL_TOKEN_CAUSAL, TWO_PASSES ->
                    (q < n && k < n && q / block == k / block)
                            || (q < n && k >= n && (k - n) / block < q / block)
                            || (q >= n
                                    && k >= n
                                    && (inputs.pattern() == AttentionPattern.DUAL_TOKEN_CAUSAL
                                            ? k <= q
                                            : (k - n) / block <= (q - n) / block));
            });
            for (int i = 0; i < n; i++) {
                total += position(inputs, b * n + i, ids[i], logits[i]);
            }
        }
        return total / (BATCH * n);
    }

    private static double[] softmax(double[] logits, int states) {
        double[] p = new double[states];
        double sum = 0;
        for (int v = 0; v < states; v++) {
            p[v] = Math.exp(logits[v]);
            sum += p[v];
        }
        for (int v = 0; v < states; v++) {
            p[v] /= sum;
        }
        return p;
    }

    private static double position(LossInputs inputs, int at, int noisy, double[] logits) {
        int clean = inputs.clean()[at];
        double[] noise = Arrays.copyOfRange(
                inputs.noise(),
                at * inputs.loss().width(),
                (at + 1) * inputs.loss().width());
        return switch (inputs.loss()) {
            case CROSS_ENTROPY -> noise[0] * -Math.log(softmax(logits, TOKENS)[clean]);
            case NELBO -> bound(noise, clean, noisy, softmax(logits, TOKENS));
            case POSTERIOR -> bound(noise, clean, noisy, withoutItself(noise, noisy, softmax(logits, TOKENS)));
            case SCORE -> noise[0] * score(clean, logits);
            case DISCRETE -> noise[0] * discrete(noise, clean, softmax(logits, TOKENS + 1));
            case SPHERE, CONTRASTIVE -> throw new IllegalArgumentException("not of tokens");
            case SOFT_MASK -> noise[0] * rates(noise[1], inputs.exponents(), clean, softmax(logits, TOKENS));
        };
    }

    /** Bayes' rule backwards: each token's share of the posterior over the likelihood of what is seen, normalised. */
    private static double[] withoutItself(double[] noise, int noisy, double[] posterior) {
        double[] others = new double[TOKENS];
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            double likelihood = noisy == TOKENS ? noise[2] : noise[1] + (v == noisy ? noise[0] : 0);
            others[v] = posterior[v] / likelihood;
            sum += others[v];
        }
        for (int v = 0; v < TOKENS; v++) {
            others[v] /= sum;
        }
        return others;
    }

    /**
     * The general bound from unnormalised ratios: {@code R sum_j [s_j - r_j + r_j ln(r_j / s_j)]} with {@code r_j = q_j
     * / q_z}, {@code s_j = p_j / p_z}, over the real tokens and the mask.
     */
    private static double bound(double[] noise, int clean, int noisy, double[] p) {
        double[] truth = new double[TOKENS + 1];
        double[] prediction = new double[TOKENS + 1];
        for (int j = 0; j < TOKENS; j++) {
            truth[j] = noise[1] + (j == clean ? noise[0] : 0);
            prediction[j] = noise[1] + noise[0] * p[j];
        }
        truth[TOKENS] = noise[2];
        prediction[TOKENS] = noise[2];
        double sum = 0;
        for (int j = 0; j <= TOKENS; j++) {
            double r = truth[j] / truth[noisy];
            double s = prediction[j] / prediction[noisy];
            sum += s - r + (r == 0 ? 0 : r * Math.log(r / s));
        }
        return noise[3] * sum;
    }

    /**
     * The divergence of jumps at rate w into the clean token from jumps at rate u_v p(v) into each: Poisson's, summed.
     */
    private static double rates(double own, double[] assumed, int clean, double[] p) {
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            double truth = v == clean ? own : 0;
            double predicted = assumed[v] * p[v];
            sum += predicted - truth + (truth == 0 ? 0 : truth * Math.log(truth / predicted));
        }
        return sum;
    }

    /** Score entropy with weight 1: ratios s_j = rho exp(u_j) / K against rho for the clean token, divided by rho. */
    private static double score(int clean, double[] logits) {
        double sum = 0;
        for (int j = 0; j < TOKENS; j++) {
            double s = Math.exp(logits[j]) / TOKENS;
            double r = j == clean ? 1 : 0;
            sum += s - r + (r == 0 ? 0 : r * Math.log(r / s));
        }
        return sum;
    }

    /** The divergence of one discrete step's two outcomes, revealed or not, of truth from prediction. */
    private static double discrete(double[] noise, int clean, double[] p) {
        double reveal = noise[1];
        double mask = p[TOKENS];
        double guessReveal = reveal * p[clean] / (1 + noise[2] * mask);
        double guessStay = (1 - reveal) * (1 + noise[3] * mask) / (1 + noise[2] * mask);
        double stay = 1 - reveal;
        return reveal * Math.log(reveal / guessReveal) + (stay == 0 ? 0 : stay * Math.log(stay / guessStay));
    }
}
