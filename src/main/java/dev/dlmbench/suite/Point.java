package dev.dlmbench.suite;

import dev.dlmbench.base.PointNames;
import dev.dlmbench.setting.PointSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One configuration of an experiment's sweep, with the seeds it is repeated under.
 *
 * @param experiment the experiment's name
 * @param axes the swept settings and their values here, in the order of the sweep; empty where nothing is swept
 * @param settings the full configuration
 * @param seeds the replicates
 */
public record Point(String experiment, Map<String, String> axes, PointSettings settings, List<Long> seeds) {

    /** Copies the collections, keeping their order. */
    public Point {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        seeds = List.copyOf(seeds);
    }

    /** Returns the name within the suite, such as {@code block,blockSize=4}. */
    public String id() {
        return PointNames.of(experiment, axes);
    }
}
