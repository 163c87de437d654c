package dev.dlmbench.task;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: with or without a sign, a currency sign before or behind, commas between groups of
 * three digits, decimals, and a full stop at the end of the sentence. Decimals and negative numbers count, which some
 * programs that measure GSM8K do not accept. Units and other words around a number make it malformed.
 */
final class Numbers {
    /** No answer is longer. */
    private static final int LONGEST = 100;

    private static final Pattern NUMBER = Pattern.compile(
            "([-+\u2212]?)\\s*\\p{Sc}?\\s*([-+\u2212]?)(\\d{1,3}(?:,\\d{3})+|\\d+)?(\\.\\d+)?\\s*\\p{Sc}?\\.?");

    private Numbers() {}

    /** Returns the number that {@code text} is; nothing if it is none. */
    static Optional<BigDecimal> parse(String text) {
        Matcher parts = NUMBER.matcher(text.strip());
        if (text.length() > LONGEST || !parts.matches()) {
            return Optional.empty();
        }
        String signs = parts.group(1) + parts.group(2);
        Optional<String> whole = Optional.ofNullable(parts.group(3));
        Optional<String> decimals = Optional.ofNullable(parts.group(4));
        if (signs.length() > 1 || (whole.isEmpty() && decimals.isEmpty())) {
            return Optional.empty();
        }
        BigDecimal size = new BigDecimal(whole.orElse("0").replace(",", "") + decimals.orElse(""));
        return Optional.of(signs.isEmpty() || signs.equals("+") ? size : size.negate());
    }

    /** Returns the one form of a number, which is the same for all that are equal, such as 1.50 and 1.5. */
    static String form(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Answers that are numbers; equal ones are the same. */
    enum Form implements AnswerForm {
        /** The only one. */
        NUMBER;

        @Override
        public Optional<String> read(String text) {
            return parse(text).map(Numbers::form);
        }
    }
}
