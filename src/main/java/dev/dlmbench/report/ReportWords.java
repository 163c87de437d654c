package dev.dlmbench.report;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.statistics.Interval;
import java.util.Locale;

/** Numbers as people read them. */
final class ReportWords {
    private ReportWords() {}

    /** Returns {@code value} with as many digits as mean something for {@code metric}. */
    static String number(Metric metric, double value) {
        return switch (metric.format()) {
            case THREE_DECIMALS -> fixed(value, 3);
            case TWO_DECIMALS -> fixed(value, 2);
            case COUNT -> value == Math.rint(value) ? grouped(value) : fixed(value, 1);
            case WHOLE -> grouped(value);
            case SIGNIFICANT -> significant(value);
        };
    }

    /** Returns the two ends of {@code interval}. */
    static String interval(Metric metric, Interval interval) {
        return number(metric, interval.low()) + "\u2013" + number(metric, interval.high());
    }

    /** Returns {@code value} with three significant digits, and no decimals from a hundred on. */
    static String significant(double value) {
        double size = Math.abs(value);
        return size >= 100 ? grouped(value) : fixed(value, size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Groups thousands by a narrow space that does not break, as many languages read commas differently. */
    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value).replace(',', '\u202f');
    }
}
