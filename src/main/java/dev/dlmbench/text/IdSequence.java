package dev.dlmbench.text;

import java.util.Arrays;
import java.util.function.Consumer;

/** Ids one after another, wherever they are. */
public interface IdSequence {
    /** How many ids are looked at together by who goes through all of them. */
    int RUN = 1 << 20;

    /** Returns how many there are. */
    long length();

    /** Returns a copy of {@code count} ids from {@code from} on. */
    int[] slice(long from, int count);

    /** Gives all ids, in runs. */
    default void each(Consumer<int[]> consumer) {
        for (long from = 0; from < length(); from += RUN) {
            consumer.accept(slice(from, (int) Math.min(RUN, length() - from)));
        }
    }

    /** Returns the {@code count} ids from {@code from} on as a sequence of their own. */
    default IdSequence part(long from, long count) {
        return new Part(this, from, count);
    }

    /** Returns ids that lie in memory; the array is the caller's to leave alone. */
    static IdSequence of(int[] ids) {
        return new InMemory(ids);
    }

    /**
     * Ids in memory.
     *
     * @param ids all of them
     */
    @SuppressWarnings("ArrayRecordComponent") // large, never compared
    record InMemory(int[] ids) implements IdSequence {
        @Override
        public long length() {
            return ids.length;
        }

        @Override
        public int[] slice(long from, int count) {
            return Arrays.copyOfRange(ids, Math.toIntExact(from), Math.toIntExact(from) + count);
        }
    }

    /**
     * A stretch of other ids.
     *
     * @param whole the others
     * @param start where it begins
     * @param length how long it is
     */
    record Part(IdSequence whole, long start, long length) implements IdSequence {
        @Override
        public int[] slice(long from, int count) {
            return whole.slice(start + from, count);
        }
    }
}
