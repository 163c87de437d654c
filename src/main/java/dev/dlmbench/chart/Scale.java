package dev.dlmbench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
            if (values.size() <= wanted + 1 || factors.length == 1) {
                return values;
            }
        }
        throw new AssertionError("the last choice of factors is always taken");
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
        int most = values.stream().mapToInt(Scale::decimals).max().orElse(0);
        return values.stream()
                .map(value -> new Tick(value, label(value, even ? most : decimals(value))))
                .toList();
    }

    private static int decimals(double value) {
        int decimals = 0;
        while (decimals < 6 && Math.abs(value - round(value, decimals)) > 1e-9 * Math.max(1e-3, Math.abs(value))) {
            decimals++;
        }
        return decimals;
    }

    private static double round(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        return Math.rint(value * unit) / unit;
    }

    private static String label(double value, int decimals) {
        if (value >= 10_000 && value % 1000 == 0) {
            return String.format(Locale.ROOT, "%dk", Math.round(value / 1000));
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
