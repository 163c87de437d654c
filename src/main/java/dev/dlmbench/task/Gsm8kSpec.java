package dev.dlmbench.task;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.Seeds;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Grade-school mathematics in words (GSM8K, Cobbe and others, 2110.14168): {@code gsm8k/train.jsonl} and
 * {@code gsm8k/test.jsonl} of the data folder, in the authors' format.
 *
 * @param thoughts whether the lines of the solution are written
 * @param annotations whether their calculator annotations, such as {@code <<48/2=24>>}, are kept
 * @param seed the root of the order in which examples are learned
 */
public record Gsm8kSpec(boolean thoughts, boolean annotations, long seed) implements TaskSpec {
    private static final String TRAINING = "gsm8k/train.jsonl";
    private static final String TEST = "gsm8k/test.jsonl";

    @Override
    public TaskKind kind() {
        return TaskKind.GSM8K;
    }

    @Override
    public Task open(Path data) {
        Path trainingFile = data.resolve(TRAINING);
        Path testFile = data.resolve(TEST);
        TaskFile training = TaskFile.read(trainingFile);
        TaskFile test = TaskFile.read(testFile);
        Gsm8k format = new Gsm8k(thoughts, annotations);
        return new FileTask(
                kind().id(),
                Layout.of(thoughts, "\n", "\n"),
                Numbers.Form.NUMBER,
                Optional.of(split("gsm8k/train", trainingFile, training, format)),
                split("gsm8k/test", testFile, test, format),
                new Seeds(seed).child(kind().id()),
                Hashes.of("gsm8k version=" + Gsm8k.VERSION + " thoughts=" + thoughts + " annotations=" + annotations
                        + " seed=" + seed + " training=" + Hashes.of(training.text()) + " test="
                        + Hashes.of(test.text())));
    }

    private static FileTask.Split split(String name, Path place, TaskFile file, Gsm8k format) {
        return new FileTask.Split(name, place, format.examples(file, name));
    }
}
