package dev.dlmbench.base;

import java.util.List;
import java.util.Map;

/** The settings that a frontier goes along: draws get bolder, at the same calls of the network. */
public final class FrontierAxes {
    /** The settings, by their keys. */
    public static final List<String> ALL =
            List.of("sampling.temperature", "sampling.topP", "sampling.topK", "sampling.minP");

    private FrontierAxes() {}

    /**
     * Returns the name that points of one frontier share, such as {@code block,blockSize=4}: those that differ only in
     * the last of these settings that is swept.
     *
     * @param axes the swept settings and their values, in the order of the sweep
     */
    public static String name(String experiment, Map<String, String> axes) {
        String along = axes.keySet().stream().filter(ALL::contains).reduce("", (before, last) -> last);
        return PointNames.of(experiment, axes, axis -> !axis.equals(along));
    }
}
