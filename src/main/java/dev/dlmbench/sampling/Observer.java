package dev.dlmbench.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records what changes, for those who asked.
 *
 * @param traces how many sequences are recorded, from number 0 on
 * @param watcher hears of every step of every sequence
 */
record Observer(int traces, Watcher watcher) {
    private static final int[] NOBODY = {};

    /** Returns whether anybody wants to know about {@code row}. */
    private boolean wants(Row row) {
        return row.draft.number < traces || watcher.wantsSteps();
    }

    /** Notes that every sequence has so many tokens, the last of which are not given to all of them. */
    void grown(int tokens) {
        watcher.grown(tokens);
    }

    /** Returns the state of the block at work, to be compared with what it becomes; empty if nobody wants to know. */
    int[] before(Row row) {
        return wants(row) ? row.state.clone() : NOBODY;
    }

    /** Notes the noise that a block starts from, where it looks like tokens. */
    void begun(Row row, int mask) {
        if (!wants(row)) {
            return;
        }
        int[] nothing = row.state.clone();
        for (int i = 0; i < nothing.length; i++) {
            nothing[i] = row.given[i] || row.state[i] == mask ? row.state[i] : mask;
        }
        Arrays.fill(row.confidence, 0);
        changed(row, "noise", nothing, mask);
        Arrays.fill(row.confidence, 1);
    }

    /** Notes which positions of the block at work differ from {@code before}. */
    void changed(Row row, String role, int[] before, int mask) {
        if (!wants(row)) {
            return;
        }
        List<Integer> positions = new ArrayList<>();
        List<Integer> tokens = new ArrayList<>();
        List<Double> confidence = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            if (row.state[i] != before[i]) {
                positions.add(row.draft.length() + i);
                tokens.add(row.state[i]);
                confidence.add(row.state[i] == mask ? 0 : row.confidence[i]);
            }
        }
        note(row, new TraceStep(role, positions, tokens, confidence));
    }

    /** Notes that one token was appended. */
    void appended(Row row, int token, double probability) {
        if (wants(row)) {
            note(row, new TraceStep("draw", List.of(row.draft.length() - 1), List.of(token), List.of(probability)));
        }
    }

    private void note(Row row, TraceStep step) {
        if (!step.positions().isEmpty()) {
            if (row.draft.number < traces) {
                row.draft.trace.add(step);
            }
            watcher.stepped(row.draft.number, step);
        }
    }
}
