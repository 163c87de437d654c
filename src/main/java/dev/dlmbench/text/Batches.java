package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.util.SplittableRandom;

/** Draws training batches: windows at random places, with replacement. */
public final class Batches {
    private Batches() {}

    /**
     * Returns the batch of {@code step}, which depends on the seeds and the step alone.
     *
     * @return (B, n) tokens
     */
    public static int[][] batch(TokenStream stream, int sequence, int batch, Seeds seeds, long step) {
        long starts = stream.starts(sequence);
        if (starts == 0) {
            throw new InvalidSettingException("data.sequence is " + sequence + ", but the text to learn from has only "
                    + stream.ids().length() + " tokens");
        }
        SplittableRandom random = seeds.stream("batch", step);
        int[][] rows = new int[batch][];
        for (int b = 0; b < batch; b++) {
            long place = starts <= Integer.MAX_VALUE ? random.nextInt((int) starts) : random.nextLong(starts);
            rows[b] = stream.ids().slice(place * stream.stride(), sequence);
        }
        return rows;
    }
}
