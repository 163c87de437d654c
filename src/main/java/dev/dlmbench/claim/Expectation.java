package dev.dlmbench.claim;

import dev.dlmbench.base.Magnitudes;
import dev.dlmbench.base.Names;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a claim expects of the results: all of its statements. Places are indexes of characters in the text.
 *
 * @param statements in the order written
 */
public record Expectation(List<Statement> statements) {

    /** Copies the list. */
    public Expectation {
        statements = List.copyOf(statements);
    }

    /** One thing that is expected. */
    public sealed interface Statement {}

    /**
     * A comparison; chains are taken apart.
     *
     * @param left side
     * @param relation that is expected
     * @param right side
     * @param tolerance how much is forgiven; nothing for {@link Relation#LESS}
     * @param aligned what both sides must have in common, if their points are compared along a line
     * @param across what the interval allows for
     */
    public record Comparison(
            Term left, Relation relation, Term right, Tolerance tolerance, Optional<Alignment> aligned, Across across)
            implements Statement {

        /** Returns the same of another left side. */
        public Comparison of(Term otherLeft) {
            return new Comparison(otherLeft, relation, right, tolerance, aligned, across);
        }
    }

    /**
     * Which value of an axis is best.
     *
     * @param smallest whether the smallest value is asked for, else the largest
     * @param measured what is compared
     * @param axis the setting's name, or the end of it
     * @param value that the axis is expected to have
     * @param across what the intervals allow for
     */
    public record Extremum(boolean smallest, Measured measured, String axis, String value, Across across)
            implements Statement {}

    /** What may have been different: the interval of a comparison says what would have come out then. */
    public enum Across {
        /** Seeds and the text that likelihood is measured on, as far as they are known. */
        WHAT_IS_KNOWN,
        /** Seeds, on the text that was used. */
        SEEDS,
        /** Seeds and the text that likelihood is measured on. */
        SEEDS_AND_TEXT,
        /** Seeds, drawn anew from those that there are. */
        BOOTSTRAP;

        /** Returns it as it is written. */
        public String word() {
            return Names.of(this);
        }
    }

    /** How two values should relate. */
    public enum Relation {
        /** The left one is smaller. */
        LESS("<"),
        /** The left one is larger by no more than the tolerance. */
        AT_MOST("<="),
        /** They differ by no more than the tolerance. */
        EQUAL("=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** Returns it as it is written. */
        public String sign() {
            return sign;
        }
    }

    /**
     * How much is forgiven.
     *
     * @param amount in the metric's unit, or a share
     * @param relative whether it is a share
     */
    public record Tolerance(double amount, boolean relative) {
        /** Nothing is forgiven. */
        public static final Tolerance NONE = new Tolerance(0, false);
    }

    /**
     * What two lines of points must have in common where they are compared.
     *
     * @param at where it is named
     * @param metric that is equal there
     * @param lineFirst whether the left side is the line, as in what was written with {@code >} and turned round; else
     *     the right side is
     */
    public record Alignment(int at, Metric metric, boolean lineFirst) {}

    /** One side of a comparison. */
    public sealed interface Term {}

    /** A number. */
    public record Constant(double value) implements Term {}

    /**
     * A metric of some points.
     *
     * @param at where the metric is named
     * @param factor that it is multiplied by
     * @param metric what was measured
     * @param batch the batch size or number of answers it was measured at; empty for the first
     * @param selection of points
     */
    public record Measured(int at, double factor, Metric metric, String batch, Selection selection) implements Term {

        /** Returns it without the factor, as it is written. */
        public String words() {
            return metric.id() + "(" + selection + ")";
        }
    }

    /**
     * The frontier of some points: gen-PPL over the entropy of samples, while draws get bolder at the same calls.
     *
     * @param at where it is named
     * @param selection of points
     */
    public record Frontier(int at, Selection selection) implements Term {
        /** How it is written. */
        public static final String WORD = "frontier";

        /** Returns the metric that is compared over its companion. */
        public static Metric metric() {
            return Metric.all(MetricTrait.FRONTIER).get(0);
        }

        /** Returns it as it is written. */
        public String words() {
            return WORD + "(" + selection + ")";
        }
    }

    /**
     * Points of one experiment.
     *
     * @param at where its name stands
     * @param experiment its name
     * @param choices settings that the points have
     */
    public record Selection(int at, String experiment, List<Choice> choices) {

        /** Copies the list. */
        public Selection {
            choices = List.copyOf(choices);
        }

        /** Returns whether a point is one of them. */
        public boolean matches(String ofExperiment, Map<String, String> axes, Map<String, String> settings) {
            return ofExperiment.equals(experiment)
                    && choices.stream().allMatch(choice -> choice.matches(axes, settings));
        }

        @Override
        public String toString() {
            StringBuilder words = new StringBuilder(experiment);
            choices.forEach(
                    choice -> words.append(',').append(choice.key()).append('=').append(choice.value()));
            return words.toString();
        }
    }

    /**
     * One setting that the points have.
     *
     * @param at where it stands
     * @param key its name, or the end of it
     * @param value as it is written
     */
    public record Choice(int at, String key, String value) {
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?([eE]-?\\d{1,3})?");

        /** Returns whether a point has the value; what it sweeps is meant before what it merely has. */
        boolean matches(Map<String, String> axes, Map<String, String> settings) {
            List<String> swept = named(axes.keySet());
            List<String> meant = swept.isEmpty() ? named(settings.keySet()) : swept;
            return meant.stream()
                    .anyMatch(setting -> same(value, axes.getOrDefault(setting, ""))
                            || same(value, settings.getOrDefault(setting, "")));
        }

        /** Returns the settings that the key names; a whole path is not the end of another. */
        private List<String> named(Set<String> settings) {
            return settings.contains(key)
                    ? List.of(key)
                    : settings.stream().filter(setting -> names(key, setting)).toList();
        }

        /** Returns whether {@code key} is the name of {@code setting}, its end, or the letter that reports use. */
        public static boolean names(String key, String setting) {
            return setting.equals(key)
                    || setting.endsWith("." + key)
                    || (key.equals("S") && setting.equals("process.blockSize"))
                    || (key.equals("T") && setting.equals("sampling.stepsPerBlock"));
        }

        /** Returns whether two values are the same word, or the same number. */
        public static boolean same(String left, String right) {
            return left.equals(right) || (number(left) && number(right) && value(left) == value(right));
        }

        private static double value(String number) {
            return Double.parseDouble(Magnitudes.spelledOut(number));
        }

        private static boolean number(String text) {
            return NUMBER.matcher(Magnitudes.spelledOut(text)).matches();
        }
    }
}
