package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How much noise each block of a batch gets, before the noise itself is drawn. */
public sealed interface NoiseLevels permits NoiseLevels.OfTimes, NoiseLevels.OfCounts {

    /** Draws the noise of a batch at its levels. */
    @FunctionalInterface
    interface Corruption<L> {
        /**
         * Returns the corrupted batch.
         *
         * @param clean (B, n) the tokens that the loss aims at
         * @param source (B, n) the tokens that show where there is no noise
         * @param levels (B, blocks)
         */
        LossInputs of(int[][] clean, int[][] source, L levels, SplittableRandom random);
    }

    /**
     * Returns a batch corrupted to these levels.
     *
     * @param clean (B, n) the tokens that the loss aims at
     * @param source (B, n) the tokens that show where there is no noise
     */
    LossInputs corrupt(int[][] clean, int[][] source, SplittableRandom random);

    /**
     * Returns higher levels for one sequence of the batch: none of its blocks has less noise than now, and each has
     * more unless there is no more.
     *
     * @param sequence its place in the batch
     * @param share in [0, 1): how near to its own level, from the most noise on
     */
    NoiseLevels above(int sequence, double share);

    /** Returns the time of a block, of all the batch's blocks; 1 where levels are no times. */
    double time(int block);

    /**
     * Times.
     *
     * @param times (B, blocks)
     * @param perSequence blocks of a sequence
     * @param latest time of all
     * @param steps T of discrete time, which lets a time stand for the end of its step; 0 is continuous time
     * @param corruption draws the noise
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record OfTimes(double[] times, int perSequence, double latest, int steps, Corruption<double[]> corruption)
            implements NoiseLevels {
        @Override
        public LossInputs corrupt(int[][] clean, int[][] source, SplittableRandom random) {
            return corruption.of(clean, source, times, random);
        }

        @Override
        public OfTimes above(int sequence, double share) {
            double[] later = Arrays.stream(times, sequence * perSequence, (sequence + 1) * perSequence)
                    .map(time -> latest - share * Math.max(0, latest - end(time)))
                    .toArray();
            return new OfTimes(later, perSequence, latest, steps, corruption);
        }

        private double end(double time) {
            return steps == 0 ? time : Math.ceil(time * steps) / steps;
        }

        @Override
        public double time(int block) {
            return times[block];
        }
    }

    /**
     * Numbers of masked tokens.
     *
     * @param counts (B, blocks)
     * @param blocks of a sequence
     * @param length n, of a sequence
     * @param corruption draws the noise
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record OfCounts(int[] counts, Blocks blocks, int length, Corruption<int[]> corruption) implements NoiseLevels {
        @Override
        public LossInputs corrupt(int[][] clean, int[][] source, SplittableRandom random) {
            return corruption.of(clean, source, counts, random);
        }

        @Override
        public OfCounts above(int sequence, double share) {
            int perSequence = blocks.count(length);
            int[] more = new int[perSequence];
            for (int block = 0; block < perSequence; block++) {
                int whole = blocks.length(block, length);
                more[block] = whole - (int) (share * (whole - counts[sequence * perSequence + block]));
            }
            return new OfCounts(more, blocks, length, corruption);
        }

        @Override
        public double time(int block) {
            return 1;
        }
    }
}
