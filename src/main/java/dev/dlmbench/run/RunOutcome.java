package dev.dlmbench.run;

import dev.dlmbench.plan.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param computed how many nodes are new in the store
 * @param failed why nodes failed, in this run or in an earlier one
 * @param skipped why nodes were not tried
 * @param stopped whether the run was told to stop before its end
 */
public record RunOutcome(int computed, Map<Node, String> failed, Map<Node, String> skipped, boolean stopped) {

    /** Copies the maps, keeping their order. */
    public RunOutcome {
        failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /** Returns whether every node of the suite is there. */
    public boolean complete() {
        return !stopped && failed.isEmpty() && skipped.isEmpty();
    }
}
