package dev.dlmbench.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers on charts. */
final class Digits {
    private static final MathContext SENSIBLE = new MathContext(4);
    private static final int LONGEST = 7;

    private Digits() {}

    /** Returns {@code value} with four digits that count, at most. */
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return brief(new BigDecimal(value).round(SENSIBLE).stripTrailingZeros());
    }

    /**
     * Returns {@code value} as the label of a tick.
     *
     * @param decimals at least so many, unless it is large
     * @param units whether thousands and millions may be written as such
     */
    static String label(BigDecimal value, int decimals, boolean units) {
        BigDecimal plain = value.stripTrailingZeros();
        int digits = plain.precision() - plain.scale(); // before the point
        if (units && digits >= 7 && digits <= 9 && plain.scale() <= -5) {
            return plain.movePointLeft(6).toPlainString() + "M";
        }
        if (units && digits >= 5 && digits <= 6 && plain.scale() <= -3) {
            return plain.movePointLeft(3).toPlainString() + "k";
        }
        return decimals == 0 || plain.scale() >= decimals
                ? brief(plain)
                : value.setScale(decimals).toPlainString();
    }

    /** Very large and very small numbers get an exponent. */
    private static String brief(BigDecimal value) {
        String plain = value.signum() == 0 ? "0" : value.toPlainString();
        return plain.length() <= LONGEST ? plain : mantissa(value.round(SENSIBLE));
    }

    private static String mantissa(BigDecimal value) {
        int exponent = value.precision() - value.scale() - 1;
        return value.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
