package dev.dlmbench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.Program;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.ProcessKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The program's loss, gradient and AdamW step against a second implementation in doubles, written from the formulas:
 * the loss term by term, the gradient by central differences, the update by AdamW's definition.
 */
class TrainingStepTest {
    private static final int TOKENS = 4;
    private static final int SEQUENCE = 4;
    private static final int BATCH = 2;
    private static final double RATE = 1e-2;

    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, false",
        "MASKED, 4, false",
        "MASKED, 2, false",
        "MASKED, 1, false",
        "MASKED, 2, true",
        "UNIFORM, 4, false",
        "UNIFORM, 4, true",
        "UNIFORM, 2, false",
        "UNIFORM, 2, true"
    })
    void agreesWithTheFormulasForTwoSteps(ProcessKind kind, int block, boolean timed) {
        BackboneSpec spec = new BackboneSpec(2, 8, 2, 4, 0, timed);
        GenerativeProcess process = GenerativeProcess.of(kind, block, TOKENS);
        SplittableRandom random = new SplittableRandom(5);
        int[][] clean = new int[BATCH][SEQUENCE];
        for (int[] row : clean) {
            Arrays.setAll(row, i -> random.nextInt(TOKENS));
        }
        LossInputs inputs = process.train(clean, new SplittableRandom(6));
        Weights weights = RandomWeights.of(spec, TOKENS + 1, 0.4, 7);
        Map<String, double[]> reference = RandomWeights.doubles(weights);

        try (TorchSession session = TorchSession.start(new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 2));
                NDManager manager = session.manager().newSubManager();
                Program program = Backbone.compile(session, spec, 0)) {
            TrainingState state = TrainingState.fresh(manager, weights);
            state.bind(manager, program);

            double before = loss(spec, reference, inputs);
            Map<String, double[]> gradient = gradient(spec, reference, inputs);
            NDList seen = program.learn(manager, "gradient", inputs.arrays(manager));
            assertThat(seen.get(0).getDouble()).isCloseTo(before, within(1e-5));
            int index = 1;
            for (Map.Entry<String, double[]> entry : gradient.entrySet()) {
                float[] actual = seen.get(index++).toFloatArray();
                for (int i = 0; i < actual.length; i++) {
                    assertThat((double) actual[i])
                            .as("gradient of %s[%d]", entry.getKey(), i)
                            .isCloseTo(entry.getValue()[i], within(2e-5));
                }
            }

            double[] first = step(program, manager, inputs);
            assertThat(first[0]).isCloseTo(before, within(1e-5));
            assertThat(first[1]).isCloseTo(norm(gradient), within(1e-4));
            update(reference, gradient);
            double[] second = step(program, manager, inputs);
            assertThat(second[0]).isCloseTo(loss(spec, reference, inputs), within(1e-5));
            assertThat(second[0]).isLessThan(before);
        }
    }

    private static double[] step(Program program, NDManager manager, LossInputs inputs) {
        NDArray[] arguments = Stream.concat(
                        Arrays.stream(inputs.arrays(manager)), Stream.of(manager.create(new double[] {RATE, 0, 0, 0})))
                .toArray(NDArray[]::new);
        return program.learn(manager, "step", arguments).singletonOrThrow().toDoubleArray();
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

    private static Map<String, double[]> gradient(BackboneSpec spec, Map<String, double[]> weights, LossInputs inputs) {
        Map<String, double[]> gradient = new LinkedHashMap<>();
        double h = 1e-5;
        weights.forEach((name, values) -> {
            double[] slope = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                double kept = values[i];
                values[i] = kept + h;
                double above = loss(spec, weights, inputs);
                values[i] = kept - h;
                double below = loss(spec, weights, inputs);
                values[i] = kept;
                slope[i] = (above - below) / (2 * h);
            }
            gradient.put(name, slope);
        });
        return gradient;
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
                case DUAL ->
                    (q < n && k < n && q / block == k / block)
                            || (q < n && k >= n && (k - n) / block < q / block)
                            || (q >= n && k >= n && (k - n) / block <= (q - n) / block);
            });
            for (int i = 0; i < n; i++) {
                total += position(inputs, b * n + i, ids[i], softmax(logits[i]));
            }
        }
        return total / (BATCH * n);
    }

    private static double[] softmax(double[] logits) {
        double[] p = new double[TOKENS];
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            p[v] = Math.exp(logits[v]);
            sum += p[v];
        }
        for (int v = 0; v < TOKENS; v++) {
            p[v] /= sum;
        }
        return p;
    }

    /**
     * Cross-entropy, or UDLM's continuous-time loss in its own form, {@code a' / (K a) (K/A_z - K/B_z - sum)}, a' = -1.
     */
    private static double position(LossInputs inputs, int at, int noisy, double[] p) {
        int clean = inputs.clean()[at];
        if (!inputs.bound()) {
            return inputs.noise()[at] == 0 ? 0 : inputs.noise()[at] * -Math.log(p[clean]);
        }
        double a = inputs.noise()[3 * at];
        double truth = TOKENS * a * (clean == noisy ? 1 : 0) + 1 - a;
        double guess = TOKENS * a * p[noisy] + 1 - a;
        double sum = 0;
        for (int v = 0; v < TOKENS; v++) {
            double mine = TOKENS * a * (clean == v ? 1 : 0) + 1 - a;
            double theirs = TOKENS * a * p[v] + 1 - a;
            sum += mine / truth * Math.log(guess * mine / (theirs * truth));
        }
        return -1 / (TOKENS * a) * (TOKENS / truth - TOKENS / guess - sum);
    }
}
