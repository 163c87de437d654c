package dev.dlmbench.terminal;

import dev.dlmbench.forecast.Eta;
import java.util.Locale;

/** Numbers for people. */
public final class Words {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final double YEAR = 365.25 * DAY;
    private static final int FEW = 2;
    private static final double LARGEST_WHOLE = 1e12;

    private Words() {}

    /** Returns a time such as {@code 2 min 10 s}. */
    public static String seconds(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + " s";
        }
        if (whole < HOUR) {
            return whole / MINUTE + " min " + whole % MINUTE + " s";
        }
        if (whole < FEW * DAY) {
            return whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
        }
        return whole < FEW * YEAR
                ? count(Math.round(seconds / DAY)) + " days"
                : count(Math.round(seconds / YEAR)) + " years";
    }

    /** Returns what is left of a run, to be put after something else; empty where nothing is known. */
    static String left(Eta.Estimate estimate) {
        if (estimate.complete()) {
            return ", about " + seconds(estimate.seconds()) + " left";
        }
        return estimate.seconds() > 0 ? ", more than " + seconds(estimate.seconds()) + " left" : "";
    }

    /** Returns a number with commas between thousands. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a measured value. */
    public static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.6g", value);
    }

    /** Returns a constant's name in small letters. */
    public static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns a number with its noun, such as {@code 1 node} or {@code 2 nodes}. */
    public static String counted(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
