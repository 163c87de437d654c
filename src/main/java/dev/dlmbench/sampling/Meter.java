package dev.dlmbench.sampling;

/** Counts what one sequence costs while it is drawn. */
final class Meter {
    private long denoise;
    private long next;
    private long verify;
    private long correct;
    private long commit;
    private long reused;
    private long queryTokens;
    private long keyTokens;

    /** What a call is for. */
    enum Role {
        DENOISE,
        NEXT,
        VERIFY,
        CORRECT,
        COMMIT
    }

    /** Counts one call of {@code rows} rows, which see {@code seen} rows altogether. */
    void called(Role role, long rows, long seen) {
        switch (role) {
            case DENOISE -> denoise++;
            case NEXT -> next++;
            case VERIFY -> verify++;
            case CORRECT -> correct++;
            case COMMIT -> commit++;
        }
        queryTokens += rows;
        keyTokens += seen;
    }

    /** Counts a prediction used again. */
    void reused() {
        reused++;
    }

    Calls calls() {
        return new Calls(denoise, next, verify, correct, commit, reused, queryTokens, keyTokens);
    }
}
