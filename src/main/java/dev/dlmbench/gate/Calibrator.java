package dev.dlmbench.gate;

import dev.dlmbench.gate.Comparison.Border;
import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Calibration.Noise;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.verdict.Evidence;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures what a gate sees where nothing has changed, from gates that held a build against itself. */
public final class Calibrator {
    /** The share of a normal distribution within one standard deviation of its middle. */
    private static final double WITHIN_ONE = 0.6827;

    private final GateSpec spec;
    private final Map<Border, List<Comparison>> seen = new LinkedHashMap<>();
    private final Map<Border, List<String>> verdicts = new LinkedHashMap<>();
    private final Map<Border, Optional<Double>> spreads = new LinkedHashMap<>();
    private int repeats;
    private int alarms;

    /** Begins a calibration of a gate. */
    public Calibrator(GateSpec spec) {
        this.spec = spec;
    }

    /**
     * Adds a gate that held a build against itself.
     *
     * @param judge of the one half, with the other as its baseline
     * @param speeds of both, in turn
     * @return what the gate said
     */
    public List<Judgement> add(GateJudge judge, Map<Timed, List<SpeedPair>> speeds) throws IOException {
        List<Judgement> judgements = judge.judge(speeds);
        for (Comparison comparison : judge.compared(speeds).comparisons()) {
            Border border = first(comparison.border());
            seen.computeIfAbsent(border, any -> new ArrayList<>()).add(comparison);
            spreads.put(border, judge.spread(border));
            judgements.stream()
                    .filter(judgement -> judgement.rule().equals(border.rule())
                            && judgement.point().equals(border.point()))
                    .forEach(judgement -> verdicts.computeIfAbsent(border, any -> new ArrayList<>())
                            .add(judgement.verdict().words()));
        }
        repeats++;
        alarms += judgements.stream().anyMatch(judgement -> judgement.verdict() == Verdict.WORSE) ? 1 : 0;
        return judgements;
    }

    /** A tolerance that is a share moves a little with the values; the rule and the point stay. */
    private Border first(Border border) {
        return seen.keySet().stream()
                .filter(other ->
                        other.rule().equals(border.rule()) && other.point().equals(border.point()))
                .findFirst()
                .orElse(border);
    }

    /**
     * Returns what was found.
     *
     * @param created when, as ISO 8601
     * @param provenance of the build and the machine
     */
    public Calibration finish(String suite, String created, Map<String, String> provenance) {
        List<NoiseModel> models = new ArrayList<>();
        seen.forEach((border, comparisons) -> models.add(model(border, comparisons)));
        SimulatedGates simulated = SimulatedGates.of(models, spec.alpha());
        List<Noise> noises = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            noises.add(noise(models.get(i), simulated.alarms(i), simulated.undecided(i)));
        }
        return new Calibration(
                suite,
                created,
                provenance,
                spec.alpha(),
                spec.pairs(),
                repeats,
                alarms,
                SimulatedGates.GATES,
                simulated.alarms(),
                noises);
    }

    private static NoiseModel model(Border border, List<Comparison> comparisons) {
        List<Double> moves = new ArrayList<>();
        double variances = 0;
        for (Comparison comparison : comparisons) {
            moves.addAll(comparison.moves());
            double deviation = deviation(comparison);
            variances += deviation * deviation;
        }
        int n = comparisons.get(0).evidence().equivalent();
        return new NoiseModel(border, n, Math.sqrt(variances / comparisons.size()), moves);
    }

    private static double deviation(Comparison comparison) {
        if (!comparison.moves().isEmpty()) {
            return Moments.deviation(
                    comparison.moves().stream().mapToDouble(Double::doubleValue).toArray());
        }
        Evidence evidence = comparison.evidence();
        Interval interval = evidence.interval().apply(WITHIN_ONE);
        return (interval.high() - interval.low()) / 2 * Math.sqrt(evidence.equivalent());
    }

    private Noise noise(NoiseModel model, double falseAlarms, double undecided) {
        Border border = model.border();
        Optional<Double> spread = spreads.getOrDefault(border, Optional.empty());
        return new Noise(
                border.rule().words(),
                border.point(),
                border.rule().metric().id(),
                border.rule().batch(),
                border.definition(),
                border.ratio(),
                model.n(),
                model.deviation(),
                spread.orElse(null),
                model.moves(),
                border.tolerance(),
                model.detectable(spec.alpha()),
                spread.map(across -> NoiseModel.detectable(Math.sqrt(2) * across, model.n(), spec.alpha()))
                        .orElse(null),
                falseAlarms,
                undecided,
                verdicts.getOrDefault(border, List.of()));
    }
}
