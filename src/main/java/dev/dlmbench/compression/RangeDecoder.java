package dev.dlmbench.compression;

/**
 * What reads the code of a {@link RangeEncoder}. Behind the end of the bytes there are zeros. Bytes that are no such
 * code give tokens, too, only others.
 */
public final class RangeDecoder {
    private final byte[] bytes;
    private int next;
    private long unit;
    private long above; // how far the code is above the lower end of the interval; unsigned, as is its length
    private long range = -1;

    /** Begins to read. */
    public RangeDecoder(byte[] bytes) {
        this.bytes = bytes.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            read();
        }
    }

    /** Returns the number from 0 to the total that the next token has, among all that it can have. */
    public int number() {
        unit = range >>> Frequencies.BITS;
        return (int) Math.min(Frequencies.TOTAL - 1, Long.divideUnsigned(above, unit));
    }

    /**
     * Goes on behind the token that {@link #number} belongs to.
     *
     * @param start how many of the total the tokens before it have
     * @param count how many of the total it has
     */
    public void take(int start, int count) {
        above -= unit * start;
        range = unit * count;
        while (range >>> RangeEncoder.LEAST == 0) {
            read();
            range <<= Byte.SIZE;
        }
    }

    private void read() {
        int value = next < bytes.length ? Byte.toUnsignedInt(bytes[next]) : 0;
        next++;
        above = above << Byte.SIZE | value;
    }
}
