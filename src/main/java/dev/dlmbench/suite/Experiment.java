package dev.dlmbench.suite;

import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An experiment as it is written, or with what it extends put under it.
 *
 * @param name of the experiment
 * @param at where the name stands
 * @param title for people; empty if there is none
 * @param parent the name of the experiment it extends
 * @param layer its settings and sweeps
 * @param exclude conditions that drop a point
 * @param require conditions that every point must meet
 * @param include single points beside the sweep
 */
record Experiment(
        String name,
        Position at,
        String title,
        Optional<Scalar> parent,
        Layer layer,
        List<Condition> exclude,
        List<Condition> require,
        List<Single> include) {

    /** A point beside the sweep: each of its settings is an axis of one value. */
    record Single(Position at, Layer layer) {}

    /** Returns this experiment with {@code parent} under it; the parent's single points and title are its own. */
    Experiment over(Experiment base) {
        return new Experiment(
                name,
                at,
                title,
                parent,
                base.layer.under(layer),
                both(base.exclude, exclude),
                both(base.require, require),
                include);
    }

    /** Returns this experiment with other settings. */
    Experiment with(Layer settings) {
        return new Experiment(name, at, title, parent, settings, exclude, require, include);
    }

    private static List<Condition> both(List<Condition> first, List<Condition> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
