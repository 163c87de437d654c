package dev.dlmbench.text;

/**
 * How the examples of a task become sequences.
 *
 * @param end the token that ends an example and fills its sequence up, as text; empty for the tokenizer's own
 */
public record ExampleSequenceSpec(String end) {
    /** One example to a sequence, up to the tokenizer's own end. */
    public static final ExampleSequenceSpec DEFAULT = new ExampleSequenceSpec("");

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
}
