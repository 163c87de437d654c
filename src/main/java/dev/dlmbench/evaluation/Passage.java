package dev.dlmbench.evaluation;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an evaluator reads at once.
 *
 * @param text the number of the text it is from
 * @param ids up to the last one that counts
 * @param counted for each of them, whether its nats given those before it count; the first's never do
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Passage(int text, int[] ids, boolean[] counted) {

    /** Returns the passage without what nobody looks at, or nothing if nothing counts. */
    static Optional<Passage> of(int text, int[] ids, boolean[] counted) {
        int length = ids.length;
        while (length > 0 && !counted[length - 1]) {
            length--;
        }
        return length == 0
                ? Optional.empty()
                : Optional.of(new Passage(text, Arrays.copyOf(ids, length), Arrays.copyOf(counted, length)));
    }

    /** Returns how many tokens count. */
    int tokens() {
        int tokens = 0;
        for (boolean counts : counted) {
            tokens += counts ? 1 : 0;
        }
        return tokens;
    }
}
