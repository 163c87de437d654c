package dev.dlmbench.task;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Products of two numbers, their digits in reverse, with the partial products as thoughts (see {@link Multiplication}).
 *
 * @param left digits of the first number; every pair of lengths is one difficulty
 * @param right digits of the second number
 * @param spaces whether spaces stand between digits and signs, as in the files; without them a sequence of characters
 *     is half as long
 * @param thoughts whether the partial products are written
 * @param tests how many examples are drawn to be tested on; not used if there is a file
 * @param testFile a file of examples to be tested on, such as {@code mult4x4/valid.txt}, a path that may begin in the
 *     data folder; empty for none. Its thoughts are not used
 * @param seed the root of the random streams
 */
public record MultiplicationSpec(
        Range left, Range right, boolean spaces, boolean thoughts, int tests, String testFile, long seed)
        implements TaskSpec {
    public MultiplicationSpec {
        Problems problems = Problems.in(TaskKind.MULTIPLICATION.id()).positive("tests", tests);
        left.check(problems, "left", 1, Multiplication.MOST_DIGITS);
        right.check(problems, "right", 1, Multiplication.MOST_DIGITS);
        problems.rejectIfAny();
    }

    @Override
    public TaskKind kind() {
        return TaskKind.MULTIPLICATION;
    }

    @Override
    public Task open(Path data) {
        Layout layout = spaces ? Layout.of(thoughts, "||", " ") : Layout.dense(thoughts, "||");
        Multiplication generator = new Multiplication(left, right, spaces);
        String identity = "version=" + Multiplication.VERSION + " left=" + left.low() + "-" + left.high() + " right="
                + right.low() + "-" + right.high() + (spaces ? "" : " dense");
        if (testFile.isEmpty()) {
            return new GeneratedTask(kind(), layout, thoughts, generator, seed, tests, identity + " tests=" + tests);
        }
        TaskFile file = TaskFile.read(data.resolve(testFile));
        List<Generator.Drawn> given =
                given(file, generator).stream().map(generator::written).toList();
        return new GeneratedTask(
                kind(), layout, thoughts, generator, seed, given, identity + " test=" + Hashes.of(file.text()));
    }

    private static List<Generator.Drawn> given(TaskFile file, Multiplication generator) {
        Set<String> levels = IntStream.range(0, generator.levels())
                .mapToObj(generator::difficulty)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Generator.Drawn> given = new LinkedHashMap<>();
        for (TaskFile.Line line : file.lines()) {
            Generator.Drawn product = Multiplication.ofLine(line.text())
                    .orElseThrow(() -> new InvalidSettingException(line.place() + ": is no product such as \""
                            + Multiplication.LINE_OF_A_FILE + "\", or a wrong one"));
            if (!levels.contains(product.difficulty())) {
                throw new InvalidSettingException(line.place() + ": is a product of " + product.difficulty()
                        + " digits, and what is learnt has " + String.join(", ", levels));
            }
            if (given.put(product.prompt(), product) != null) {
                throw new InvalidSettingException(line.place() + ": repeats the product " + product.prompt());
            }
        }
        return List.copyOf(given.values());
    }
}
