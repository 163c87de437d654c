package dev.dlmbench.base;

import java.util.Locale;

/** Names as users write them. */
public final class Names {
    private Names() {}

    /** Returns the name of {@code constant} in suites and result files: lower case, with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name of {@code constant} in a sentence: lower case, with blanks. */
    public static String inWords(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
