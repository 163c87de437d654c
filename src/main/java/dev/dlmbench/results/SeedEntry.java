package dev.dlmbench.results;

import dev.dlmbench.base.FormerWords;
import dev.dlmbench.metric.NodeKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One replicate of a point.
 *
 * @param seed the number it was drawn from
 * @param nodes role of a node, the id of its {@link NodeKind} where it is the point's own, to the node's address
 */
public record SeedEntry(long seed, Map<String, String> nodes) {
    /** The role of the model that scores samples. */
    public static final String EVALUATOR = "evaluator";

    /** The role of the model that the sampler computes with besides the point's own. */
    public static final String COMPANION = "companion";

    /** The role of the likelihood of test text under the model that scores samples. */
    public static final String EVALUATOR_LIKELIHOOD = "evaluator-likelihood";

    /** Copies the map, keeping its order. */
    public SeedEntry {
        nodes = Ordered.copy(FormerWords.roles(nodes));
    }

    /** Returns the address of the point's own model, whatever kind of node it is; empty if there is none. */
    public String model() {
        return Stream.of(NodeKind.TRAIN, NodeKind.PRETRAINED, NodeKind.TORCHSCRIPT, NodeKind.ORACLE, NodeKind.CONTROL)
                .flatMap(kind -> Optional.ofNullable(nodes.get(kind.id())).stream())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the nodes that speak for the point: those of its text, its own model and what was measured of that model,
     * each address once. What else the point rests on, such as the model that scores its samples, is provenance: it was
     * measured, too, but its measurements are not the point's.
     */
    public Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>();
        nodes.forEach((role, address) -> {
            if (NodeKind.byId(role).isPresent() && !own.containsValue(address)) {
                own.put(role, address);
            }
        });
        return own;
    }
}
