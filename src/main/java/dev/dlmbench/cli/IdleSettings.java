package dev.dlmbench.cli;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Settings of the sampler that nothing in a suite goes by, since it is asked for answers alone: those begin behind the
 * prompts of a task's examples and end where examples do. {@code dlm sample} goes by them all the same.
 */
final class IdleSettings {
    private IdleSettings() {}

    /** Returns what is said of each such setting of {@code suite}, with the first point that has it. */
    static List<String> of(Suite suite) {
        Set<NodeKind> kinds = suite.metrics().stream().map(Metric::measuredBy).collect(Collectors.toSet());
        if (!kinds.contains(NodeKind.ANSWERS) || kinds.stream().anyMatch(NodeKind::ofSamples)) {
            return List.of();
        }
        List<String> idle = new ArrayList<>();
        note(idle, suite, "sampling.prompt", settings -> !settings.sampling()
                .prompt()
                .isEmpty());
        note(idle, suite, "sampling.stop.text", settings -> settings.sampling()
                .stopping()
                .free());
        if (!kinds.contains(NodeKind.LATENCY)) {
            note(
                    idle,
                    suite,
                    "sampling.stop.maxLength",
                    settings -> settings.sampling().stopping().maxLength() > 0);
        }
        return idle;
    }

    private static void note(List<String> idle, Suite suite, String key, Predicate<PointSettings> set) {
        suite.points().stream()
                .filter(point -> asked(point) && set.test(point.settings()))
                .limit(1)
                .forEach(point -> idle.add(key + " changes nothing at " + point.id() + ": the answers to a task begin"
                        + " behind its prompts and end where its examples do, and no metric asks for other samples"));
    }

    private static boolean asked(Point point) {
        return point.settings().data().corpus().examples().isPresent();
    }
}
