package dev.dlmbench.suite;

import dev.dlmbench.setting.PointValues;
import dev.dlmbench.suite.Expression.Mistake;
import dev.dlmbench.suite.Expression.Truth;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.Set;

/**
 * A formula over the settings of a point that is true or false.
 *
 * @param scalar where it stands
 * @param truth what it says
 * @param names the settings it depends on
 */
record Condition(Scalar scalar, Truth truth, Set<String> names) {

    /** Returns whether it holds for a point; nothing if that cannot be told, for a reason that is reported. */
    Optional<Boolean> holds(Candidate candidate, PointValues values, Diagnostics diagnostics) {
        if (names.stream().anyMatch(name -> values.find(name).isEmpty())) {
            return Optional.empty(); // what is missing or unreadable has a message of its own
        }
        try {
            return Optional.of(truth.value().test(values));
        } catch (Mistake mistake) {
            diagnostics.report(scalar.within(mistake.at()), mistake.rule() + " for point " + candidate.id());
            return Optional.empty();
        }
    }
}
