package dev.dlmbench.sampling;

/** Counts what one sequence costs while it is drawn. */
final class Meter {
    private final boolean network;
    private long denoise;
    private long next;
    private long verify;
    private long correct;
    private long weigh;
    private long commit;
    private long reused;
    private long queryTokens;
    private long keyTokens;
    private long unconditional;
    private long classifier;

    /**
     * Starts at 0.
     *
     * @param network whether what is called is a network; else steps are counted, and no calls
     */
    Meter(boolean network) {
        this.network = network;
    }

    /** What a call is for. */
    enum Role {
        DENOISE,
        NEXT,
        VERIFY,
        CORRECT,
        WEIGH,
        COMMIT,
        UNCONDITIONAL,
        CLASSIFIER
    }

    /** Counts one call of {@code rows} rows, which see {@code seen} rows altogether. */
    void called(Role role, long rows, long seen) {
        if (!network) {
            reused += role == Role.COMMIT || role == Role.UNCONDITIONAL || role == Role.CLASSIFIER ? 0 : 1;
            return;
        }
        switch (role) {
            case DENOISE -> denoise++;
            case NEXT -> next++;
            case VERIFY -> verify++;
            case CORRECT -> correct++;
            case WEIGH -> weigh++;
            case COMMIT -> commit++;
            case UNCONDITIONAL -> unconditional++;
            case CLASSIFIER -> classifier++;
        }
        queryTokens += rows;
        keyTokens += seen;
    }

    /** Counts a prediction used again. */
    void reused() {
        reused++;
    }

    Calls calls() {
        return new Calls(
                denoise,
                next,
                verify,
                correct,
                weigh,
                commit,
                reused,
                queryTokens,
                keyTokens,
                unconditional,
                classifier);
    }
}
