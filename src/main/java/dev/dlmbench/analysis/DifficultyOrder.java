package dev.dlmbench.analysis;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The order of difficulties: numbers by their value, and before names; numbers within names, too, by their value. */
public final class DifficultyOrder {
    /** From easy to hard, so far as names tell. */
    public static final Comparator<String> EASIEST_FIRST = DifficultyOrder::compare;

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,100}(\\.\\d{1,100})?");
    private static final Pattern PARTS = Pattern.compile("\\d{1,100}|\\D+");

    private DifficultyOrder() {}

    /** Returns the number that {@code difficulty} is, or nothing if it is a name. */
    public static Optional<BigDecimal> number(String difficulty) {
        return NUMBER.matcher(difficulty).matches() ? Optional.of(new BigDecimal(difficulty)) : Optional.empty();
    }

    private static int compare(String left, String right) {
        Optional<BigDecimal> one = number(left);
        Optional<BigDecimal> other = number(right);
        int order = one.isPresent() && other.isPresent()
                ? one.get().compareTo(other.get())
                : one.isPresent() ? -1 : other.isPresent() ? 1 : byParts(left, right);
        return order != 0 ? order : left.compareTo(right);
    }

    private static int byParts(String left, String right) {
        List<String> one = parts(left);
        List<String> other = parts(right);
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            int order = compareParts(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.size(), other.size());
    }

    private static int compareParts(String left, String right) {
        return digits(left) && digits(right)
                ? new BigDecimal(left).compareTo(new BigDecimal(right))
                : left.compareTo(right);
    }

    /** Returns whether a part is digits, as {@link #PARTS} cuts them: those of other scripts are letters of names. */
    private static boolean digits(String part) {
        return '0' <= part.charAt(0) && part.charAt(0) <= '9';
    }

    private static List<String> parts(String name) {
        return PARTS.matcher(name).results().map(MatchResult::group).toList();
    }
}
