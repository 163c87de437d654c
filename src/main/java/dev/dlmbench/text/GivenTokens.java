package dev.dlmbench.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which tokens of a row of sequences are given, found by the sequences themselves. Where two are the same tokens, what
 * is said of one of them counts for both.
 */
final class GivenTokens {
    private static final long HASH = 0xFFFFFFFF00000000L;

    private final TokenStream stream;
    private final BitSet given;
    private final BitSet previous;
    private final long[] places; // hash in the upper half, the number of the sequence in the lower, in rising order

    /**
     * Creates what is known of a stream.
     *
     * @param stream whose stride is the length of a sequence
     * @param given the places of given tokens in the whole stream
     * @param previous those of them that are the last given thought of an example
     */
    GivenTokens(TokenStream stream, BitSet given, BitSet previous) {
        this.stream = stream;
        this.given = given;
        this.previous = previous;
        this.places = new long[(int) stream.starts(stream.stride())];
        for (int i = 0; i < places.length; i++) {
            places[i] = hash(sequence(i)) | i;
        }
        Arrays.sort(places);
    }

    /** Returns whether a sequence is one of the stream's. */
    boolean has(int[] sequence) {
        return number(sequence) >= 0;
    }

    /**
     * Returns the places of the given tokens in a sequence of the stream.
     *
     * @throws IllegalArgumentException if it is none
     */
    BitSet in(int[] sequence) {
        return of(given, sequence);
    }

    /**
     * Returns the places of the last given thought in a sequence of the stream.
     *
     * @throws IllegalArgumentException if it is none
     */
    BitSet previous(int[] sequence) {
        return of(previous, sequence);
    }

    private BitSet of(BitSet all, int[] sequence) {
        int number = number(sequence);
        if (number < 0) {
            throw new IllegalArgumentException("the sequence holds no example of this text");
        }
        return all.get(number * stream.stride(), (number + 1) * stream.stride());
    }

    private int number(int[] sequence) {
        long hash = hash(sequence);
        int found = Arrays.binarySearch(places, hash);
        for (int i = found < 0 ? -found - 1 : found; i < places.length && (places[i] & HASH) == hash; i++) {
            int number = (int) places[i];
            if (Arrays.equals(sequence, sequence(number))) {
                return number;
            }
        }
        return -1;
    }

    private int[] sequence(int number) {
        return stream.ids().slice((long) number * stream.stride(), stream.stride());
    }

    private static long hash(int[] sequence) {
        return (long) Arrays.hashCode(sequence) << Integer.SIZE;
    }
}
