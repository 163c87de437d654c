package dev.dlmbench.gate;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Gates on equal builds, drawn from measured noise and judged as real ones are.
 *
 * @param alarms share of the gates that found anything worse
 * @param alarmsOf for each comparison, the share of the gates in which it got worse
 * @param undecidedOf for each comparison, the share of the gates in which it was inconclusive
 */
record SimulatedGates(double alarms, List<Double> alarmsOf, List<Double> undecidedOf) {
    /** Enough to tell a rate of 1 % to within half of it. */
    static final int GATES = 2_000;

    /** Draws the gates. */
    static SimulatedGates of(List<NoiseModel> models, double alpha) {
        RandomGenerator random = new Seeds(0).stream("calibration");
        int failed = 0;
        double[] worse = new double[models.size()];
        double[] undecided = new double[models.size()];
        for (int gate = 0; gate < GATES; gate++) {
            List<Judgement> judged = Comparison.judge(
                    models.stream().map(model -> model.draw(random)).toList(), alpha);
            boolean alarm = false;
            for (int i = 0; i < judged.size(); i++) {
                Verdict verdict = judged.get(i).verdict();
                alarm |= verdict == Verdict.WORSE;
                worse[i] += verdict == Verdict.WORSE ? 1.0 / GATES : 0;
                undecided[i] += verdict == Verdict.INCONCLUSIVE ? 1.0 / GATES : 0;
            }
            failed += alarm ? 1 : 0;
        }
        return new SimulatedGates((double) failed / GATES, shares(worse), shares(undecided));
    }

    private static List<Double> shares(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    double alarms(int comparison) {
        return alarmsOf.get(comparison);
    }

    double undecided(int comparison) {
        return undecidedOf.get(comparison);
    }
}
