package dev.dlmbench.base;

import java.util.List;
import java.util.Map;

/** The settings that a frontier goes along: draws get bolder, at the same calls of the network. */
public final class FrontierAxes {
    /** The settings, by their keys. */
    public static final List<String> ALL =
            List.of("sampling.temperature", "sampling.topP", "sampling.topK", "sampling.minP");

    /** At which draws follow the network's own distribution. */
    private static final Map<String, Double> FAITHFUL =
            Map.of(ALL.get(0), 1.0, ALL.get(1), 1.0, ALL.get(2), 0.0, ALL.get(3), 0.0);

    private FrontierAxes() {}

    /**
     * Returns the name that points of one frontier share, such as {@code block,blockSize=4}: those that differ only in
     * the last of these settings that is swept.
     *
     * @param axes the swept settings and their values, in the order of the sweep
     */
    public static String name(String experiment, Map<String, String> axes) {
        String along = along(axes);
        return PointNames.of(experiment, axes, axis -> !axis.equals(along));
    }

    /** Returns whether a point of a frontier draws by the network's own distribution, as far as the frontier goes. */
    public static boolean faithful(Map<String, String> axes) {
        String along = along(axes);
        Double faithful = FAITHFUL.get(along);
        return faithful != null && Double.parseDouble(axes.getOrDefault(along, "NaN")) == faithful;
    }

    private static String along(Map<String, String> axes) {
        return axes.keySet().stream().filter(ALL::contains).reduce("", (before, last) -> last);
    }
}
