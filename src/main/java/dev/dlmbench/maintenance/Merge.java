package dev.dlmbench.maintenance;

import java.util.ArrayList;
import java.util.List;

/** What came of taking the results of one store into another; names are those of files, relative to the stores. */
public final class Merge {
    private int added;
    private int same;
    private final List<String> differing = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private int failures;

    Merge() {}

    void addNode() {
        added++;
    }

    void foundNode() {
        same++;
    }

    void differ(String what) {
        differing.add(what);
    }

    void damage(String what) {
        damaged.add(what);
    }

    void take(String file) {
        taken.add(file);
    }

    void keep(String file) {
        kept.add(file);
    }

    void addFailure() {
        failures++;
    }

    /** Returns how many nodes were taken. */
    public int added() {
        return added;
    }

    /** Returns how many nodes were there already with the same results. */
    public int same() {
        return same;
    }

    /** Returns in which files nodes of the same address differ, of which the ones that were there stayed. */
    public List<String> differing() {
        return List.copyOf(differing);
    }

    /** Returns what is damaged in either store, and was left out. */
    public List<String> damaged() {
        return List.copyOf(damaged);
    }

    /** Returns the indexes, baselines and calibrations that were taken. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** Returns the indexes, baselines and calibrations that differ, of which the ones that were there stayed. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /** Returns how many failures were taken, of nodes that are nowhere. */
    public int failures() {
        return failures;
    }
}
