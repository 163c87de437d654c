package dev.dlmbench.task;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads examples from lines of JSON by the names of fields. */
record Jsonl(JsonlSpec.Fields fields, boolean numeric) {
    /** Counts the changes after which the same files give other examples, or write them otherwise. */
    static final int VERSION = 1;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LETTER = Pattern.compile("[A-Z]");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,3}");

    /** Answers in words: any, and two are the same if they differ in space alone. */
    enum Words implements AnswerForm {
        /** The only one. */
        WORDS;

        @Override
        public Optional<String> read(String text) {
            return Optional.of(SPACE.matcher(text.strip()).replaceAll(" ")).filter(words -> !words.isEmpty());
        }
    }

    /**
     * Returns the examples of a file to learn from, of which some have thoughts if there is a field for them.
     *
     * @throws dev.dlmbench.base.InvalidSettingException naming the line that is broken
     */
    List<Example> training(TaskFile file) {
        List<Example> examples = examples(file, "training");
        if (!fields.thoughts().isEmpty()
                && examples.stream().allMatch(example -> example.thoughts().isEmpty())) {
            FieldsOfLine first = FieldsOfLine.of(file.lines().get(0));
            first.text(fields.thoughts());
            first.check(false, fields.thoughts(), "holds no thought, here and on every other line");
        }
        return examples;
    }

    /**
     * Returns the examples of a file.
     *
     * @param split what ids begin with; the number of the line follows
     * @throws dev.dlmbench.base.InvalidSettingException naming the line that is broken
     */
    List<Example> examples(TaskFile file, String split) {
        return file.lines().stream()
                .map(line -> example(FieldsOfLine.of(line), split + ":" + line.number()))
                .toList();
    }

    private Example example(FieldsOfLine line, String id) {
        List<String> choices = choices(line);
        String given = behindMark(line, line.text(fields.answer()));
        String answer = numeric
                ? line.number(fields.answer(), given)
                : choices.isEmpty() ? form(given) : choices.get(chosen(line, given, choices));
        return new Example(
                id,
                line.text(fields.prompt()),
                fields.thoughts().isEmpty() ? List.of() : beforeMark(line.texts(fields.thoughts())),
                answer,
                choices,
                fields.difficulty().isEmpty() ? "" : line.text(fields.difficulty()));
    }

    /** Returns what stands behind the last mark, as in a solution that ends in its answer; all without one. */
    private String behindMark(FieldsOfLine line, String text) {
        int mark = text.lastIndexOf(Layout.MARK);
        String answer =
                mark < 0 ? text : text.substring(mark + Layout.MARK.length()).strip();
        line.check(!answer.isEmpty(), fields.answer(), "has nothing behind its " + Layout.MARK);
        return answer;
    }

    private static List<String> beforeMark(List<String> lines) {
        return lines.stream().takeWhile(line -> !line.startsWith(Layout.MARK)).toList();
    }

    private List<String> choices(FieldsOfLine line) {
        if (fields.choices().isEmpty()) {
            return List.of();
        }
        List<String> choices =
                line.texts(fields.choices()).stream().map(Jsonl::form).toList();
        line.check(choices.size() > 1, fields.choices(), "has fewer than two choices");
        line.check(new HashSet<>(choices).size() == choices.size(), fields.choices(), "has a choice twice");
        line.check(!choices.contains(""), fields.choices(), "has an empty choice");
        return choices;
    }

    private static String form(String text) {
        return Words.WORDS.read(text).orElse("");
    }

    /** Returns the place of the answer among the choices. */
    private int chosen(FieldsOfLine line, String given, List<String> choices) {
        String answer = form(given);
        boolean counted =
                line.find(fields.answer()).filter(Number.class::isInstance).isPresent();
        int place = counted ? -1 : choices.indexOf(answer);
        if (place < 0 && LETTER.matcher(answer).matches()) {
            place = answer.charAt(0) - 'A';
        } else if (place < 0 && INTEGER.matcher(answer).matches()) {
            place = Integer.parseInt(answer);
        }
        line.check(place >= 0 && place < choices.size(), fields.answer(), "is none of the choices: \"" + answer + "\"");
        return place;
    }
}
