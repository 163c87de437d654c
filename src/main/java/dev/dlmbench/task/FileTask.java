package dev.dlmbench.task;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A task whose examples are read from files. Two problems are the same if their prompts are, but for the amount of
 * space between words; examples to learn from whose problem is in the test set are left out.
 */
final class FileTask implements Task {
    private final String name;
    private final Layout layout;
    private final AnswerForm form;
    private final List<Example> training;
    private final List<Example> test;
    private final EpochOrder order;
    private final String contentHash;

    /**
     * Creates a task.
     *
     * @param training what is learned from; may be empty
     * @throws InvalidSettingException if nothing remains to learn from beside the test set
     */
    FileTask(
            String name,
            Layout layout,
            AnswerForm form,
            List<Example> training,
            List<Example> test,
            Seeds seeds,
            String contentHash) {
        this.name = name;
        this.layout = layout;
        this.form = form;
        Set<String> tested = test.stream().map(FileTask::problem).collect(Collectors.toSet());
        this.training = training.stream()
                .filter(example -> !tested.contains(problem(example)))
                .toList();
        this.test = List.copyOf(test);
        this.order = new EpochOrder(this.training.size(), seeds);
        this.contentHash = contentHash;
        if (this.training.isEmpty() && !training.isEmpty()) {
            throw new InvalidSettingException(name + ": every example to learn from is in the test set too");
        }
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
    public Example training(long index) {
        if (training.isEmpty()) {
            throw new InvalidSettingException(name + ": has no examples to learn from");
        }
        return training.get(order.at(index));
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
    public String contentHash() {
        return contentHash;
    }
}
