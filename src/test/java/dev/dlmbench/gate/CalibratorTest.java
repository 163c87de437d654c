package dev.dlmbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Calibration.Noise;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.Power;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build held against itself, and what a gate makes of the noise. */
class CalibratorTest {
    private static final Map<String, String> HERE = Map.of("cpu", "a processor", "cores", "2");
    private static final double ALPHA = .01;

    @TempDir
    Path folder;

    private int judges;

    private static GateSpec.Rule rule(Metric metric, double tolerance, boolean relative) {
        return new GateSpec.Rule(metric, "", "", tolerance, relative, new GateSpec.Place("suite.yaml", 12, 7));
    }

    private GateJudge judge(GateSpec gate, Values then, Values now) throws IOException {
        judges++;
        Baseline baseline = BaselineMaker.of(
                new MadeUpSuite(folder.resolve("then" + judges))
                        .point("a", "", then)
                        .results(),
                "2026-01-01T00:00:00Z",
                "unknown");
        return new GateJudge(
                gate,
                new MadeUpSuite(folder.resolve("now" + judges))
                        .point("a", "", now)
                        .results(),
                baseline);
    }

    private Calibration calibrated(GateSpec gate, Values then, Values now) throws IOException {
        Calibrator calibrator = new Calibrator(gate);
        calibrator.add(judge(gate, then, now), Map.of());
        return calibrator.finish("made-up", "2026-01-01T00:00:00Z", HERE);
    }

    /** Ten pairs of milliseconds that move by exp(+-0.01), whose standard deviation is 0.01 sqrt(10 / 9). */
    private static List<SpeedPair> pairs(double size) {
        List<SpeedPair> pairs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pairs.add(new SpeedPair(100, 100 * Math.exp(i % 2 == 0 ? size : -size)));
        }
        return pairs;
    }

    private Calibration speed(double tolerance, double size) throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.LATENCY, tolerance, true)), ALPHA, 10);
        GateJudge judge = judge(gate, Values.of(Metric.LATENCY, 1), Values.of(Metric.LATENCY, 1));
        Timed timed = judge.timed().get(0);
        Calibrator calibrator = new Calibrator(gate);
        calibrator.add(judge, Map.of(timed, pairs(size)));
        return calibrator.finish("made-up", "2026-01-01T00:00:00Z", HERE);
    }

    @Test
    void theSameBitsHaveNoNoise() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.NLL, .01, true)), ALPHA, 10);
        Values values = Values.of(Metric.NLL, 1, 2, 3);

        Calibration calibration = calibrated(gate, values, values);

        Noise noise = calibration.noises().get(0);
        assertThat(noise.deviation()).isZero();
        assertThat(noise.detectable()).isZero();
        assertThat(noise.spread()).isEqualTo(1);
        assertThat(noise.redrawn()).isCloseTo(Power.detectable(Math.sqrt(2), 3, ALPHA, .8), within(1e-9));
        assertThat(noise.tolerance()).isCloseTo(.02, within(1e-12)); // 1 % of the mean, 2
        assertThat(noise.alarms()).isZero();
        assertThat(noise.undecided()).isZero();
        assertThat(noise.verdicts()).containsExactly("same");
        assertThat(calibration.alarms()).isZero();
    }

    /** Seeds move by 0.1, 0 and -0.1, whose standard deviation is 0.1. */
    @Test
    void qualityMovesSeedBySeed() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.NLL, .01, false)), ALPHA, 10);

        Noise noise = calibrated(gate, Values.of(Metric.NLL, 1, 2, 3), Values.of(Metric.NLL, 1.1, 2, 2.9))
                .noises()
                .get(0);

        assertThat(noise.deviation()).isCloseTo(.1, within(1e-12));
        assertThat(noise.n()).isEqualTo(3);
        assertThat(noise.detectable()).isCloseTo(Power.detectable(.1, 3, ALPHA, .8), within(1e-9));
        assertThat(noise.moves()).hasSize(3);
    }

    @Test
    void severalGatesArePooled() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.NLL, .01, false)), ALPHA, 10);
        Calibrator calibrator = new Calibrator(gate);
        calibrator.add(judge(gate, Values.of(Metric.NLL, 1, 2, 3), Values.of(Metric.NLL, 1.1, 2, 2.9)), Map.of());
        calibrator.add(judge(gate, Values.of(Metric.NLL, 1, 2, 3), Values.of(Metric.NLL, 1.3, 2, 2.7)), Map.of());

        Calibration calibration = calibrator.finish("made-up", "2026-01-01T00:00:00Z", HERE);

        assertThat(calibration.repeats()).isEqualTo(2);
        assertThat(calibration.noises()).singleElement().satisfies(noise -> {
            assertThat(noise.deviation()).isCloseTo(Math.sqrt((.01 + .09) / 2), within(1e-12));
            assertThat(noise.moves()).hasSize(6);
            assertThat(noise.verdicts()).hasSize(2);
        });
    }

    @Test
    void speedMovesPairByPair() throws IOException {
        Noise noise = speed(.05, .01).noises().get(0);

        assertThat(noise.deviation()).isCloseTo(.01 * Math.sqrt(10 / 9.0), within(1e-12));
        assertThat(noise.n()).isEqualTo(10);
        assertThat(noise.spread()).isNull();
        assertThat(noise.tolerance()).isCloseTo(Math.log(1.05), within(1e-12));
    }

    /** Where the tolerance is what can just be detected, equal builds are told to be equal in 80 % of gates. */
    @Test
    void aToleranceAtTheFloorLeavesOneGateInFiveUndecided() throws IOException {
        double floor = Power.detectable(.02, 10, ALPHA, .8);
        GateSpec gate = new GateSpec(List.of(rule(Metric.LATENCY, Math.expm1(floor), true)), ALPHA, 10);
        GateJudge judge = judge(gate, Values.of(Metric.LATENCY, 1), Values.of(Metric.LATENCY, 1));

        NoiseModel normal = new NoiseModel(judge.borders().get(0), 10, .02, List.of());
        SimulatedGates simulated = SimulatedGates.of(List.of(normal), ALPHA);

        assertThat(normal.detectable(ALPHA)).isEqualTo(floor);
        assertThat(simulated.undecided(0)).isBetween(.173, .227); // 2,000 gates: 0.2 +- 3 * 0.009
        assertThat(simulated.alarms()).isLessThan(.001);
    }

    /** A gate that tolerates next to nothing raises its false alarms at alpha, one-sided. */
    @Test
    void simulatedAlarmsAreWhatTheTestPromises() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.LATENCY, 1e-9, true)), .1, 10);
        GateJudge judge = judge(gate, Values.of(Metric.LATENCY, 1), Values.of(Metric.LATENCY, 1));
        Random random = new Random(4);
        List<SpeedPair> pairs = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            pairs.add(new SpeedPair(100, 100 * Math.exp(.02 * random.nextGaussian())));
        }
        List<Double> moves = pairs.stream()
                .map(pair -> Math.log(pair.after() / pair.before()))
                .toList();
        Comparison.Border border = judge.borders().get(0);

        SimulatedGates simulated = SimulatedGates.of(List.of(new NoiseModel(border, 10, .02, moves)), .1);

        assertThat(simulated.alarms()).isBetween(.08, .12); // 2,000 gates: 0.1 +- 3 * 0.0067
        assertThat(simulated.alarms(0)).isCloseTo(simulated.alarms(), within(1e-9));
    }

    // ---- tolerances below the floor ----

    private List<String> refusals(double tolerance, Calibration calibration, boolean sameMachine) throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.LATENCY, tolerance, true)), ALPHA, 10);
        GateJudge judge = judge(gate, Values.of(Metric.LATENCY, 1), Values.of(Metric.LATENCY, 1));
        return new NoiseFloor(calibration, sameMachine).refusals(judge);
    }

    /** A deviation of 0.0105 and ten pairs: 1.4 %, and what is asked for is rounded up. */
    @Test
    void aToleranceBelowTheNoiseIsRefusedAtItsPlace() throws IOException {
        Calibration calibration = speed(.05, .01);
        double floor = calibration.noises().get(0).detectable();

        assertThat(refusals(.05, calibration, true)).isEmpty();
        assertThat(refusals(Math.expm1(floor) * 1.001, calibration, true)).isEmpty();
        assertThat(refusals(.01, calibration, true))
                .singleElement()
                .asString()
                .startsWith("suite.yaml:12:7: latency of all points within 1 %: at a the noise is 1.1 % for each pair,")
                .contains("10 of them cannot tell less than 1.4 % from nothing")
                .contains(
                        "'pairs: " + Power.needed(Math.log(1.01), .01 * Math.sqrt(10 / 9.0), ALPHA, .8) + "' would do")
                .endsWith("or a tolerance of 1.5%");
    }

    @Test
    void anotherMachinesSpeedRefusesNothing() throws IOException {
        assertThat(refusals(.01, speed(.05, .01), false)).isEmpty();
    }

    @Test
    void anotherMachinesQualityDoes() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.NLL, .01, false)), ALPHA, 10);
        Values then = Values.of(Metric.NLL, 1, 2, 3);
        Values now = Values.of(Metric.NLL, 1.1, 2, 2.9);
        NoiseFloor floor = new NoiseFloor(calibrated(gate, then, now), false);

        assertThat(floor.refusals(judge(gate, then, now)))
                .singleElement()
                .asString()
                .contains("the noise is 0.10 nats per token for each seed")
                .contains(" seeds would do, or a tolerance of ");
    }

    /** What was measured on other text says nothing about this one. */
    @Test
    void noiseUnderAnotherDefinitionRefusesNothing() throws IOException {
        GateSpec gate = new GateSpec(List.of(rule(Metric.NLL, .01, false)), ALPHA, 10);
        Values then = Values.of(Metric.NLL, 1, 2, 3);
        Values now = Values.of(Metric.NLL, 1.1, 2, 2.9);
        Values elsewhere = Values.of(Metric.NLL, Bound.EXACT, Map.of("text", "other"), 1, 2, 3);

        assertThat(new NoiseFloor(calibrated(gate, then, now), true).refusals(judge(gate, elsewhere, elsewhere)))
                .isEmpty();
    }
}
