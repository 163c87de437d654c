package dev.dlmbench.task;

import dev.dlmbench.base.Seeds;

/**
 * A random order of {@code size} things for every epoch, of which any place can be asked for alone: a Feistel network
 * of eight rounds permutes the numbers below a power of 4, and is applied until the number is below {@code size} (Black
 * and Rogaway, Ciphers with Arbitrary Finite Domains, 2002: cycle walking).
 */
record EpochOrder(int size, Seeds seeds) {
    private static final int ROUNDS = 8;

    /** Returns which thing stands at {@code index}; an epoch follows upon the other. */
    int at(long index) {
        long key = seeds.number("epoch#" + index / size);
        int half = (Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) + 1) / 2;
        long place = index % size;
        do {
            place = permuted(place, half, key);
        } while (place >= size);
        return (int) place;
    }

    private static long permuted(long place, int half, long key) {
        long mask = (1L << half) - 1;
        long high = place >>> half;
        long low = place & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = mixed(key + ROUNDS * low + round) & mask;
            long next = high ^ mixed;
            high = low;
            low = next;
        }
        return high << half | low;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
