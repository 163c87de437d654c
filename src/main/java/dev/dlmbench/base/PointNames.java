package dev.dlmbench.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one spelling of a point: its experiment and what is swept, such as {@code block,blockSize=4,steps=16}. It can be
 * pasted into a shell, a claim and a gate as it is.
 */
public final class PointNames {
    /** What needs no quotes, neither in a claim nor in a shell. */
    private static final Pattern PLAIN = Pattern.compile("-?\\d[\\d.]*([eE]-?\\d+)?[A-Za-z_]*|[A-Za-z_][\\w.-]*");

    /** The spelling of before, such as {@code block[process.blockSize=4,sampling.steps=16]}. */
    private static final Pattern BEFORE = Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)\\[(.+)]");

    private static final Pattern NEXT_AXIS = Pattern.compile(",(?=[A-Za-z]+(\\.[A-Za-z]+)+=)");

    /** In claims and gates this is the batch size that something was timed at, and no setting. */
    private static final String BATCH = "batch";

    private PointNames() {}

    /**
     * Returns the name of the point of {@code experiment} that has {@code axes}, the swept settings and their values.
     */
    public static String of(String experiment, Map<String, String> axes) {
        return of(experiment, axes, axis -> true);
    }

    /** Returns the name that points share which differ in nothing but the axes that are not {@code shown}. */
    public static String of(String experiment, Map<String, String> axes, Predicate<String> shown) {
        StringBuilder name = new StringBuilder(experiment);
        axes.forEach((axis, value) -> {
            if (shown.test(axis)) {
                name.append(',').append(key(axis, axes.keySet())).append('=').append(quoted(value));
            }
        });
        return name.toString();
    }

    /**
     * Returns what one of {@code axes} is called: the last word of its path, or all of it where that could be another.
     */
    public static String key(String axis, Set<String> axes) {
        String last = last(axis);
        boolean alone = axes.stream().filter(other -> last(other).equals(last)).count() <= 1;
        return alone && !last.equals(BATCH) ? last : axis;
    }

    private static String last(String axis) {
        return axis.substring(axis.lastIndexOf('.') + 1);
    }

    private static String quoted(String value) {
        if (PLAIN.matcher(value).matches()) {
            return value;
        }
        char quote = value.indexOf('\'') < 0 ? '\'' : '"';
        return quote + value + quote;
    }

    /** Returns the name of the point that {@code written} named in stores and suites of before; others as they are. */
    public static String renewed(String written) {
        Matcher before = BEFORE.matcher(written);
        if (!before.matches()) {
            return FormerWords.choices(written);
        }
        Map<String, String> axes = new LinkedHashMap<>();
        for (String axis : List.of(NEXT_AXIS.split(before.group(2), -1))) {
            int equals = axis.indexOf('=');
            if (equals < 0) {
                return written;
            }
            axes.put(axis.substring(0, equals), axis.substring(equals + 1));
        }
        return of(before.group(1), FormerWords.settings(axes));
    }

    /** Returns which of {@code names} {@code words} are, whatever blanks and quotes they have; there may be several. */
    public static List<String> meant(String words, List<String> names) {
        if (names.contains(words)) {
            return List.of(words);
        }
        List<String> asWritten = named(bare(words), names);
        return asWritten.isEmpty() ? named(bare(renewed(words)), names) : asWritten;
    }

    private static List<String> named(String bare, List<String> names) {
        return names.stream().filter(name -> bare(name).equals(bare)).toList();
    }

    private static String bare(String words) {
        return words.replaceAll("[\\s'\"]", "");
    }
}
