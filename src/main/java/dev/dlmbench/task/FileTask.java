package dev.dlmbench.task;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A task whose examples are read from files. Two problems are the same if their prompts are, but for the amount of
 * space between words; examples to learn from whose problem is in the test set are left out, and so is a test example
 * that says just what one before it does.
 */
final class FileTask implements Task {
    private final String name;
    private final Layout layout;
    private final AnswerForm form;
    private final List<Split> files;
    private final List<Example> training;
    private final List<Example> test;
    private final Seeds seeds;
    private final EpochOrder order;
    private final String contentHash;

    /**
     * The examples of one file, one a line.
     *
     * @param name what ids begin with; a colon and the number of the line follow
     */
    record Split(String name, Path file, List<Example> examples) {
        Optional<String> place(Example example) {
            return example.id().startsWith(name + ":")
                    ? Optional.of(file + example.id().substring(name.length()))
                    : Optional.empty();
        }
    }

    /**
     * Creates a task.
     *
     * @param training what is learned from; there may be no such file
     * @throws InvalidSettingException if nothing remains to learn from beside the test set
     */
    FileTask(
            String name,
            Layout layout,
            AnswerForm form,
            Optional<Split> training,
            Split test,
            Seeds seeds,
            String contentHash) {
        this.name = name;
        this.layout = layout;
        this.form = form;
        this.files = Stream.concat(Stream.of(test), training.stream()).toList();
        List<Example> learned = training.map(Split::examples).orElse(List.of());
        Set<String> tested = test.examples().stream().map(FileTask::problem).collect(Collectors.toSet());
        this.training = learned.stream()
                .filter(example -> !tested.contains(problem(example)))
                .toList();
        Set<Example> seen = new HashSet<>();
        this.test = test.examples().stream()
                .filter(example -> seen.add(example.called("")))
                .toList();
        this.seeds = seeds;
        this.order = new EpochOrder(this.training.size(), seeds);
        this.contentHash = contentHash;
        if (this.training.isEmpty() && !learned.isEmpty()) {
            throw new InvalidSettingException(
                    training.get().file() + ": every example to learn from is in the test set too");
        }
    }

    private FileTask(FileTask other, List<Example> training) {
        this.name = other.name;
        this.layout = other.layout;
        this.form = other.form;
        this.files = other.files;
        this.training = training;
        this.test = other.test;
        this.seeds = other.seeds;
        this.order = new EpochOrder(training.size(), other.seeds);
        this.contentHash = other.contentHash;
    }

    private static String problem(Example example) {
        return example.prompt().strip().replaceAll("\\s+", " ");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public boolean trainable() {
        return !training.isEmpty();
    }

    @Override
    public OptionalInt size() {
        return OptionalInt.of(training.size());
    }

    @Override
    public Example training(long index) {
        if (training.isEmpty()) {
            throw new InvalidSettingException(name + ": has no examples to learn from");
        }
        return training.get(order.at(index));
    }

    @Override
    public Task learning(Predicate<Example> wanted) {
        List<Example> kept = training.stream().filter(wanted).toList();
        return kept.size() == training.size() ? this : new FileTask(this, kept);
    }

    @Override
    public List<Example> test() {
        return test;
    }

    @Override
    public Optional<String> answer(String output) {
        return layout.answer(output).flatMap(form::read);
    }

    @Override
    public boolean right(Example example, String answer) {
        return form.right(example, answer);
    }

    @Override
    public String place(Example example) {
        return files.stream()
                .flatMap(file -> file.place(example).stream())
                .findFirst()
                .orElse(example.id());
    }

    @Override
    public List<String> leftOut() {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            boolean tested = i == 0;
            int all = files.get(i).examples().size();
            int kept = tested ? test.size() : training.size();
            if (kept < all) {
                notes.add((all - kept) + " of " + all + (tested ? " test" : " training") + " examples are left out: "
                        + (tested ? "each says what one before it says" : "their problems are in the test set"));
            }
        }
        return notes;
    }

    @Override
    public String contentHash() {
        return contentHash;
    }
}
