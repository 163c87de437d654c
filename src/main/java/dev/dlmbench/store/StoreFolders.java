package dev.dlmbench.store;

/** The folders of a store; their contents are told in {@code docs/store.md}. */
public final class StoreFolders {
    /** Finished nodes, by the beginning of their hash. */
    public static final String NODES = "nodes";

    /** Work under way, each in a folder of its own. */
    public static final String ATTEMPTS = "attempts";

    /** What interrupted work goes on from, by node. */
    public static final String WORK = "work";

    /** Nodes that a second computation did not agree with. */
    public static final String DIFFERING = "differing";

    /** What went wrong, by node. */
    public static final String FAILED = "failed";

    /** Indexes, by suite. */
    public static final String SUITES = "suites";

    /** Baselines of gates. */
    public static final String BASELINES = "baselines";

    /** Calibrations of gates. */
    public static final String CALIBRATIONS = "calibrations";

    /** Job arrays of a cluster. */
    public static final String BATCHES = "batches";

    /** What a repair moved aside. */
    public static final String DAMAGED = "damaged";

    private StoreFolders() {}
}
