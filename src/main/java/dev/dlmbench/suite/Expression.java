package dev.dlmbench.suite;

import dev.dlmbench.setting.PointValues;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A formula over the settings of a point, of a type that is known before any point is.
 *
 * <p>A value may be missing only for names that a point cannot resolve; ask {@link Condition#names} first.
 */
sealed interface Expression {

    /** Returns the index of its first character in the formula's text. */
    int at();

    /** Returns what it yields, in words for a message. */
    String kind();

    /** A number. */
    record Numeric(int at, ToDoubleFunction<PointValues> value) implements Expression {
        @Override
        public String kind() {
            return "a number";
        }
    }

    /** True or false. */
    record Truth(int at, Predicate<PointValues> value) implements Expression {
        @Override
        public String kind() {
            return "true or false";
        }
    }

    /**
     * A word.
     *
     * @param choices all words that it can be
     */
    record Word(int at, Function<PointValues, String> value, Set<String> choices) implements Expression {
        @Override
        public String kind() {
            return "text";
        }
    }

    /** A mistake in a formula: while it is read, or for one point. */
    final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int at;
        private final String rule;
        private final String suggestion;

        Mistake(int at, String rule, String suggestion) {
            super(rule, null, false, false);
            this.at = at;
            this.rule = rule;
            this.suggestion = suggestion;
        }

        Mistake(int at, String rule) {
            this(at, rule, "");
        }

        int at() {
            return at;
        }

        String rule() {
            return rule;
        }

        String suggestion() {
            return suggestion;
        }
    }
}
