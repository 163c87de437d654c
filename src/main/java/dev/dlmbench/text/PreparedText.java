package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
 */
public record PreparedText(
        Tokenizer tokenizer,
        TokenStream train,
        TokenStream evaluator,
        List<int[]> test,
        String hash,
        Optional<ExactSource> source) {

    /** Copies the list; the arrays are the caller's to leave alone. */
    public PreparedText {
        test = List.copyOf(test);
    }

    /** Returns the hash of what the test documents spell, one behind the other, whichever tokens they are made of. */
    public String testHash() {
        return Hashes.of(
                tokenizer.decode(test.stream().flatMapToInt(Arrays::stream).toArray()));
    }
}
