package dev.dlmbench.results;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.metric.Metric;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One measured value and all that is needed to read it rightly.
 *
 * @param metric what was measured
 * @param value in the metric's unit; absent, with a reason, where there is none
 * @param reason why there is no value
 * @param bound what kind of value it is
 * @param n how many things it is a mean of, such as documents or samples; they are independent unless the details say
 *     that they are windows of a running text
 * @param standardError of the value over those n things and the noise drawn for them; absent where it is unknown
 * @param conditions everything besides the metric's own definition that makes two values comparable, such as evaluator,
 *     precision or batch size, sorted by name
 * @param details how the value came about, where that does not change what it means, such as draws, sorted by name
 */
public record Measurement(
        Metric metric,
        @Nullable Double value,
        @Nullable String reason,
        Bound bound,
        long n,
        @Nullable Double standardError,
        Map<String, String> conditions,
        Map<String, String> details) {

    /** The detail that names the sampler of which a likelihood is; absent where it is of the model itself. */
    public static final String OF_SAMPLER = "sampler";

    /** The detail that is a lower bound of the same quantity, in the same unit; absent where there is none. */
    public static final String LOWER = "lower";

    /**
     * The condition that says in words what a score measures. Every score has it and nothing else does, so that scores
     * compare with those of the same words alone, and with no likelihood or bound.
     */
    public static final String SCORE = "scored";

    /** What kind of value a measurement is. */
    public enum Bound {
        /** The quantity itself, or an unbiased estimate of it. */
        EXACT,
        /** An upper bound of the quantity, or an unbiased estimate of such a bound. */
        UPPER,
        /** A lower bound of the quantity, or an unbiased estimate of such a bound. */
        LOWER,
        /** In the quantity's unit, but neither the quantity nor a bound of it: {@link Measurement#SCORE} says what. */
        SCORE
    }

    /** Copies the maps and turns what is not a number into an absent value. */
    public Measurement {
        conditions = Collections.unmodifiableSortedMap(new TreeMap<>(FormerWords.roles(conditions)));
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        if (value != null && !Double.isFinite(value)) {
            reason = "the value is " + value;
            value = null;
        }
        if (standardError != null && !Double.isFinite(standardError)) {
            standardError = null;
        }
        if (value == null && reason == null) {
            throw new IllegalArgumentException(metric.id() + " has neither a value nor a reason for its absence");
        }
        if ((bound == Bound.SCORE) != conditions.containsKey(SCORE)) {
            throw new IllegalArgumentException(metric.id() + ": a score, and nothing else, has the condition 'scored'");
        }
    }

    /** Returns a value without a standard error. */
    public static Measurement of(Metric metric, double value, long n, Map<String, String> conditions) {
        return new Measurement(metric, value, null, Bound.EXACT, n, null, conditions, Map.of());
    }

    /** Returns a value with its standard error. */
    public static Measurement of(
            Metric metric, double value, Bound bound, long n, double standardError, Map<String, String> conditions) {
        return new Measurement(metric, value, null, bound, n, standardError, conditions, Map.of());
    }

    /** Returns the statement that there is no value, and why. */
    public static Measurement absent(Metric metric, String reason) {
        return new Measurement(metric, null, reason, Bound.EXACT, 0, null, Map.of(), Map.of());
    }

    /** Returns the degrees of freedom that the standard error is known with. */
    public double degrees() {
        return DocumentOrder.degrees(this);
    }

    /** Returns the lower bound beside an upper one, as a measurement; nothing where there is none. */
    public Optional<Measurement> lower() {
        return Optional.ofNullable(details.get(LOWER))
                .map(Double::valueOf)
                .filter(Double::isFinite)
                .map(bound -> new Measurement(metric, bound, null, Bound.LOWER, n, null, conditions, details));
    }

    /** Returns the same value with {@code details}. */
    public Measurement detailed(Map<String, String> further) {
        return new Measurement(metric, value, reason, bound, n, standardError, conditions, further);
    }

    /**
     * Returns what two values must agree on to be compared: 16 hexadecimal digits over the metric's name, its
     * definition and the conditions.
     */
    public String definition() {
        StringBuilder words = new StringBuilder(metric.id()).append('\0').append(metric.definition());
        conditions.forEach(
                (name, value) -> words.append('\0').append(name).append('\0').append(value));
        return Hashes.of(FormerWords.first(words.toString())).substring(0, 16);
    }
}
