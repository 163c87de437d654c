package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Summary;
import dev.dlmbench.metric.Metric;
import java.util.Objects;

/**
 * One metric of two points.
 *
 * @param metric that both have
 * @param at what tells it from others of the metric, such as the batch size; or empty
 * @param left point's value
 * @param right point's value
 * @param verdict on the right one, seen from the left one
 * @param finding how far apart they are, and how that was found
 */
public record Contrast(Metric metric, String at, Summary left, Summary right, Verdict verdict, Finding finding) {

    /** Returns how the verdict was found, or why there is none; that bounds are bounds is left to their marks. */
    public String basis() {
        if (verdict == Verdict.MISSING) {
            return Objects.requireNonNullElse(left.mean().isPresent() ? right.reason() : left.reason(), "not measured");
        }
        if (verdict == Verdict.SAME && finding.test().isEmpty()) {
            return "the same value";
        }
        return finding.test().isEmpty() ? finding.note() : finding.evidence();
    }
}
