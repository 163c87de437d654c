package dev.dlmbench.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Finds test text that stands word for word in the text to learn from, by Rabin and Karp's rolling hash. */
final class SplitGuard {
    private static final long BASE = 0x9E3779B97F4A7C15L; // odd, arithmetic modulo 2^64; a match is compared in full

    /** Few hashes share their first bits with one that is looked for, and the others need no box. */
    private static final int UNLIKELY = 44;

    private static final int LIKELY = 1 << (Long.SIZE - UNLIKELY);

    private SplitGuard() {}

    /**
     * Returns where a piece of the test split begins that the training text has too, if there is one.
     *
     * @param piece the length of a piece; the test split is cut into such pieces and its tail is not looked at
     */
    static OptionalInt overlap(int[] training, int[] test, int piece) {
        return search(training, pieces(test, piece), test, piece);
    }

    /** Does the same for a training text that need not lie in memory. */
    static OptionalInt overlap(IdSequence training, int[] test, int piece) {
        Map<Long, Integer> pieces = pieces(test, piece);
        OptionalInt found = OptionalInt.empty();
        for (long from = 0; from + piece <= training.length() && found.isEmpty(); from += IdSequence.RUN) {
            long run = Math.min(IdSequence.RUN + piece - 1L, training.length() - from);
            found = search(training.slice(from, (int) run), pieces, test, piece);
        }
        return found;
    }

    private static Map<Long, Integer> pieces(int[] test, int piece) {
        Map<Long, Integer> pieces = new HashMap<>();
        for (int start = 0; start + piece <= test.length; start += piece) {
            pieces.putIfAbsent(hash(test, start, piece), start);
        }
        return pieces;
    }

    private static OptionalInt search(int[] training, Map<Long, Integer> pieces, int[] test, int piece) {
        if (training.length < piece || pieces.isEmpty()) {
            return OptionalInt.empty();
        }
        long leading = 1; // BASE^(piece - 1)
        for (int i = 1; i < piece; i++) {
            leading *= BASE;
        }
        BitSet likely = new BitSet(LIKELY);
        pieces.keySet().forEach(known -> likely.set((int) (known >>> UNLIKELY)));
        long hash = hash(training, 0, piece);
        for (int start = 0; ; start++) {
            Integer same = likely.get((int) (hash >>> UNLIKELY)) ? pieces.get(hash) : null;
            if (same != null && Arrays.equals(training, start, start + piece, test, same, same + piece)) {
                return OptionalInt.of(same);
            }
            if (start + piece >= training.length) {
                return OptionalInt.empty();
            }
            hash = (hash - mixed(training[start]) * leading) * BASE + mixed(training[start + piece]);
        }
    }

    private static long hash(int[] tokens, int start, int length) {
        long hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = hash * BASE + mixed(tokens[i]);
        }
        return hash;
    }

    private static long mixed(int token) {
        long mixed = (token + 1) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 31);
    }
}
