package dev.dlmbench.verdict;

import dev.dlmbench.analysis.Summary;
import dev.dlmbench.base.Names;
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

    /** What the right point is, seen from the left one. */
    public enum Verdict {
        /** Its value is lower; whether that matters depends on a tolerance. */
        LOWER,
        /** Its value is higher; whether that matters depends on a tolerance. */
        HIGHER,
        /** Better by more than the tolerance. */
        BETTER,
        /** Worse by more than the tolerance. */
        WORSE,
        /** No further away than the tolerance, or the same to the bit. */
        SAME,
        /** It cannot be told. */
        INCONCLUSIVE,
        /** The values do not mean the same. */
        NOT_COMPARABLE,
        /** One of them has no value. */
        MISSING;

        /** Returns it in words. */
        public String words() {
            return Names.inWords(this);
        }
    }

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
