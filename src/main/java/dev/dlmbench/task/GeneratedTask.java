package dev.dlmbench.task;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * A task whose examples are made. Every example has a random stream of its own, named after its split and its index,
 * and is drawn from it again and again until it is allowed: one to learn from, until its problem is not in the test
 * set; one to be tested on, until it is new. The levels of difficulty are equally likely in training, and take turns in
 * the test set.
 */
final class GeneratedTask implements Task {
    /** So many draws without success mean that there is nothing left. */
    private static final int DRAWS = 100_000;

    /** So many draws tell whether a test set leaves enough to learn from. */
    private static final int TRIALS = 32;

    private final String name;
    private final Layout layout;
    private final boolean thoughts;
    private final Generator generator;
    private final Seeds seeds;
    private final List<Example> test;
    private final Set<String> tested = new HashSet<>();
    private final String contentHash;

    /**
     * Creates a task and draws its test set.
     *
     * @param identity everything that the examples follow from, in words
     * @throws InvalidSettingException if there are too few problems of a difficulty
     */
    GeneratedTask(
            TaskKind kind,
            Layout layout,
            boolean thoughts,
            Generator generator,
            long seed,
            int tests,
            String identity) {
        this(kind, layout, thoughts, generator, seed, identity);
        boolean[] narrow = new boolean[generator.levels()];
        List<Example> drawn = new ArrayList<>();
        for (int i = 0; i < tests; i++) {
            int level = i % generator.levels();
            Generator.Drawn one = draw(seeds.stream("test", i), level, problem -> {
                boolean seen = tested.contains(problem);
                narrow[level] |= seen;
                return !seen;
            });
            tested.add(one.problem());
            drawn.add(example(one));
        }
        test.addAll(drawn);
        for (int level = 0; level < narrow.length; level++) {
            if (narrow[level]) {
                checkEnoughIsLeft(level);
            }
        }
    }

    /** Creates a task whose test set is given. */
    GeneratedTask(
            TaskKind kind,
            Layout layout,
            boolean thoughts,
            Generator generator,
            long seed,
            List<Generator.Drawn> given,
            String identity) {
        this(kind, layout, thoughts, generator, seed, identity);
        given.forEach(one -> tested.add(one.problem()));
        given.forEach(one -> test.add(example(one)));
    }

    private GeneratedTask(
            TaskKind kind, Layout layout, boolean thoughts, Generator generator, long seed, String identity) {
        this.name = kind.id();
        this.layout = layout;
        this.thoughts = thoughts;
        this.generator = generator;
        this.seeds = new Seeds(seed).child(kind.id());
        this.test = new ArrayList<>();
        this.contentHash = Hashes.of(kind.id() + " " + identity + " thoughts=" + thoughts + " seed=" + seed);
    }

    private void checkEnoughIsLeft(int level) {
        SplittableRandom random = seeds.stream("left", level);
        int free = 0;
        for (int i = 0; i < TRIALS; i++) {
            free += tested.contains(draw(random, level, any -> true).problem()) ? 0 : 1;
        }
        if (2 * free < TRIALS) {
            throw new InvalidSettingException(
                    name + ": a test set of " + test.size() + " examples leaves too few problems of difficulty "
                            + generator.difficulty(level) + " to learn from");
        }
    }

    private Generator.Drawn draw(SplittableRandom random, int level, Predicate<String> allowed) {
        for (int i = 0; i < DRAWS; i++) {
            Optional<Generator.Drawn> drawn = generator.draw(level, random).filter(one -> allowed.test(one.problem()));
            if (drawn.isPresent()) {
                return drawn.get();
            }
        }
        throw new InvalidSettingException(name + ": found no further problem of difficulty "
                + generator.difficulty(level) + " in " + DRAWS + " draws");
    }

    private Example example(Generator.Drawn drawn) {
        String id = name + "-" + Hashes.of(drawn.prompt()).substring(0, 16);
        return new Example(
                id,
                drawn.prompt(),
                thoughts ? drawn.thoughts() : List.of(),
                drawn.answer(),
                generator.choices(),
                drawn.difficulty());
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
        return true;
    }

    @Override
    public Example training(long index) {
        SplittableRandom random = seeds.stream("training", index);
        int level = random.nextInt(generator.levels());
        return example(draw(random, level, problem -> !tested.contains(problem)));
    }

    @Override
    public List<Example> test() {
        return List.copyOf(test);
    }

    @Override
    public Optional<String> answer(String output) {
        return layout.answer(output).flatMap(generator::read);
    }

    @Override
    public boolean right(Example example, String answer) {
        return generator.right(example, answer);
    }

    @Override
    public String contentHash() {
        return contentHash;
    }
}
