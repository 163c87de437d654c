package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * What a {@link ScoringProtocol} has to know of an evaluator and of a program that calls one.
 *
 * @param context tokens that the evaluator reads at once
 * @param longest tokens of a text that are read at all, where the protocol cuts texts
 * @param batch texts that go together, where that matters
 * @param beginning the token that begins a text, if the evaluator has one
 * @param end the token that ends a text, and fills up short ones
 */
public record Reading(int context, int longest, int batch, OptionalInt beginning, int end) {
    /** Checks the numbers. */
    public Reading {
        Problems.in("evaluator")
                .check(context >= 2, "path", "must read two tokens at once or more, got %d", context)
                .check(longest >= 1, "maxLength", "must be at least 1, got %d", longest)
                .check(batch >= 1, "batch", "must be at least 1, got %d", batch)
                .rejectIfAny();
    }

    /** Returns how many tokens are put before a text: its beginning, unless it has that. */
    int added(int[] text) {
        return beginning.isPresent() && (text.length == 0 || text[0] != beginning.getAsInt()) ? 1 : 0;
    }

    /** Returns a text with its beginning, up to the first end token behind it. */
    int[] begun(int[] text) {
        int added = added(text);
        int[] begun = new int[text.length + added];
        System.arraycopy(text, 0, begun, added, text.length);
        if (added > 0) {
            begun[0] = beginning.getAsInt();
        }
        int first = beginning.isPresent() ? 1 : 0;
        for (int i = first; i < begun.length; i++) {
            if (begun[i] == end) {
                return Arrays.copyOf(begun, i + 1);
            }
        }
        return begun;
    }

    /** Returns a text filled up with end tokens. */
    int[] padded(int[] text, int length) {
        int[] padded = Arrays.copyOf(text, length);
        Arrays.fill(padded, text.length, length, end);
        return padded;
    }
}
