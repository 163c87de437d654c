package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.task.TaskKind;
import dev.dlmbench.task.TaskSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a task in files of their owner, one JSON object a line.
 *
 * @param train the file to learn from as it was written; empty for none
 * @param trainFolder what {@code train} is relative to
 * @param test the file to be tested on as it was written
 * @param folder what {@code test} is relative to
 * @param fields where an object has what
 * @param numeric whether answers are numbers, which are compared by value
 * @param separator stands between a prompt and what follows it
 * @param seed the root of the order in which examples are learned
 */
public record ExampleFilesSpec(
        String train,
        String trainFolder,
        String test,
        String folder,
        JsonlSpec.Fields fields,
        boolean numeric,
        String separator,
        long seed)
        implements CorpusSpec.OnDisk {
    /** The name of the corpus. */
    public static final String KIND = TaskKind.JSONL.id();

    private static final int PLACES = 2;

    /** Checks the settings. */
    public ExampleFilesSpec {
        Problems.in("data.corpus")
                .check(!test.isBlank(), "test", "must name the file to be tested on")
                .check(!fields.prompt().isBlank(), "fields.prompt", "must name the field with the problem")
                .check(!fields.answer().isBlank(), "fields.answer", "must name the field with the answer")
                .check(!separator.isEmpty(), "separator", "must not be empty")
                .check(!numeric || fields.choices().isEmpty(), "numeric", "goes with no choices")
                .rejectIfAny();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Returns the file to be tested on. */
    @Override
    public String path() {
        return test;
    }

    /** Returns both files, a line each. */
    @Override
    public String whereabouts() {
        return (train.isEmpty() ? "" : place(trainFolder, train)) + "\n" + place();
    }

    @Override
    public ExampleFilesSpec at(String elsewhere) {
        List<String> places = List.of(elsewhere.split("\n", -1));
        if (places.size() != PLACES) {
            throw new InvalidSettingException("data.corpus: no place of examples: " + elsewhere);
        }
        return new ExampleFilesSpec(places.get(0), "", places.get(1), "", fields, numeric, separator, seed);
    }

    @Override
    public Path place() {
        return place(folder, test);
    }

    private static Path place(String folder, String file) {
        try {
            return Path.of(folder).resolve(file).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new InvalidSettingException("data.corpus has a file that is no path: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<TaskSpec> examples() {
        List<String> places = List.of(whereabouts().split("\n", -1));
        return Optional.of(new JsonlSpec(places.get(0), places.get(1), fields, numeric, separator, seed));
    }
}
