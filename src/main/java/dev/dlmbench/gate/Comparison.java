package dev.dlmbench.gate;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.MultipleTesting;
import dev.dlmbench.statistics.Power;
import dev.dlmbench.verdict.Evidence;
import dev.dlmbench.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a rule compares at one point: how far the value has moved from the baseline, on a scale where the tolerance is a
 * distance.
 *
 * @param border that it is held against
 * @param evidence of the move, now minus then
 * @param moves that the evidence is over, where they are single ones
 */
record Comparison(Border border, Evidence evidence, List<Double> moves) {
    /** The chance with which an effect that is called detectable is found. */
    static final double POWER = 0.8;

    private static final String ONE_SEED = "one seed: the noise of training again is not in it";

    /**
     * How far a value may move.
     *
     * @param rule of the suite
     * @param point that it is applied to
     * @param definition that the value was measured under; empty where there is no stored value
     * @param ratio whether the scale is one of logarithms
     * @param tolerance on that scale
     * @param n how many moves the gate will have; 0 where that is up to the documents or samples
     */
    record Border(GateSpec.Rule rule, String point, String definition, boolean ratio, double tolerance, int n) {}

    /** Returns the verdicts, which allow for their number (Benjamini and Hochberg). */
    static List<Judgement> judge(List<Comparison> comparisons, double alpha) {
        double[] adjusted = MultipleTesting.benjaminiHochberg(
                comparisons.stream().mapToDouble(Comparison::pValue).toArray());
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            judgements.add(comparisons.get(i).judged(adjusted[i], alpha));
        }
        return judgements;
    }

    private Metric.Better better() {
        return border.rule().metric().better();
    }

    /** Returns the move in the direction that is worse; for metrics that should stay as they are, away from it. */
    private double worsening() {
        return switch (better()) {
            case LOWER -> evidence.value();
            case HIGHER -> -evidence.value();
            case DATA, NONE -> Math.abs(evidence.value());
        };
    }

    /** Returns the p-value of the hypothesis that it did not get worse by more than the tolerance. */
    double pValue() {
        double tolerance = border.tolerance();
        double edge = evidence.value() < 0 ? -tolerance : tolerance;
        if (better() == Metric.Better.LOWER) {
            edge = tolerance;
        } else if (better() == Metric.Better.HIGHER) {
            edge = -tolerance;
        }
        double both = evidence.pValue(edge);
        if (worsening() <= tolerance) {
            return eitherWay() ? 1 : 1 - both / 2;
        }
        return eitherWay() ? both : Math.max(evidence.least(), both / 2);
    }

    private boolean eitherWay() {
        return better() == Metric.Better.DATA || better() == Metric.Better.NONE;
    }

    private Judgement judged(double adjusted, double alpha) {
        Interval interval = evidence.interval().apply(1 - alpha);
        double tolerance = border.tolerance();
        double worst = better() == Metric.Better.HIGHER ? -interval.low() : interval.high();
        double best = better() == Metric.Better.HIGHER ? -interval.high() : interval.low();
        Verdict verdict = Verdict.INCONCLUSIVE;
        if (adjusted <= alpha) {
            verdict = Verdict.WORSE;
        } else if (worst < 0 && !eitherWay()) {
            verdict = Verdict.BETTER;
        } else if (worst <= tolerance && (!eitherWay() || best >= -tolerance)) {
            verdict = Verdict.SAME;
        }
        return new Judgement(
                border.rule(),
                border.point(),
                verdict,
                Optional.of(border.ratio() ? Math.exp(evidence.value()) : evidence.value()),
                border.ratio(),
                Optional.of(border.ratio() ? interval.exponential() : interval),
                adjusted,
                evidence.test(),
                evidence.n(),
                verdict == Verdict.INCONCLUSIVE ? needed(alpha) : OptionalInt.empty(),
                border.n() < 2 ? ONE_SEED : "");
    }

    private OptionalInt needed(double alpha) {
        double distance = Math.abs(border.tolerance() - worsening());
        return evidence.deviation() == 0 || distance == 0
                ? OptionalInt.empty()
                : OptionalInt.of(
                        Math.max(evidence.n() + 1, Power.needed(distance, evidence.deviation(), alpha, POWER)));
    }
}
