package dev.dlmbench.base;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names as users write them. */
public final class Names {
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private Names() {}

    /** Returns whether Windows takes a file of that name for a device. */
    public static boolean ofDevice(String name) {
        return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the name of {@code constant} in suites and result files: lower case, with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the name of {@code constant} in a sentence: lower case, with blanks. */
    public static String inWords(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Returns one name or several in a sentence, such as {@code nll, ppl and bpc}. */
    public static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
