package dev.dlmbench.gate;

import dev.dlmbench.base.Problems;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricScale;
import dev.dlmbench.metric.MetricTrait;
import java.util.List;

/**
 * What must not get worse.
 *
 * @param rules in the order of the suite
 * @param alpha share of false alarms that is allowed among all alarms
 * @param pairs pairs of decodings, before and after, for rules on speed
 */
public record GateSpec(List<Rule> rules, double alpha, int pairs) {
    /** No rules. */
    public static final GateSpec NONE = new GateSpec(List.of(), 0.01, 10);

    /** Fewer pairs than these cannot tell a change of speed from the machine's moods. */
    public static final int FEWEST_PAIRS = 8;

    /** Checks the settings. */
    public GateSpec {
        rules = List.copyOf(rules);
        Problems.in("gate")
                .check(alpha > 0 && alpha <= 0.2, "alpha", "must be positive and at most 0.2, got %s", alpha)
                .check(
                        pairs >= FEWEST_PAIRS && pairs <= 1000,
                        "pairs",
                        "must be between " + FEWEST_PAIRS + " and 1000, got %d",
                        pairs)
                .rejectIfAny();
    }

    /**
     * A place in a suite file.
     *
     * @param file as a user knows it
     * @param line counted from 1
     * @param column counted from 1
     */
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return file + ":" + line + ":" + column;
        }
    }

    /**
     * One rule.
     *
     * @param metric that must not get worse
     * @param of which points, as claims name them: an experiment, narrowed by settings; empty for all
     * @param batch the batch size, for metrics of speed; empty for the first
     * @param tolerance how much worse is still the same, in the metric's unit or as a share
     * @param relative whether the tolerance is a share of the baseline
     * @param at where it stands
     */
    public record Rule(Metric metric, String of, String batch, double tolerance, boolean relative, Place at) {

        /** Returns whether the rule is on speed, which is judged side by side only. */
        public boolean onSpeed() {
            return metric.is(MetricTrait.SIDE_BY_SIDE);
        }

        /** Returns whether one seed is enough: its documents, or samples, are held against those of the baseline. */
        public boolean pooled() {
            return switch (metric.pooling()) {
                case TOKENS_OF_DOCUMENTS -> metric.scale() == MetricScale.DIFFERENCE;
                case TOKENS_OF_SAMPLES -> metric.scale() == MetricScale.EXPONENTIAL && relative;
                default -> false;
            };
        }

        /** Returns the rule in words. */
        public String words() {
            String points = of.isEmpty() ? "all points" : of;
            double shown = relative ? 100 * tolerance : tolerance;
            String amount = shown == Math.rint(shown) ? Long.toString((long) shown) : Double.toString(shown);
            return metric.id() + " of " + points + (batch.isEmpty() ? "" : ", batch " + batch) + " within " + amount
                    + (relative ? " %" : " " + metric.unit());
        }
    }
}
