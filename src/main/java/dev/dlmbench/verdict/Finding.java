package dev.dlmbench.verdict;

import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Power;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One comparison of a claim and what came of it.
 *
 * @param left side, in words
 * @param relation that is expected
 * @param right side, in words
 * @param outcome of the comparison
 * @param effect the right side minus the left one, or what the right one is times the left one; absent without values
 * @param ratio whether the effect is a ratio
 * @param unit of the effect; empty for a ratio
 * @param interval of the effect, at 95 %
 * @param test how it was found
 * @param n how many values on each side
 * @param needed how many seeds, altogether, would probably decide it; absent where that is unknown
 * @param note why there is no effect, or what a reader must know about it
 * @param pairs what both sides get right of the same examples, seed by seed; empty where sides are no answers to them
 */
public record Finding(
        String left,
        Relation relation,
        String right,
        Outcome outcome,
        Optional<Double> effect,
        boolean ratio,
        String unit,
        Optional<Interval> interval,
        String test,
        int n,
        OptionalInt needed,
        String note,
        List<PairedSeed> pairs) {

    /** Copies the list. */
    public Finding {
        pairs = List.copyOf(pairs);
    }

    /** Returns what was compared, such as {@code nll(ar) < nll(block,blockSize=4)}. */
    public String statement() {
        return left + " " + relation.sign() + " " + right;
    }

    /** Returns the effect with its interval in words; empty without one. */
    public String effectWords() {
        if (effect.isEmpty()) {
            return "";
        }
        String ends = interval.map(found -> " [" + number(found.low()) + ", " + number(found.high()) + "]")
                .orElse("");
        return (ratio ? "right / left " : "right \u2212 left ")
                + number(effect.get())
                + ends
                + (ratio ? "" : " " + unit);
    }

    /** Returns how it was found, on how many values, how many it would take, and what a reader must know. */
    public String basis() {
        String evidence = evidence();
        return evidence.isEmpty() || note.isEmpty() ? evidence + note : evidence + "; " + note;
    }

    /** Returns how it was found, on how many values, and how many it would take; empty without an effect. */
    String evidence() {
        if (test.isEmpty()) {
            return "";
        }
        String words = test + ", n = " + n;
        if (outcome == Outcome.INCONCLUSIVE && needed.isPresent()) {
            words += needed.getAsInt() >= Power.MOST
                    ? "; no number of seeds would decide it"
                    : "; about " + needed.getAsInt() + " seeds would probably decide it";
        }
        return words;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e5 || size < 1e-4)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(
                Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.3f" : "%.4f", value);
    }

    /**
     * Returns this as the outcome of a comparison with a side's lower bound, where {@code upper} is the comparison with
     * its upper bound and says the same.
     */
    Finding between(Finding upper, String side) {
        String words = "the " + side + " side lies between two bounds, and the lower one shows it, too; by its upper"
                + " one: " + upper.effectWords();
        return new Finding(
                left, relation, right, outcome, effect, ratio, unit, interval, test, n, needed, words, pairs);
    }

    /** Returns the same with something else that a reader must know. */
    Finding noted(String further) {
        String both = note.isEmpty() || further.isEmpty() ? note + further : note + "; " + further;
        return new Finding(left, relation, right, outcome, effect, ratio, unit, interval, test, n, needed, both, pairs);
    }

    /** Returns the same with what both sides get right of the same examples. */
    Finding with(List<PairedSeed> tables) {
        return new Finding(
                left, relation, right, outcome, effect, ratio, unit, interval, test, n, needed, note, tables);
    }

    /** Returns a comparison without a result, and why. */
    static Finding without(String left, Relation relation, String right, Outcome outcome, String note) {
        return new Finding(
                left,
                relation,
                right,
                outcome,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                "",
                0,
                OptionalInt.empty(),
                note,
                List.of());
    }
}
