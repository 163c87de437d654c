package dev.dlmbench.results;

import static java.util.Objects.requireNonNull;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.base.PointNames;
import dev.dlmbench.metric.NodeKind;
import java.util.List;
import java.util.Map;

/**
 * One point of a suite and the nodes that its numbers come from.
 *
 * @param id the name within the suite, as {@link PointNames} spells it; another spelling, as in older indexes, is
 *     replaced, as are former names of settings
 * @param experiment the experiment's name
 * @param axes the swept settings and their values here
 * @param process the kind of process, such as {@code masked}
 * @param blockSize S in tokens; 0 for autoregression
 * @param sequence n in tokens
 * @param settings every setting, dotted path to value
 * @param seeds the replicates
 */
public record PointEntry(
        String id,
        String experiment,
        Map<String, String> axes,
        String process,
        int blockSize,
        int sequence,
        Map<String, String> settings,
        List<SeedEntry> seeds) {

    /** Copies the collections, keeping their order. */
    public PointEntry {
        requireNonNull(experiment);
        requireNonNull(process);
        axes = Ordered.copy(FormerWords.settings(axes));
        id = PointNames.of(experiment, axes);
        settings = Ordered.copy(FormerWords.settings(settings));
        seeds = List.copyOf(seeds);
    }

    /** Returns whether a control is in the model's place: a writer without parameters. */
    public boolean control() {
        return seeds.stream().anyMatch(seed -> seed.nodes().containsKey(NodeKind.CONTROL.id()));
    }
}
