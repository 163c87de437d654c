package dev.dlmbench.suite;

import dev.dlmbench.suite.YamlNode.Scalar;

/**
 * A boolean expression over the settings of a point.
 *
 * @param scalar where it stands
 * @param expression what it says
 */
record Condition(Scalar scalar, Expression expression) {}
