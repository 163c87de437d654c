package dev.dlmbench.cli;

import java.io.IOException;
import java.util.SplittableRandom;

/** A way by which input that nobody vouches for comes into the program. */
interface FuzzTarget {
    /**
     * An input that was damaged.
     *
     * @param file it belongs to
     * @param bytes of it
     * @param choice what else was drawn, such as which commands read it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Damaged(String file, byte[] bytes, long choice) {
        Damaged with(byte[] fewer) {
            return new Damaged(file, fewer, choice);
        }
    }

    /** Damages one of the inputs. */
    Damaged damage(SplittableRandom random) throws IOException;

    /**
     * Has the program read it.
     *
     * @return false if it was refused as it should be
     * @throws AssertionError if it was refused in another way, or something else changed
     */
    boolean reads(Damaged damaged) throws Exception;
}
