package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.backbone.StandardNetwork;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.Negatives;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.Objective;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.ScheduledSampling;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.sampling.ImportanceResampling.Energy;
import dev.dlmbench.sampling.JointScore;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Energies that learn by noise-contrastive estimation: the program against the formulas in doubles, and the optimum
 * against a law of two tokens that can be added up.
 */
class EnergyTest {
    private static final int MASK = 2;
    private static final BackboneSpec SHAPE = new BackboneSpec(2, 8, 2, 4, 0, false);
    private static final BackboneSpec ENERGY = SHAPE.with(StandardNetwork.ENERGY);

    /**
     * Two tokens, of which p(00) = .5, p(01) = p(10) = .1, p(11) = .3: the first token is 0 with .6, and the second.
     */
    private static final MarkovSource SOURCE = MarkovSource.of(1, new double[][] {{5 / 6., 1 / 6.}, {1 / 4., 3 / 4.}});

    private static final double[] JOINT = {.5, .1, .1, .3};
    private static final double[] PROPOSED = {.36, .24, .24, .16};

    private static TorchSession session;

    /** An energy that has learnt that law, beside the exact proposal. */
    private static Weights learnt;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
        learnt = learnt();
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    /** softplus(E(x0)) + softplus(-E(drawn)) of both data, and its slopes by central differences. */
    @Test
    void theLossAndItsGradientAgreeWithTheFormulas() {
        int[][] noisy = {{4, 1, 4}, {4, 4, 2}};
        int[][] clean = {{0, 1, 3}, {3, 3, 2}};
        int[][] drawn = {{0, 1, 0}, {1, 2, 2}};
        Weights weights = RandomWeights.of(ENERGY, 5, .4, 7);
        Map<String, double[]> doubles = RandomWeights.doubles(weights);
        ReferenceNetwork reference = new ReferenceNetwork(ENERGY, doubles);
        ToDoubleFunction<ReferenceNetwork> loss = network -> {
            double sum = 0;
            for (int b = 0; b < 2; b++) {
                sum += Math.log(1 + Math.exp(network.energy(noisy[b], clean[b]))) / 2;
                sum += Math.log(1 + Math.exp(-network.energy(noisy[b], drawn[b]))) / 2;
            }
            return sum;
        };
        LossInputs inputs = new LossInputs(
                        2,
                        flat(noisy),
                        new float[2],
                        flat(clean),
                        new double[6],
                        AttentionPattern.BIDIRECTIONAL,
                        3,
                        LossKind.CROSS_ENTROPY)
                .against(flat(drawn));
        SplittableRandom random = new SplittableRandom(3);
        try (NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, ENERGY, 0)) {
            TrainingState.fresh(manager, weights).bind(manager, program);
            NDList found = program.learn(manager, "gradient", inputs.arrays(manager));
            assertThat(found.get(0).getDouble()).isCloseTo(loss.applyAsDouble(reference), within(1e-5));
            int index = 1;
            for (String name : List.copyOf(doubles.keySet())) {
                float[] slopes = found.get(index++).toFloatArray();
                double[] values = Objects.requireNonNull(doubles.get(name));
                for (int i : random.ints(0, slopes.length)
                        .distinct()
                        .limit(Math.min(6, slopes.length))
                        .toArray()) {
                    double kept = values[i];
                    values[i] = kept + 1e-5;
                    double above = loss.applyAsDouble(reference);
                    values[i] = kept - 1e-5;
                    double below = loss.applyAsDouble(reference);
                    values[i] = kept;
                    assertThat((double) slopes[i])
                            .as("gradient of %s[%d]", name, i)
                            .isCloseTo((above - below) / 2e-5, within(2e-5));
                }
            }
        }
        try (Backbone network = new Backbone(session, weights)) {
            double sum = Arrays.stream(network.losses(inputs)).sum();
            assertThat(sum / 4).isCloseTo(loss.applyAsDouble(reference), within(1e-5)); // of two pairs for each datum
            assertThat((double) network.energies(1, new int[] {4, 1, 4, 0, 1, 3})[0])
                    .isCloseTo(reference.energy(noisy[0], clean[0]), within(1e-5));
        }
    }

    /** The start has the features of the model that it starts from, and no opinion. */
    @Test
    void anEnergyStartsFromAModelThatPredicts() {
        Weights model = RandomWeights.of(SHAPE, 5, .4, 7);
        Trainer trainer = trainer(Optional.of(model), 1);
        Map<String, double[]> first = RandomWeights.doubles(trainer.first(5));
        RandomWeights.doubles(model).forEach((name, values) -> {
            if (!name.startsWith("output_layer.linear")) {
                assertThat(first.get(name)).isEqualTo(values);
            }
        });
        double[] map = Objects.requireNonNull(first.get("pair_map.weight"));
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                assertThat(map[row * 16 + column]).isEqualTo(row == column ? 1 : 0);
            }
        }
        assertThat(new ReferenceNetwork(ENERGY, first).energy(new int[] {4, 1}, new int[] {0, 1}))
                .isZero();
    }

    /** At the optimum minus the energy is ln p(x0 | z) - ln mu(x0 | z), and both parts of it are known. */
    @Test
    void theOptimumIsTheLogRatioOfTruthAndProposal() {
        try (Backbone network = new Backbone(session, learnt)) {
            for (int code = 0; code < 4; code++) {
                int[] text = {code / 2, code % 2};
                assertThat(-energy(network, new int[] {MASK, MASK}, text))
                        .as("both masked, %s", Arrays.toString(text))
                        .isCloseTo(Math.log(JOINT[code] / PROPOSED[code]), within(.15));
                assertThat(-energy(network, new int[] {MASK, text[1]}, text))
                        .as("first masked, %s: the proposal is the truth", Arrays.toString(text))
                        .isCloseTo(0, within(.2));
            }
        }
    }

    /** The choice between two candidates has the law of their weights e to the minus energy, whatever they are. */
    @Test
    void theSamplerChoosesInProportionToTheEnergies() {
        int count = 8_000;
        double[] weights = weights(learnt);
        double[] law = new double[4];
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                double both = PROPOSED[a] * PROPOSED[b] / (weights[a] + weights[b]);
                law[a] += both * weights[a];
                law[b] += both * weights[b];
            }
        }
        assertThat(variation(drawn(2, count), law)).isLessThan(4 * Math.sqrt(1.0 / count));
    }

    /** Positions for themselves are .28 from the truth; sixteen candidates are near it. */
    @Test
    void manyCandidatesComeNearerToTheTruth() {
        int count = 8_000;
        assertThat(variation(PROPOSED, JOINT)).isCloseTo(.28, within(1e-12));
        assertThat(variation(drawn(1, count), PROPOSED)).isLessThan(4 * Math.sqrt(1.0 / count));
        assertThat(variation(drawn(16, count), JOINT)).isLessThan(.06 + 4 * Math.sqrt(1.0 / count));
    }

    /** -ln mu + E + ln Z added up over all candidates, in every pattern of masks. */
    @Test
    void theJointScoreIsThatOfProposalAndEnergy() {
        int[] text = {1, 1};
        double expected;
        try (Backbone network = new Backbone(session, learnt)) {
            double[] weights = weights(learnt);
            double normaliser = 0;
            for (int code = 0; code < 4; code++) {
                normaliser += PROPOSED[code] * weights[code];
            }
            expected = (Math.log(normaliser) - Math.log(PROPOSED[3] * weights[3])) / 2;
            for (int[] noisy : new int[][] {{MASK, 1}, {1, MASK}}) { // each in a quarter of draws, for two
                double one = .75 * Math.exp(-energy(network, noisy, text));
                double other =
                        .25 * Math.exp(-energy(network, noisy, noisy[0] == MASK ? new int[] {0, 1} : new int[] {1, 0}));
                expected += Math.log((one + other) / one) / 2;
            }
        }
        try (NetworkDenoiser energy = denoiser(learnt)) {
            JointScore score = new JointScore(
                    masked(), new ImportanceResampling(Energy.NCE, 512, 1, 1, 0), Companions.of(energy, 2), 2);
            double sum = 0;
            double squares = 0;
            int draws = 200;
            for (int draw = 0; draw < draws; draw++) {
                double low = score.draw(
                                new OracleDenoiser(SOURCE, masked()), List.of(text), 0, draw, draws, new Seeds(2), 0)
                        .get(0)
                        .low();
                sum += low / draws;
                squares += low * low / draws;
            }
            assertThat(sum).isCloseTo(expected, within(4 * Math.sqrt((squares - sum * sum) / draws) + .005));
        }
    }

    @Test
    void whatPredictsIsRefusedAndWhatWeighsToo() {
        try (Backbone energy = new Backbone(session, learnt);
                Backbone model = new Backbone(session, RandomWeights.of(SHAPE, 3, .4, 7))) {
            assertThatThrownBy(
                            () -> energy.logits(1, new int[] {0, 1}, new float[1], AttentionPattern.BIDIRECTIONAL, 2))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("network energy does not support predictions of tokens");
            assertThatThrownBy(() -> energy.open(1, 2, 2)).hasMessageContaining("does not support decoding");
            assertThatThrownBy(() -> model.energies(1, new int[] {0, 1}))
                    .hasMessage("network dit does not support energies of sequences");
        }
    }

    /** Trains on pairs of a batch of exact shares, with noise and negatives drawn anew in every step. */
    private static Weights learnt() {
        int steps = 500;
        int[][] clean = new int[400][];
        for (int i = 0; i < 400; i++) {
            clean[i] = i < 200
                    ? new int[] {0, 0}
                    : i < 240 ? new int[] {0, 1} : i < 280 ? new int[] {1, 0} : new int[] {1, 1};
        }
        Trainer trainer = trainer(Optional.empty(), steps);
        try (TrainingRun run = new TrainingRun(trainer, session)) {
            for (int step = 1; step <= steps; step++) {
                run.step(
                        step,
                        trainer.objective()
                                .step(
                                        clean,
                                        1,
                                        Window.FULL,
                                        new Seeds(1).stream("noise", step),
                                        new Negatives(Exact::new, new Seeds(1).child("negatives#" + step))));
            }
            return run.weights();
        }
    }

    /** The law of a masked token by itself, given the other token if it is visible. */
    private record Exact(LossInputs noisy) implements ScheduledSampling.Prediction {
        private double zero(int row) {
            int other = noisy.ids()[row ^ 1];
            return other == MASK ? .6 : other == 0 ? 5 / 6. : 1 / 4.;
        }

        @Override
        public double[] probabilities(int[] rows, int[] ids) {
            return new double[0];
        }

        @Override
        public void subtract(int[] ids, double[] amounts) {}

        @Override
        public int[] draw(int[] rows, double[] uniforms) {
            int[] tokens = new int[rows.length];
            Arrays.setAll(tokens, i -> uniforms[i] < zero(rows[i]) ? 0 : 1);
            return tokens;
        }

        @Override
        public void close() {}
    }

    private static Trainer trainer(Optional<Weights> start, int steps) {
        ObjectiveSpec aim = new ObjectiveSpec(
                TrainingLoss.NCE, ObjectiveSpec.Sharing.BLOCK, Window.FULL, false, 0, ObjectiveSpec.Search.NONE);
        TrainingSpec training =
                new TrainingSpec(800L * steps, 400, 1, 1e-2, 10, TrainingSpec.Schedule.COSINE, 1, .98, 0, 0);
        return new Trainer(
                aim.network(SHAPE),
                new Objective(ProcessSpec.of(ProcessKind.MASKED, 2), aim, 2, 2),
                training,
                new Seeds(1),
                start,
                step -> new int[0][],
                batch -> new int[0][]);
    }

    private static MaskedDiffusion masked() {
        return new MaskedDiffusion(2, new Blocks(2, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }

    private static NetworkDenoiser denoiser(Weights weights) {
        return new NetworkDenoiser(new Backbone(session, weights), CleanRows.BLOCK_CAUSAL);
    }

    /** Returns how often each pair is drawn in one step. */
    private static double[] drawn(int candidates, int count) {
        SamplingSpec spec =
                SamplingSpec.ancestral(1, 1, 1).with(new ImportanceResampling(Energy.NCE, candidates, 1, 1, 0));
        double[] drawn = new double[4];
        try (NetworkDenoiser energy = denoiser(learnt)) {
            Sampler sampler = new Sampler(masked(), spec, Sampler.Setup.of(2), Optional.of(Companions.of(energy, 2)));
            for (int first = 0; first < count; first += 500) {
                for (DrawnSequence sample :
                        sampler.draw(new OracleDenoiser(SOURCE, masked()), 500, new Seeds(3), first)) {
                    drawn[2 * sample.tokens()[0] + sample.tokens()[1]] += 1.0 / count;
                    assertThat(sample.calls().weigh()).isEqualTo(candidates);
                }
            }
        }
        return drawn;
    }

    /** Returns e to the minus energy of every pair, both tokens masked. */
    private static double[] weights(Weights weights) {
        try (Backbone network = new Backbone(session, weights)) {
            double[] all = new double[4];
            Arrays.setAll(
                    all, code -> Math.exp(-energy(network, new int[] {MASK, MASK}, new int[] {code / 2, code % 2})));
            return all;
        }
    }

    private static double energy(Backbone network, int[] noisy, int[] clean) {
        return network.energies(1, flat(new int[][] {noisy, clean}))[0];
    }

    private static int[] flat(int[][] rows) {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    }

    private static double variation(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]) / 2;
        }
        return sum;
    }
}
