package dev.dlmbench.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Named streams of random numbers under one root: a new consumer never shifts another's numbers.
 *
 * @param root the number that everything drawn depends on
 */
public record Seeds(long root) {

    /** Returns a fresh generator for {@code purpose}; the same root and purpose always give the same numbers. */
    public SplittableRandom stream(String purpose) {
        return new SplittableRandom(number(purpose));
    }

    /** Returns a fresh generator for the {@code index}-th use of {@code purpose}, such as one step of a training. */
    public SplittableRandom stream(String purpose, long index) {
        return new SplittableRandom(number(purpose + "#" + index));
    }

    /** Returns a root of its own for {@code purpose}. */
    public Seeds child(String purpose) {
        return new Seeds(number(purpose));
    }

    /** Returns the number that stands for {@code purpose}. */
    public long number(String purpose) {
        byte[] digest = Hashes.sha256().digest((root + ":" + purpose).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }
}
