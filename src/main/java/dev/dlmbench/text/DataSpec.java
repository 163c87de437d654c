package dev.dlmbench.text;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;

/**
 * The text of an experiment and how it is cut.
 *
 * @param corpus where the text comes from
 * @param tokenizer how text becomes ids
 * @param sequence the length n of a training sequence and of a test document, in tokens
 * @param tokens how many tokens to learn from; 0 means all there are, which only a file has. An evaluator's tokens,
 *     disjoint from these, are as many
 * @param documents how many test documents to measure on, spread evenly over the test split; 0 means all there are,
 *     which only a file has
 * @param examples how the examples of a task become sequences; of no meaning for other corpora
 */
public record DataSpec(
        CorpusSpec corpus,
        TokenizerSpec tokenizer,
        int sequence,
        long tokens,
        int documents,
        ExampleSequenceSpec examples) {

    private static final long MOST_TOKENS = 2_000_000_000L;

    /** The tokenizers that need no file. */
    public enum TokenizerKind implements TokenizerSpec {
        /** One id per character that occurs in the text, training or test. */
        CHAR,
        /** One id per byte of UTF-8, 256 in all. */
        BYTE;

        @Override
        public String kind() {
            return Names.of(this);
        }

        @Override
        public Tokenizer of(String training, String test, DataFolder data) {
            return switch (this) {
                case CHAR -> CharacterTokenizer.of(training + test);
                case BYTE -> new ByteTokenizer();
            };
        }
    }

    /** Describes a text whose examples, if it has any, become sequences in the usual way. */
    public DataSpec(CorpusSpec corpus, TokenizerSpec tokenizer, int sequence, long tokens, int documents) {
        this(corpus, tokenizer, sequence, tokens, documents, ExampleSequenceSpec.DEFAULT);
    }

    /** Returns the same of another text and tokenizer. */
    public DataSpec of(CorpusSpec otherCorpus, TokenizerSpec otherTokenizer) {
        return new DataSpec(otherCorpus, otherTokenizer, sequence, tokens, documents, examples);
    }

    /** Checks the settings. */
    public DataSpec {
        boolean synthetic = corpus.endless();
        Problems.in("data")
                .check(sequence >= 2 && sequence <= 65_536, "sequence", "must be between 2 and 65536, got %d", sequence)
                .check(tokens >= 0, "tokens", "must not be negative, got %d", tokens)
                .check(documents >= 0, "documents", "must not be negative, got %d", documents)
                .check(!synthetic || tokens > 0, "tokens", "must be positive for a synthetic corpus, got %d", tokens)
                .check(tokens <= MOST_TOKENS, "tokens", "must be at most %d, got %d", MOST_TOKENS, tokens)
                .check(
                        !synthetic || documents > 0,
                        "documents",
                        "must be positive for a synthetic corpus, got %d",
                        documents)
                .check(
                        !synthetic || (long) documents * sequence <= MOST_TOKENS,
                        "documents",
                        "must have at most %d tokens together, got %d of %d tokens",
                        MOST_TOKENS,
                        documents,
                        sequence)
                .rejectIfAny();
    }
}
