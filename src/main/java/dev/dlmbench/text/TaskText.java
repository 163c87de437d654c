package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The examples of a task as text: one to a sequence, or packed to learn from, filled up with a token that ends it,
 * which is learnt as any other, so that a model learns where an answer ends. What stands before the target is the
 * context of every document.
 *
 * @param spec how long sequences are, and how many there are
 * @param task whose examples they are
 * @param folder where files of tokenizers are that have no name
 */
record TaskText(DataSpec spec, Task task, DataFolder folder) {
    /** So many training examples show which characters there are, where there is no end of examples. */
    private static final int LOOKED_AT = 2000;

    /** The evaluator's examples begin here, far from those of the models. */
    private static final long EVALUATOR = 1L << 40;

    PreparedText prepare() {
        ExampleTokens tokens = tokens();
        List<ExampleTokens.Row> tested = tested(tokens);
        List<ExampleTokens.Row> cut = spec.examples().multiPass()
                ? IntStream.range(0, tested.size())
                        .mapToObj(i -> row(tokens, task.test().get(i), "test", i))
                        .toList()
                : tested;
        ExampleLengths lengths = ExampleLengths.of(tokens, spec.sequence(), example -> longest(tokens, example));
        Task learnt = lengths.fitting();
        Half train = half(tokens, learnt, 0);
        Half evaluator = half(tokens, learnt, evaluatorsFirst(learnt));
        Tokenizer tokenizer = tokens.tokenizer();
        String facts = task.contentHash() + " " + tokenizer.identity() + " " + spec.sequence() + " "
                + train.stream().ids().length() + " " + tested.size()
                + spec.examples().facts();
        return new PreparedText(
                tokenizer,
                train.stream(),
                evaluator.stream(),
                cut.stream().map(row -> document(tokens, row)).toList(),
                Hashes.of(facts),
                Optional.empty(),
                cut.stream().map(ExampleTokens.Row::given).toList(),
                Optional.of(new PreparedExamples(
                        tokens,
                        List.of(train.places(), evaluator.places()),
                        lengths.facts(
                                asked().map(example -> longest(tokens, example)).toList()))),
                OptionalInt.empty(),
                tokenizer.isAdded(tokens.end()) ? Set.of(tokens.end()) : Set.of());
    }

    /**
     * Reads and encodes the test set alone.
     *
     * @return the hash of the task
     * @throws InvalidSettingException naming the example that cannot be asked
     */
    String checked() {
        tested(tokens());
        return task.contentHash();
    }

    /** Returns the examples as ids, and how they are written; nothing is learnt from yet. */
    ExampleTokens tokens() {
        String end = spec.examples().end(spec.tokenizer());
        return ExampleTokens.of(tokenizer(end), task, end);
    }

    private Tokenizer tokenizer(String end) {
        if (spec.tokenizer() == DataSpec.TokenizerKind.CHAR) {
            return CharacterTokenizer.of(alphabet(end));
        }
        String training = spec.tokenizer() instanceof TokenizerSpec.BytePairs
                ? looked().map(example -> task.layout().given(example) + "\n"
                                + task.layout().target(example))
                        .collect(Collectors.joining("\n"))
                : "";
        return spec.tokenizer().of(training, "", folder);
    }

    private String alphabet(String end) {
        TreeSet<Integer> characters = new TreeSet<>();
        Stream.concat(task.test().stream(), looked())
                .flatMap(example -> Stream.concat(Stream.of(task.layout().text(example)), example.choices().stream()))
                .forEach(text -> text.codePoints().forEach(characters::add));
        StringBuilder all = new StringBuilder(end);
        characters.forEach(all::appendCodePoint);
        return all.toString();
    }

    /** Returns the training examples that show what text looks like: all of a file. */
    private Stream<Example> looked() {
        return LongStream.range(0, task.size().orElse(LOOKED_AT)).mapToObj(task::training);
    }

    /**
     * Returns the test set as it takes most room. All of it has to fit, so that no example vanishes from what is
     * measured; so have all of its choices that may be scored.
     */
    private List<ExampleTokens.Row> tested(ExampleTokens tokens) {
        List<Example> examples = asked().toList();
        List<ExampleTokens.Row> rows = examples.stream().map(tokens::row).toList();
        List<ExampleTokens.Row> longest = spec.examples().multiPass()
                ? examples.stream().map(example -> longest(tokens, example)).toList()
                : rows;
        ExampleLengths.requireFit(tokens, examples, longest, spec.sequence());
        if (task.layout().direct()) {
            examples.forEach(
                    example -> example.choices().forEach(choice -> tokens.choice(example, choice, spec.sequence())));
        }
        for (int i = 0; i < rows.size(); i++) {
            if (tokens.known(rows.get(i)).isEmpty()) {
                Example example = examples.get(i);
                throw new InvalidSettingException(task.place(example) + ": data.tokenizer does not give the answer '"
                        + example.answer() + "' back, so no model could be right");
            }
        }
        return longest;
    }

    private Stream<Example> asked() {
        return task.test().stream().limit(spec.documents() == 0 ? Long.MAX_VALUE : spec.documents());
    }

    /**
     * Returns an example as it takes most room: in several passes, when the answer is asked for behind all thoughts.
     */
    private ExampleTokens.Row longest(ExampleTokens tokens, Example example) {
        return spec.examples().multiPass() ? tokens.row(example, tokens.count(example) - 1) : tokens.row(example);
    }

    /**
     * What is learnt from.
     *
     * @param stream sequences of examples
     * @param places what of it is given
     */
    private record Half(TokenStream stream, GivenTokens places) {}

    private Half half(ExampleTokens tokens, Task learnt, long first) {
        boolean packed = spec.examples().packed();
        long examples =
                spec.tokens() == 0 || !learnt.trainable() ? learnt.size().orElseThrow() : Long.MAX_VALUE;
        long sequences = spec.tokens() == 0 ? Long.MAX_VALUE : sequences();
        ExampleRows rows = new ExampleRows(spec.sequence(), tokens.end(), spec.examples());
        for (long i = 0; i < examples && (packed || rows.count() < sequences); i++) {
            Example example = learnt.training(first + i);
            ExampleTokens.Row row = row(tokens, example, "training", first + i);
            ExampleLengths.requireFit(tokens, List.of(example), List.of(row), spec.sequence());
            if (rows.count() == sequences && !rows.hasRoom(row)) {
                break;
            }
            rows.add(row);
        }
        TokenStream stream = rows.stream();
        return new Half(stream, rows.places(stream));
    }

    /**
     * Returns what is learnt of an example or measured on it: all, or, in several passes, what follows a number of
     * thoughts. That number is drawn from 0 to all, by the example's place in its split alone.
     */
    private ExampleTokens.Row row(ExampleTokens tokens, Example example, String split, long index) {
        if (!spec.examples().multiPass()) {
            return tokens.row(example);
        }
        SplittableRandom random = new Seeds(seed()).child("passes").stream(split, index);
        return tokens.row(example, random.nextInt(tokens.count(example)));
    }

    /** Returns where the evaluator's examples begin: where an epoch does, if there are any. */
    private static long evaluatorsFirst(Task learnt) {
        long epoch = Math.max(1, learnt.size().orElse(1));
        return (EVALUATOR + epoch - 1) / epoch * epoch;
    }

    private long seed() {
        return spec.corpus().examples().orElseThrow().seed();
    }

    private long sequences() {
        long sequences = spec.tokens() / spec.sequence();
        if (sequences < 1) {
            throw new InvalidSettingException("data.tokens must be at least data.sequence, which is one example");
        }
        return sequences;
    }

    /** Returns a test document: what a training sequence of the example alone would be, if it is filled up. */
    private int[] document(ExampleTokens tokens, ExampleTokens.Row row) {
        if (spec.examples().ends()) {
            return row.ids();
        }
        int[] sequence = Arrays.copyOf(row.ids(), spec.sequence());
        Arrays.fill(sequence, row.ids().length, sequence.length, tokens.end());
        return sequence;
    }
}
