package dev.dlmbench.report;

import java.util.List;
import java.util.regex.Pattern;

/** The suite file, line by line, for links into it. */
final class SourceLines {
    private static final Pattern SECTION = Pattern.compile("experiments\\s*:.*");
    private static final Pattern ANOTHER = Pattern.compile("[^\\s#].*");

    private SourceLines() {}

    /** Returns the lines of {@code text}. */
    static List<String> of(String text) {
        return text.lines().toList();
    }

    /**
     * Returns the number of the line where the experiment called {@code name} begins, from 1 on; 0 if this file does
     * not say, as where the experiment stands in a file that it includes.
     */
    static int ofExperiment(String text, String name) {
        Pattern key = Pattern.compile("\\s+([\"']?)" + Pattern.quote(name) + "\\1\\s*:.*");
        boolean inside = false;
        int number = 0;
        for (String line : of(text)) {
            number++;
            if (inside && key.matcher(line).matches()) {
                return number;
            }
            inside = SECTION.matcher(line).matches()
                    || (inside && !ANOTHER.matcher(line).matches());
        }
        return 0;
    }
}
