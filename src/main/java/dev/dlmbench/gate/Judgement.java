package dev.dlmbench.gate;

import dev.dlmbench.statistics.Interval;
import dev.dlmbench.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One rule at one point.
 *
 * @param rule of the suite
 * @param point that it was applied to
 * @param verdict on it
 * @param change from the baseline to now: a difference, or a ratio
 * @param ratio whether the change is a ratio
 * @param interval of the change, at the gate's confidence
 * @param pValue of the hypothesis that it did not get worse by more than the tolerance, adjusted for the number of
 *     judgements; 1 without a change
 * @param test how it was found
 * @param n how many values on each side
 * @param needed how many values would probably decide it; absent where that is unknown
 * @param note why there is no change, or what a reader must know
 */
public record Judgement(
        GateSpec.Rule rule,
        String point,
        Verdict verdict,
        Optional<Double> change,
        boolean ratio,
        Optional<Interval> interval,
        double pValue,
        String test,
        int n,
        OptionalInt needed,
        String note) {

    static Judgement without(GateSpec.Rule rule, String point, Verdict verdict, String note) {
        return new Judgement(
                rule, point, verdict, Optional.empty(), false, Optional.empty(), 1, "", 0, OptionalInt.empty(), note);
    }
}
