package dev.dlmbench.report;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The steps to an answer, told apart for people. Where a text has several lines, each is a step. On a single line with
 * results, such as {@code 50-25=25}, a step ends behind each; on any other a step begins with each sign of a summand,
 * such as {@code + 0 0 6 4}.
 */
final class Thoughts {
    /** What announces an answer behind thoughts. */
    private static final String MARK = "####";

    private static final Pattern LINES = Pattern.compile("\n");
    private static final Pattern RESULTS = Pattern.compile("(?<==[^\\s=]{1,40}) ");
    private static final Pattern SUMMANDS = Pattern.compile("(?=\\+)");

    private Thoughts() {}

    /** Returns the steps of what a model wrote, in order; none where it wrote no answer behind steps. */
    static List<String> of(String output) {
        int mark = output.indexOf(MARK);
        if (mark < 0) {
            return List.of();
        }
        String steps = output.substring(0, mark);
        Pattern between = steps.contains("\n") ? LINES : steps.contains("=") ? RESULTS : SUMMANDS;
        return Arrays.stream(between.split(steps))
                .map(String::strip)
                .filter(step -> !step.isEmpty())
                .toList();
    }
}
