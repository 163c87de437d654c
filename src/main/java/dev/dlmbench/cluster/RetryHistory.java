package dev.dlmbench.cluster;

import dev.dlmbench.cluster.ElementOutcome.Kind;
import dev.dlmbench.setting.ExecutorSpec.Site;

/**
 * What became of one node's elements in earlier batches, since it was last given up.
 *
 * @param lost how often its worker was lost
 * @param longer whether its limit was raised
 * @param larger whether its memory was raised
 * @param time the limit that it needs now, in seconds; 0 for the site's
 * @param memory what it needs now, in MiB; 0 for the site's
 * @param cancelled whether somebody ended it
 */
record RetryHistory(int lost, boolean longer, boolean larger, long time, int memory, boolean cancelled) {
    static final RetryHistory NONE = new RetryHistory(0, false, false, 0, 0, false);

    private static final int HALF_AGAIN_PERCENT = 150;

    /** Returns the past after one more element, which was queued with the demands of {@code site}. */
    RetryHistory and(ElementOutcome conclusion, Site site) {
        Kind kind = conclusion.kind();
        return switch (kind) {
            case DONE, FAILED -> NONE;
            case CANCELLED -> new RetryHistory(lost, longer, larger, time, memory, true);
            case AGAIN -> new RetryHistory(lost, longer, larger, time, memory, false);
            case LOST -> new RetryHistory(lost + 1, longer, larger, time, memory, false);
            case MORE_TIME -> new RetryHistory(lost, true, larger, 2 * site.time(), memory, false);
            case MORE_MEMORY ->
                new RetryHistory(
                        lost, longer, true, time, (int) ((long) site.memory() * HALF_AGAIN_PERCENT / 100), false);
        };
    }
}
