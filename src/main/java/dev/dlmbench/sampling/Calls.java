package dev.dlmbench.sampling;

/**
 * What a sequence cost, counted where the calls happen.
 *
 * @param denoise network evaluations that predict tokens
 * @param commit network evaluations that only write a finished block to the cache
 * @param reused predictions used again without a call, because nothing had changed since
 * @param queryTokens rows that the network computed
 * @param keyTokens sum over those rows of the rows each could see
 */
public record Calls(long denoise, long commit, long reused, long queryTokens, long keyTokens) {
    /** Nothing yet. */
    public static final Calls NONE = new Calls(0, 0, 0, 0, 0);

    Calls denoised(int rows, int start) {
        return new Calls(denoise + 1, commit, reused, queryTokens + rows, keyTokens + (long) rows * (start + rows));
    }

    Calls committed(int rows, int start) {
        return new Calls(denoise, commit + 1, reused, queryTokens + rows, keyTokens + (long) rows * (start + rows));
    }

    Calls reusedOnce() {
        return new Calls(denoise, commit, reused + 1, queryTokens, keyTokens);
    }
}
