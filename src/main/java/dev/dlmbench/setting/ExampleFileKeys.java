package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.text.ExampleFilesSpec;

/** The keys of {@code data.corpus} for examples in files of the user's own. */
final class ExampleFileKeys {
    private static final Fallback NEEDED = Fallback.words("required by kind jsonl");

    private static final Fallback NONE = Fallback.words("none");

    private final Key<String> train;
    private final Key<String> test;
    private final Key<String> prompt;
    private final Key<String> answer;
    private final Key<String> thoughts;
    private final Key<String> choices;
    private final Key<String> difficulty;
    private final Key<Boolean> numeric;
    private final Key<String> separator;

    /**
     * Adds the keys.
     *
     * @param train the key of the file to learn from, which data sets have, too
     * @param test the key of the file to be tested on, likewise
     */
    ExampleFileKeys(SettingRows<ExampleFilesSpec> rows, Key<String> train, Key<String> test) {
        this.train = train;
        this.test = test;
        SettingRows<JsonlSpec.Fields> fields = rows.section("fields", ExampleFilesSpec::fields);
        prompt = fields.text(
                "prompt",
                NEEDED,
                "jsonl: the field with the problem; doc.question is within doc",
                JsonlSpec.Fields::prompt);
        answer = fields.text(
                "answer",
                NEEDED,
                "jsonl: the field with the answer; what follows the last ####, if there is one",
                JsonlSpec.Fields::answer);
        thoughts = fields.text(
                "thoughts", NONE, "jsonl: the field with the steps to the answer", JsonlSpec.Fields::thoughts);
        choices = fields.text("choices", NONE, "jsonl: the field with texts to choose from", JsonlSpec.Fields::choices);
        difficulty = fields.text(
                "difficulty", NONE, "jsonl: the field that accuracy is shown by", JsonlSpec.Fields::difficulty);
        numeric = rows.flag(
                "numeric",
                is("false"),
                "jsonl: whether answers are numbers, compared by value",
                ExampleFilesSpec::numeric);
        separator = rows.text(
                "separator",
                Fallback.words("a line break"),
                "jsonl: between the prompt and what follows it",
                ExampleFilesSpec::separator);
    }

    /** Makes the corpus that a suite describes. */
    ExampleFilesSpec read(PointValues values, long seed) {
        String learned = values.written(train).orElse("");
        return new ExampleFilesSpec(
                learned,
                learned.isEmpty() ? "" : values.folder(train),
                values.written(test).orElse(""),
                values.folder(test),
                new JsonlSpec.Fields(
                        values.written(prompt).orElse(""),
                        values.written(answer).orElse(""),
                        values.written(thoughts).orElse(""),
                        values.written(choices).orElse(""),
                        values.written(difficulty).orElse("")),
                values.get(numeric),
                values.written(separator).orElse("\n"),
                seed);
    }
}
