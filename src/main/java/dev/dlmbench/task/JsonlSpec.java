package dev.dlmbench.task;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.Problems;
import dev.dlmbench.base.Seeds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Examples in files of the user's own, one JSON object a line.
 *
 * @param training the file to learn from, a path that may begin in the data folder; empty for none
 * @param test the file to be tested on, likewise
 * @param fields where an object has what; an answer that holds {@code ####}, as the solutions of GSM8K do, is what
 *     follows the last one, and thoughts are the lines before
 * @param numeric whether answers are numbers, which are compared by value
 * @param separator stands between a prompt and what follows it
 * @param seed the root of the order in which examples are learned
 */
public record JsonlSpec(String training, String test, Fields fields, boolean numeric, String separator, long seed)
        implements TaskSpec {

    /**
     * Names of fields; {@code doc.question} is the field {@code question} of the object {@code doc}, and
     * {@code arguments.0.0} the first thing in the first list of {@code arguments}.
     *
     * @param prompt the problem, a text
     * @param answer the answer, a text or a number; where there are choices, a number counts them from 0, and a text is
     *     one of them or else its letter from A on or its number from 0 on
     * @param thoughts texts, or one text with a thought on every line; empty for none
     * @param choices texts to choose from; empty for none
     * @param difficulty a text or a number that accuracy is shown by; empty for none
     */
    public record Fields(String prompt, String answer, String thoughts, String choices, String difficulty) {}

    public JsonlSpec {
        Problems.in(TaskKind.JSONL.id())
                .check(!test.isEmpty(), "test", "must name a file")
                .check(!separator.isEmpty(), "separator", "must not be empty")
                .check(!fields.prompt().isEmpty(), "prompt", "must name a field")
                .check(!fields.answer().isEmpty(), "answer", "must name a field")
                .check(!numeric || fields.choices().isEmpty(), "numeric", "goes with no choices")
                .rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.JSONL;
    }

    @Override
    public boolean thoughts() {
        return !fields.thoughts().isEmpty();
    }

    @Override
    public boolean choices() {
        return !fields.choices().isEmpty();
    }

    @Override
    public Task open(Path data) {
        Optional<Path> trainingFile =
                Optional.of(training).filter(name -> !name.isEmpty()).map(data::resolve);
        Optional<TaskFile> learned = trainingFile.map(TaskFile::read);
        Path testFile = data.resolve(test);
        TaskFile tested = TaskFile.read(testFile);
        Jsonl format = new Jsonl(fields, numeric);
        return new FileTask(
                kind().id(),
                Layout.of(thoughts(), separator, "\n"),
                numeric ? Numbers.Form.NUMBER : Jsonl.Words.WORDS,
                learned.map(file -> new FileTask.Split("training", trainingFile.get(), format.training(file))),
                new FileTask.Split("test", testFile, format.examples(tested, "test")),
                new Seeds(seed).child(kind().id()),
                Hashes.of("jsonl version=" + Jsonl.VERSION + " fields=" + fields.prompt() + "|" + fields.answer() + "|"
                        + fields.thoughts() + "|" + fields.choices() + "|" + fields.difficulty() + " numeric=" + numeric
                        + " separator=" + separator.length() + ":" + separator + " seed=" + seed + " training="
                        + learned.map(file -> Hashes.of(file.text())).orElse("none") + " test="
                        + Hashes.of(tested.text())));
    }
}
