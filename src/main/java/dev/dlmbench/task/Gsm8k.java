package dev.dlmbench.task;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The format of GSM8K's files: a question, and an answer whose lines are the solution and whose last line is
 * {@code ####} and a number. A thought is a line that is not empty; the number of lines is the difficulty.
 */
record Gsm8k(boolean thoughts, boolean annotations) {
    /** Counts the changes after which the same files give other examples, or write them otherwise. */
    static final int VERSION = 2;

    private static final Pattern ANNOTATION = Pattern.compile("<<[^<>]*>>");

    /**
     * Returns the examples of a file.
     *
     * @param name what ids begin with; the number of the line follows
     * @throws dev.dlmbench.base.InvalidSettingException naming the line that is broken
     */
    List<Example> examples(TaskFile file, String name) {
        return file.lines().stream()
                .map(line -> example(FieldsOfLine.of(line), name + ":" + line.number()))
                .toList();
    }

    private Example example(FieldsOfLine fields, String id) {
        String solution = fields.text("answer");
        int mark = solution.lastIndexOf(Layout.MARK);
        fields.check(mark >= 0, "answer", "has no line \"#### number\" at its end");
        String answer = fields.number(
                "answer", solution.substring(mark + Layout.MARK.length()).strip());
        String steps = solution.substring(0, mark);
        List<String> lines = (annotations ? steps : ANNOTATION.matcher(steps).replaceAll(""))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return new Example(
                id,
                fields.text("question").strip(),
                thoughts ? lines : List.of(),
                answer,
                String.valueOf(lines.size()));
    }
}
