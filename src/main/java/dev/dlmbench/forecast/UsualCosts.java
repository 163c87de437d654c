package dev.dlmbench.forecast;

import dev.dlmbench.metric.NodeKind;
import java.util.Map;

/**
 * What one of each term of a {@link CostLaw} usually costs, in seconds: how the costs relate to each other is what they
 * are for, as the law learns from the machine how fast it is. Seen on two cores of a server's processor, by fits to the
 * nodes of small suites; on a GPU nothing has been seen yet, and launches are only taken to weigh far more there.
 */
final class UsualCosts {
    private static final double[] SCORING = {0.12, 1.2e-3, 6e-9, 2.3e-11};
    private static final Map<String, double[]> BY_GROUP = Map.of(
            NodeKind.TRAIN.id(), new double[] {0.9, 2.7e-3, 8e-9, 2.2e-11},
            NodeKind.SAMPLES.id(), new double[] {0.1, 5e-4, 8e-9, 2e-11},
            NodeKind.LATENCY.id(), new double[] {1.4, 3e-4, 8e-9, 2.1e-11});

    private UsualCosts() {}

    /** Returns the costs for a group of nodes on a device. */
    static double[] of(String group, String device) {
        double[] costs = BY_GROUP.getOrDefault(group, SCORING).clone();
        if (device.equals("gpu")) {
            costs[2] /= 100;
            costs[3] /= 500;
        }
        return costs;
    }
}
