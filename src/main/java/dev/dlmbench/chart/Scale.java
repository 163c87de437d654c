package dev.dlmbench.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How values become positions along an axis, and where its ticks are. */
enum Scale {
    /** Equal differences are equally long. */
    LINEAR,
    /** Equal ratios are equally long, ticks at 1, 2, 5, 10. */
    LOG10,
    /** Equal ratios are equally long, ticks at powers of two. */
    LOG2;

    private static final double[][] FACTORS = {
        {1, 1.5, 2, 3, 4, 5, 6, 8}, {1, 2, 3, 5, 7}, {1, 2, 5}, {1, 3}, {1},
    };

    /** A labelled position. */
    record Tick(double value, String label) {}

    /** Returns a position of {@code value}; positions are spread evenly. */
    double position(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG10 -> Math.log10(value);
            case LOG2 -> Math.log(value) / Math.log(2);
        };
    }

    /** Returns whether the scale has a place for {@code value}. */
    boolean admits(double value) {
        return Double.isFinite(value) && (this == LINEAR || value > 0);
    }

    private double value(double position) {
        return switch (this) {
            case LINEAR -> position;
            case LOG10 -> Math.pow(10, position);
            case LOG2 -> Math.pow(2, position);
        };
    }

    /** Returns about {@code most} round values between two positions, or fewer, so that their labels {@code fit}. */
    List<Tick> ticks(double low, double high, int most, Predicate<List<Tick>> fit) {
        for (int wanted = Math.max(2, most); wanted > 2; wanted--) {
            List<Tick> ticks = ticks(low, high, wanted);
            if (fit.test(ticks)) {
                return ticks;
            }
        }
        return ticks(low, high, 2);
    }

    /** Returns at most about {@code wanted} round values between two positions. */
    List<Tick> ticks(double low, double high, int wanted) {
        List<Double> values =
                switch (this) {
                    case LINEAR -> linear(low, high, wanted);
                    case LOG10 -> decades(low, high, wanted);
                    case LOG2 -> powersOfTwo(low, high, wanted);
                };
        boolean even = this == LINEAR || values.size() < 3;
        return labelled(even ? linear(value(low), value(high), wanted) : values, even);
    }

    /** Returns the round values between the ticks of whole decades, which show that an axis is logarithmic. */
    List<Double> minorTicks(double low, double high) {
        List<Double> values = new ArrayList<>();
        for (int exponent = (int) Math.floor(low); this == LOG10 && high - low >= 1 && exponent <= high; exponent++) {
            for (int factor = 2; factor <= 9; factor++) {
                double position = exponent + Math.log10(factor);
                if (position >= low && position <= high) {
                    values.add(factor * Math.pow(10, exponent));
                }
            }
        }
        return values;
    }

    private static List<Double> linear(double low, double high, int wanted) {
        double rough = (high - low) / wanted;
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * magnitude;
        for (int factor : new int[] {5, 2, 1}) {
            step = factor * magnitude >= rough * (1 - 1e-9) ? factor * magnitude : step;
        }
        List<Double> values = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            values.add(i * step);
        }
        return values;
    }

    private static List<Double> decades(double low, double high, int wanted) {
        for (double[] factors : FACTORS) {
            List<Double> values = new ArrayList<>();
            for (int exponent = (int) Math.floor(low); exponent <= high; exponent++) {
                for (double factor : factors) {
                    double position = exponent + Math.log10(factor);
                    if (position >= low - 1e-9 && position <= high + 1e-9) {
                        values.add(factor * Math.pow(10, exponent));
                    }
                }
            }
            if (values.size() <= wanted + 1) {
                return values;
            }
        }
        return everyFewDecades(low, high, wanted);
    }

    private static List<Double> everyFewDecades(double low, double high, int wanted) {
        int first = (int) Math.ceil(low - 1e-9);
        int last = (int) Math.floor(high + 1e-9);
        int step = Math.max(1, (last - first + wanted - 1) / wanted);
        List<Double> values = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent += step) {
            values.add(Math.pow(10, exponent));
        }
        return values;
    }

    private static List<Double> powersOfTwo(double low, double high, int wanted) {
        int first = (int) Math.ceil(low - 1e-9);
        int last = (int) Math.floor(high + 1e-9);
        int step = Math.max(1, (last - first + wanted - 1) / wanted);
        List<Double> values = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent += step) {
            values.add(Math.pow(2, exponent));
        }
        return values;
    }

    /** Even steps get equally many decimals, others as many as each needs. */
    private static List<Tick> labelled(List<Double> values, boolean even) {
        List<BigDecimal> exact = values.stream().map(Scale::round).toList();
        boolean thousands = exact.stream()
                .allMatch(value -> value.remainder(BigDecimal.valueOf(1000)).signum() == 0);
        int most = exact.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return exact.stream()
                .map(value -> new Tick(
                        value.doubleValue(), Digits.label(value, even ? Math.max(most, 0) : 0, thousands || !even)))
                .toList();
    }

    /** Returns the decimal number that a sum or a power came from. */
    private static BigDecimal round(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(12 - exponent(value), RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    private static int exponent(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    }
}
