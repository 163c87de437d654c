package dev.dlmbench.chart;

import dev.dlmbench.statistics.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An axis as XChart draws it, which knows even axes with ticks at round numbers, and logarithmic ones with ticks at 1
 * to 9 times a power of ten. Powers of two are an even axis of exponents. A logarithmic axis within a decade is drawn
 * in another unit, so that its ticks lie densely enough: at 12, 14, 16 where there is nothing between 10 and 20. An
 * axis over less than a factor of two looks even, and is.
 *
 * @param scale how values become positions
 * @param low position at the lower end
 * @param high position at the upper end
 * @param unit what values are multiplied by, so that XChart's ticks lie well
 * @param apart least distance of ticks of an even axis, in units of the page
 * @param decimals of every label of an even axis, negative for whole tens, hundreds and so on
 * @param labelled which of XChart's ticks have labels, by its numbers
 * @param names what the values 1, 2 and so on are called; none where values are numbers
 */
record Axis(
        Scale scale,
        double low,
        double high,
        double unit,
        double apart,
        int decimals,
        Predicate<Double> labelled,
        List<String> names) {
    private static final double LEAST_RATIO = Math.log10(2);
    private static final int MOST_TICKS = 10;
    private static final int FEWEST_TICKS = 3;

    /** How far intervals may stretch an axis, in spans of what is not an interval: few seeds give very long ones. */
    private static final double INTERVAL_REACH = 0.6;

    private static final double PAD = 0.07;

    /** Room on either side of a name. */
    private static final double BESIDE = 0.5;

    /** Multiples of which a decade has round numbers, that which is tried first in front. */
    private static final List<Double> UNITS = List.of(1.0, 2.0, 5.0, 4.0);

    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

    /** Which ticks of a decade may have labels: as many as fit, or those of every few decades. */
    private static final List<Set<Integer>> DIGITS =
            List.of(ALL, Set.of(1, 2, 3, 4, 5, 6, 8), Set.of(1, 2, 3, 5, 7), Set.of(1, 2, 5), Set.of(1, 3));

    /**
     * Returns the axis of {@code figure} that is {@code length} long.
     *
     * @param horizontal whether it is the one that labels stand below
     */
    static Axis of(Figure figure, boolean horizontal, double length, Lettering letters) {
        Axis axis = around(figure, horizontal, (horizontal ? figure.x() : figure.y()).scale());
        if (axis.scale() == Scale.LOG2 && Math.floor(axis.high()) - Math.ceil(axis.low()) + 1 < FEWEST_TICKS) {
            axis = axis.on(Scale.LOG10);
        }
        if (axis.scale() == Scale.LOG10 && axis.high() - axis.low() < LEAST_RATIO) {
            axis = axis.on(Scale.LINEAR);
        }
        if (axis.scale() == Scale.LOG10) {
            return axis.logarithmic(length, horizontal, letters);
        }
        double span = axis.high() - axis.low();
        boolean whole = horizontal
                && (!axis.names().isEmpty()
                        || DoubleStream.of(figure.values(true)).allMatch(value -> value == Math.rint(value)));
        boolean powers = axis.scale() == Scale.LOG2; // whose labels are short
        double least = horizontal ? (powers ? 4 : 7) * letters.width("0") : 4 * letters.height();
        double one = whole || powers ? length / span : 0;
        double apart = Math.max(
                one,
                axis.names().isEmpty()
                        ? Math.max(least, length / MOST_TICKS)
                        : letters.width("0") + axis.widest(letters));
        double step = step(span / length * apart);
        double tick = step * length / span; // XChart rounds to the same step
        double unit = powers ? 1 : Math.pow(10, 3 - exponent(span));
        Predicate<Double> labelled = number -> !whole || Math.abs(number / unit - Math.rint(number / unit)) < 1e-9;
        return new Axis(axis.scale(), axis.low(), axis.high(), unit, tick, -exponent(step), labelled, axis.names());
    }

    /** Returns a bare axis that shows everything in {@code figure}, with room around it. */
    private static Axis around(Figure figure, boolean horizontal, Scale scale) {
        List<String> names = (horizontal ? figure.x() : figure.y()).names();
        if (!names.isEmpty()) {
            return new Axis(scale, 1 - BESIDE, names.size() + BESIDE, 1, 1, 0, value -> true, names);
        }
        double[] places =
                DoubleStream.of(figure.values(horizontal)).map(scale::position).toArray();
        double bottom = DoubleStream.of(places).min().orElse(0);
        double top = DoubleStream.of(places).max().orElse(1);
        double least = scale == Scale.LINEAR ? 0.02 * Math.max(Math.abs(bottom), 1e-3) : 0.1;
        double reach = INTERVAL_REACH * Math.max(top - bottom, least);
        boolean one = scale == Scale.LOG2 && top == bottom; // one block size: show its neighbours
        double low = one ? bottom - 1 : bottom;
        double high = one ? top + 1 : top;
        for (Interval ends : horizontal ? List.<Interval>of() : figure.intervals()) {
            double from = scale.admits(ends.low()) ? scale.position(ends.low()) : Double.NEGATIVE_INFINITY;
            double to = scale.admits(ends.high()) ? scale.position(ends.high()) : Double.POSITIVE_INFINITY;
            low = Math.min(low, Math.max(from, bottom - reach));
            high = Math.max(high, Math.min(to, top + reach));
        }
        double pad = PAD * Math.max(high - low, least);
        return new Axis(scale, low - pad, high + pad, 1, 1, 0, value -> true, names);
    }

    private Axis on(Scale other) {
        double from = other.position(scale.value(low));
        return new Axis(other, from, other.position(scale.value(high)), unit, apart, decimals, labelled, names);
    }

    private Axis logarithmic(double length, boolean horizontal, Lettering letters) {
        Axis dense = UNITS.stream()
                .map(each -> new Axis(scale, low, high, each, apart, decimals, labelled, names))
                .filter(axis -> axis.ticks().size() > FEWEST_TICKS)
                .findFirst()
                .orElse(this);
        double decade = length / (high - low);
        Stream<Predicate<Double>> some = DIGITS.stream().map(digits -> tick -> digits.contains(digit(tick)));
        Stream<Predicate<Double>> few = IntStream.rangeClosed(1, MOST_TICKS)
                .mapToObj(every -> tick -> digit(tick) == 1 && exponent(tick) % every == 0);
        return Stream.concat(some, few)
                .map(which -> new Axis(scale, low, high, dense.unit(), apart, decimals, which, names))
                .filter(axis -> axis.ticks().size() <= MOST_TICKS && axis.fits(decade, horizontal, letters))
                .findFirst()
                .orElse(dense);
    }

    private boolean fits(double decade, boolean horizontal, Lettering letters) {
        double last = Double.NEGATIVE_INFINITY;
        for (double tick : ticks()) {
            double half = horizontal ? (letters.width(label(tick)) + letters.width("0")) / 2 : letters.height();
            double middle = Math.log10(tick) * decade;
            if (middle - half < last) {
                return false;
            }
            last = middle + half;
        }
        return true;
    }

    /** Returns where a logarithmic axis has labels, in XChart's numbers; nothing for other axes. */
    List<Double> ticks() {
        if (scale != Scale.LOG10) {
            return List.of();
        }
        double bottom = Math.log10(unit) + low;
        double top = Math.log10(unit) + high;
        return IntStream.range(9 * (int) Math.floor(bottom), 9 * (int) Math.ceil(top + 1))
                .mapToObj(i -> (1 + Math.floorMod(i, 9)) * Math.pow(10, Math.floorDiv(i, 9)))
                .filter(tick -> Math.log10(tick) >= bottom && Math.log10(tick) <= top && labelled.test(tick))
                .toList();
    }

    /** Returns XChart's number for {@code value}; what a logarithm has no place for lies far below everything. */
    double at(double value) {
        return scale.admits(value) ? number(scale.position(value)) : number(low - (high - low));
    }

    /** Returns XChart's number for a position. */
    double number(double position) {
        return scale == Scale.LOG2 ? position : scale.value(position) * unit;
    }

    /** Returns the label of a tick at XChart's number. */
    String label(double number) {
        if (!labelled.test(number) || !named(number / unit)) {
            return number > number((low + high) / 2) ? " " : ""; // XChart has no ticks if both ends have one label
        }
        double value = scale == Scale.LOG2 ? scale.value(number) : number / unit;
        if (!names.isEmpty()) {
            return names.get((int) Math.rint(value) - 1);
        }
        BigDecimal exact = BigDecimal.valueOf(value).setScale(12 - exponent(value), RoundingMode.HALF_EVEN);
        return Digits.label(exact, Math.max(0, decimals), decimals <= -3 || scale != Scale.LINEAR);
    }

    private double widest(Lettering letters) {
        return names.stream().mapToDouble(letters::width).max().orElse(0);
    }

    private boolean named(double value) {
        return names.isEmpty() || (value > 1 - BESIDE && value < names.size() + BESIDE);
    }

    /** Returns a round step, no less than {@code rough}. */
    private static double step(double rough) {
        double unit = Math.pow(10, exponent(rough));
        double digit = rough / unit;
        return unit * (digit > 5.001 ? 10 : digit > 2.001 ? 5 : digit > 1.001 ? 2 : 1);
    }

    private static int digit(double tick) {
        return (int) Math.rint(tick / Math.pow(10, exponent(tick)));
    }

    private static int exponent(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    }
}
