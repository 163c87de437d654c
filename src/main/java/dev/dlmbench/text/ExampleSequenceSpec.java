package dev.dlmbench.text;

/**
 * How the examples of a task become sequences.
 *
 * @param end the token that ends an example and fills its sequence up, as text; empty for the tokenizer's own
 * @param packed whether as many whole training examples as have room stand in one sequence, one behind the other; each
 *     sees those before it
 * @param multiPass whether an example has some finished thoughts as part of its prompt and ends behind the next one
 *     (multi-pass Diffusion of Thoughts, arXiv 2402.07754), and not behind the answer
 * @param learnPadding whether what fills a sequence up is learnt, and not the first end alone
 */
public record ExampleSequenceSpec(String end, boolean packed, boolean multiPass, boolean learnPadding) {
    /** One example to a sequence, up to the tokenizer's own end. */
    public static final ExampleSequenceSpec DEFAULT = new ExampleSequenceSpec("", false);

    /** Describes examples whose thoughts and answer are written together. */
    public ExampleSequenceSpec(String end, boolean packed) {
        this(end, packed, false, true);
    }

    /** Ends examples of characters. */
    static final String CHARACTER_END = "\u00b6";

    /** Ends examples of bytes; it occurs in no text. */
    private static final String BYTE_END = "\0";

    /** Returns the end of examples as text; empty where the tokenizer must have one of its own. */
    String end(TokenizerSpec tokenizer) {
        if (!end.isEmpty() || !(tokenizer instanceof DataSpec.TokenizerKind kind)) {
            return end;
        }
        return switch (kind) {
            case CHAR -> CHARACTER_END;
            case BYTE -> BYTE_END;
        };
    }

    /** Returns whether test documents end with the example, and are not filled up. */
    boolean ends() {
        return packed || !learnPadding;
    }

    /** Returns in words what of it is not usual, for the hash of a text. */
    String facts() {
        return (end.isEmpty() ? "" : " end=" + end)
                + (packed ? " packed" : "")
                + (multiPass ? " passes" : "")
                + (learnPadding ? "" : " unpadded");
    }
}
