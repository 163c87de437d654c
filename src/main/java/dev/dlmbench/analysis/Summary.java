package dev.dlmbench.analysis;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one point, over its replicates.
 *
 * @param metric what was measured
 * @param conditions under which
 * @param caveats what a reader must know of it beside the number
 * @param mean over the replicates, geometric for perplexities; absent, with a reason, where there is none
 * @param interval of the mean, at 95 %; absent where it is unknown
 * @param basis what the interval is over
 * @param values one per replicate
 * @param reason why there is no mean
 * @param lower the mean of what bounds the values from below; absent where nothing does
 */
public record Summary(
        Metric metric,
        Map<String, String> conditions,
        Caveats caveats,
        OptionalDouble mean,
        Optional<Interval> interval,
        Basis basis,
        List<Double> values,
        @Nullable String reason,
        OptionalDouble lower) {

    /** What an interval is over: only seeds are replicates of a whole experiment. */
    public enum Basis {
        /** Replicates of the whole experiment. */
        SEEDS("across seeds"),
        /** Replicates of the whole experiment but for the text that it is measured on, which is the same in all. */
        SEEDS_ON_ONE_TEXT("across seeds; the choice of the test text is not in it"),
        /** Replicates of the whole experiment and the examples of a task, which are the same in all. */
        SEEDS_AND_EXAMPLES("across seeds and examples"),
        /** The documents of the only seed. */
        DOCUMENTS("over documents; the choice of the seed is not in it"),
        /** The windows of one running text of the only seed, neighbours of which depend on each other. */
        RUNNING_TEXT("over blocks of running text; the choice of the seed is not in it"),
        /** The examples of a task, asked of the only seed. */
        EXAMPLES("over examples; the choice of the seed is not in it"),
        /** The samples of the only seed. */
        SAMPLES("over samples"),
        /** The JVMs that decoded with the model of the only seed. */
        JVMS("over JVMs"),
        /** The repetitions within the only seed. */
        REPETITIONS("over repetitions"),
        /** There is no interval. */
        NONE("");

        private final String words;

        Basis(String words) {
            this.words = words;
        }

        /** Returns the words that follow an interval. */
        public String words() {
            return words;
        }
    }

    /** Copies the collections. */
    public Summary {
        conditions = Map.copyOf(conditions);
        values = List.copyOf(values);
    }

    /** Returns how many replicates have a value. */
    public int n() {
        return values.size();
    }

    /**
     * Returns the value in words with its signs: one number, or two that it lies between.
     *
     * @param number writes a number
     */
    public String words(DoubleFunction<String> number) {
        return caveats.around(plain(number));
    }

    /**
     * Returns the value in words without its signs: one number, or two that it lies between.
     *
     * @param number writes a number
     */
    public String plain(DoubleFunction<String> number) {
        String from = lower.isPresent() ? number.apply(lower.getAsDouble()) + " \u2013 " : "";
        return from + number.apply(mean.orElseThrow());
    }

    /** Returns the same value but for caveats of a kind. */
    public Summary without(Caveat.Kind kind) {
        return new Summary(metric, conditions, caveats.without(kind), mean, interval, basis, values, reason, lower);
    }

    /** Returns the same value with another caveat. */
    Summary with(Caveat further) {
        return new Summary(metric, conditions, caveats.with(further), mean, interval, basis, values, reason, lower);
    }

    /** Returns the batch size under which decoding was timed, or the empty string. */
    public String batch() {
        return conditions.getOrDefault(MetricRow.BATCH, "");
    }

    /** Returns the statement that there is no value, and why. */
    public static Summary absent(Metric metric, Map<String, String> conditions, String reason) {
        return new Summary(
                metric,
                conditions,
                Caveats.NONE,
                OptionalDouble.empty(),
                Optional.empty(),
                Basis.NONE,
                List.of(),
                reason,
                OptionalDouble.empty());
    }
}
