package dev.dlmbench.base;

import java.util.Locale;
import java.util.OptionalInt;

/** The letters that stand for thousands, millions and billions behind a number, in either case. */
public final class Magnitudes {
    /** The letters, as a user reads of them. */
    public static final String LETTERS = "K, M, G or B";

    private Magnitudes() {}

    /** Returns how many zeros {@code suffix} stands for: 3 for K, 6 for M, 9 for G and B; nothing for other words. */
    public static OptionalInt zeros(String suffix) {
        return switch (suffix.toUpperCase(Locale.ROOT)) {
            case "K" -> OptionalInt.of(3);
            case "M" -> OptionalInt.of(6);
            case "G", "B" -> OptionalInt.of(9);
            default -> OptionalInt.empty();
        };
    }

    /** Returns {@code number}, with zeros instead of a letter behind it, in a form that Java reads. */
    public static String spelledOut(String number) {
        int last = number.length() - 1;
        if (last < 1 || number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            return number;
        }
        OptionalInt zeros = zeros(number.substring(last));
        return zeros.isPresent() ? number.substring(0, last) + "e" + zeros.getAsInt() : number;
    }
}
