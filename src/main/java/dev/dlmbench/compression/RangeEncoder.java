package dev.dlmbench.compression;

import java.util.Arrays;

/**
 * A range coder in whole numbers (Martin, "Range encoding", 1979): it narrows an interval by one token after another,
 * and writes the bytes that can no longer change. The first token that goes in is the first that comes out, so that
 * encoder and decoder do the same things in the same order.
 *
 * <p>The interval is held in 64 bits, of which at least the lower 56 are in use. Rounding it to parts of
 * 2^-{@value Frequencies#BITS} shortens it by less than a share of 2^-26 a token. The end costs at most 8 bits: for
 * tokens of the frequencies f, n of them, the code is shorter than
 *
 * <pre>sum of log2(2^30 / f) + n log2(1 / (1 - 2^-26)) + 8 bits</pre>
 */
public final class RangeEncoder {
    /** The interval is never shorter, in bits. */
    static final int LEAST = 56;

    private byte[] bytes = new byte[64];
    private int length;
    private long low; // both are unsigned
    private long range = -1;

    /**
     * Encodes a token.
     *
     * @param start how many of the total the tokens before it have
     * @param count how many of the total it has, at least 1
     */
    public void encode(int start, int count) {
        long unit = range >>> Frequencies.BITS;
        move(low + unit * start);
        range = unit * count;
        while (range >>> LEAST == 0) {
            put();
            range <<= Byte.SIZE;
        }
    }

    /**
     * Ends the code, and returns the shortest bytes that name a number in the interval when zeros follow them without
     * end.
     */
    public byte[] finish() {
        if (Long.compareUnsigned(-low, range) < 0) {
            move(0); // the bytes that are written, or the next number of as many
        } else {
            long below = (1L << LEAST) - 1;
            move((low + below) & ~below);
            put();
        }
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return Arrays.copyOf(bytes, length);
    }

    /** Moves the lower end up to a number; one that is below it has overflown, which adds 1 to what is written. */
    private void move(long to) {
        if (Long.compareUnsigned(to, low) < 0) {
            int place = length - 1;
            while (++bytes[place] == 0) {
                place--;
            }
        }
        low = to;
    }

    private void put() {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) (low >>> LEAST);
        low <<= Byte.SIZE;
    }
}
