package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The examples of a task as text: one to a sequence, filled up with a token that ends it, which is learnt as any other,
 * so that a model learns where an answer ends. What stands before the target is the context of every document.
 *
 * @param spec how long sequences are, and how many there are
 * @param task whose examples they are
 */
record TaskText(DataSpec spec, Task task) {
    /** What stands behind an example. */
    static final String END = "\u00b6";

    /** So many training examples show which characters there are. */
    private static final int LOOKED_AT = 2000;

    /** The evaluator's examples begin here, far from those of the models. */
    private static final long EVALUATOR = 1L << 40;

    PreparedText prepare() {
        Tokenizer tokenizer = CharacterTokenizer.of(alphabet());
        List<Example> tested = task.test().stream().limit(spec.documents()).toList();
        List<int[]> test =
                tested.stream().map(example -> sequence(tokenizer, example)).toList();
        TokenStream train = stream(tokenizer, 0);
        TokenStream evaluator = stream(tokenizer, EVALUATOR);
        String facts = task.contentHash() + " " + tokenizer.identity() + " " + spec.sequence() + " "
                + train.ids().length() + " " + test.size();
        return new PreparedText(
                tokenizer,
                train,
                evaluator,
                test,
                Hashes.of(facts),
                Optional.empty(),
                tested.stream()
                        .map(example -> encoded(tokenizer, task.layout().given(example)).length)
                        .toList(),
                Optional.of(task),
                OptionalInt.empty(),
                Set.of());
    }

    private String alphabet() {
        TreeSet<Integer> characters = new TreeSet<>();
        Stream<Example> training = LongStream.range(0, LOOKED_AT).mapToObj(task::training);
        Stream.concat(task.test().stream(), training)
                .forEach(example -> task.layout().text(example).codePoints().forEach(characters::add));
        StringBuilder all = new StringBuilder(END);
        characters.forEach(all::appendCodePoint);
        return all.toString();
    }

    private TokenStream stream(Tokenizer tokenizer, long first) {
        long examples = spec.tokens() / spec.sequence();
        if (examples < 1) {
            throw new InvalidSettingException("data.tokens must be at least data.sequence, which is one example");
        }
        int[] tokens = LongStream.range(first, first + examples)
                .mapToObj(index -> sequence(tokenizer, task.training(index)))
                .flatMapToInt(Arrays::stream)
                .toArray();
        return new TokenStream(tokens, spec.sequence());
    }

    private int[] sequence(Tokenizer tokenizer, Example example) {
        int[] written = encoded(tokenizer, task.layout().text(example));
        if (written.length >= spec.sequence()) {
            throw new InvalidSettingException("data.sequence must be longer than any example, which has room for "
                    + (spec.sequence() - 1) + " tokens and its end; got " + written.length + " tokens: "
                    + task.layout().text(example));
        }
        int[] sequence = Arrays.copyOf(written, spec.sequence());
        Arrays.fill(sequence, written.length, sequence.length, tokenizer.encode(END)[0]);
        return sequence;
    }

    private static int[] encoded(Tokenizer tokenizer, String text) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("data.corpus: " + e.getMessage(), e);
        }
    }
}
