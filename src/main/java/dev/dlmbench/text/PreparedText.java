package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.task.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A corpus, tokenized and split.
 *
 * @param tokenizer of all its parts
 * @param train what models learn from
 * @param evaluator what an evaluator learns from; disjoint from {@code train}, so that an evaluator never rewards a
 *     model for what both have read
 * @param test documents to measure on, of the sequence's length; the last may be shorter, no tail is dropped
 * @param hash of everything above
 * @param source that made the text, where it is synthetic
 * @param contexts how many tokens at the start of each test document are in the one before, too, and are its context;
 *     empty where there are none
 * @param examples the examples of a task that the documents are, in the order of its test set; nothing for text without
 *     answers
 * @param padding the token that fills up short training sequences and is not learnt, where there is one
 * @param around added tokens that were put around documents and sequences, and are no part of the text
 */
public record PreparedText(
        Tokenizer tokenizer,
        TokenStream train,
        TokenStream evaluator,
        List<int[]> test,
        String hash,
        Optional<ExactSource> source,
        List<Integer> contexts,
        Optional<PreparedExamples> examples,
        OptionalInt padding,
        Set<Integer> around) {

    /** Copies the list; the arrays are the caller's to leave alone. */
    public PreparedText {
        test = List.copyOf(test);
        contexts = List.copyOf(contexts);
        around = Set.copyOf(around);
    }

    /** Returns the task whose examples the documents are. */
    public Optional<Task> task() {
        return examples.map(PreparedExamples::task);
    }

    /** Returns how many tokens at the start of a test document are its context, and not measured. */
    public int context(int document) {
        return contexts.isEmpty() ? 0 : contexts.get(document);
    }

    /** Returns the hash of what the measured tokens spell, document after document, whichever tokens they are. */
    public String testHash() {
        return Hashes.of(tokenizer.decode(IntStream.range(0, test.size())
                .flatMap(d -> Arrays.stream(test.get(d)).skip(context(d)))
                .toArray()));
    }
}
