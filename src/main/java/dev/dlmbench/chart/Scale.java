package dev.dlmbench.chart;

/** How values become positions along an axis. */
enum Scale {
    /** Equal differences are equally long. */
    LINEAR,
    /** Equal ratios are equally long, with ticks at round numbers. */
    LOG10,
    /** Equal ratios are equally long, with ticks at powers of two. */
    LOG2;

    /** Returns a position of {@code value}; positions are spread evenly. */
    double position(double value) {
        return switch (this) {
            case LINEAR -> value;
            case LOG10 -> Math.log10(value);
            case LOG2 -> Math.log(value) / Math.log(2);
        };
    }

    /** Returns the value at a position. */
    double value(double position) {
        return switch (this) {
            case LINEAR -> position;
            case LOG10 -> Math.pow(10, position);
            case LOG2 -> Math.pow(2, position);
        };
    }

    /** Returns whether the scale has a place for {@code value}. */
    boolean admits(double value) {
        return Double.isFinite(value) && (this == LINEAR || value > 0);
    }
}
