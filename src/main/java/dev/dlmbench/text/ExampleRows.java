package dev.dlmbench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Training sequences while examples are put into them, each filled up with the end of examples. */
final class ExampleRows {
    private final int length;
    private final int end;
    private final ExampleSequenceSpec spec;
    private final List<int[]> sequences = new ArrayList<>();
    private final BitSet given = new BitSet();
    private final BitSet previous = new BitSet();
    private int used;

    /**
     * Creates none yet.
     *
     * @param length n
     * @param end the id that fills sequences up
     * @param spec whether examples go into a sequence as long as it has room, and whether filling it up is learnt
     */
    ExampleRows(int length, int end, ExampleSequenceSpec spec) {
        this.length = length;
        this.end = end;
        this.spec = spec;
        this.used = length;
    }

    /** Returns how many sequences there are. */
    int count() {
        return sequences.size();
    }

    /** Returns whether there is room for an example in the last sequence. */
    boolean hasRoom(ExampleTokens.Row row) {
        return spec.packed() && used + row.ids().length <= length;
    }

    /** Adds an example, which is no longer than a sequence. */
    void add(ExampleTokens.Row row) {
        if (!hasRoom(row)) {
            int[] sequence = new int[length];
            Arrays.fill(sequence, end);
            sequences.add(sequence);
            used = 0;
        }
        int last = sequences.size() - 1;
        System.arraycopy(row.ids(), 0, sequences.get(last), used, row.ids().length);
        int first = last * length + used;
        used += row.ids().length;
        given.set(first, first + row.given());
        previous.set(first + row.previous(), first + row.previousEnd());
        if (!spec.learnPadding()) {
            given.clear(first + row.given(), last * length + used);
            given.set(last * length + used, (last + 1) * length);
        }
    }

    /** Returns the sequences, one behind the other. */
    TokenStream stream() {
        return new TokenStream(sequences.stream().flatMapToInt(Arrays::stream).toArray(), length);
    }

    /** Returns which of their tokens are given: the prompts, and what fills a sequence up unless it is learnt. */
    GivenTokens places(TokenStream stream) {
        return new GivenTokens(stream, given, previous);
    }
}
