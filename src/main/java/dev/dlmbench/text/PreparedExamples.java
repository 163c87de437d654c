package dev.dlmbench.text;

import dev.dlmbench.task.Task;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The examples of a task, tokenized: what is asked, what is given, and how outputs are read. */
public final class PreparedExamples {
    private final ExampleTokens tokens;
    private final List<GivenTokens> given;
    private final Map<String, String> facts;

    PreparedExamples(ExampleTokens tokens, List<GivenTokens> given, Map<String, String> facts) {
        this.tokens = tokens;
        this.given = List.copyOf(given);
        this.facts = Map.copyOf(facts);
    }

    /** Returns the task, whose test set the test documents are, in its order. */
    public Task task() {
        return tokens.task();
    }

    /** Returns the examples as ids. */
    public ExampleTokens tokens() {
        return tokens;
    }

    /**
     * Returns the places of the given tokens in a training sequence: those of prompts, and of what fills it up where
     * that is not learnt.
     *
     * @throws IllegalArgumentException if it is not one of the text's
     */
    public BitSet given(int[] sequence) {
        return half(sequence).in(sequence);
    }

    /**
     * Returns the places of the last given thought in a training sequence; none where no thought is given.
     *
     * @throws IllegalArgumentException if it is not one of the text's
     */
    public BitSet previous(int[] sequence) {
        return half(sequence).previous(sequence);
    }

    private GivenTokens half(int[] sequence) {
        return given.stream()
                .filter(half -> half.has(sequence))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the sequence holds no example of this text"));
    }

    /** Returns what there is to know of the examples, such as how many fit into a sequence. */
    public Map<String, String> facts() {
        return facts;
    }
}
