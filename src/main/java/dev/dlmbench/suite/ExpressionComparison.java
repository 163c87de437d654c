package dev.dlmbench.suite;

import dev.dlmbench.suite.Expression.Mistake;
import dev.dlmbench.suite.Expression.Numeric;
import dev.dlmbench.suite.Expression.Truth;
import dev.dlmbench.suite.Expression.Word;
import dev.dlmbench.yaml.Suggestions;

/** Comparisons in formulas: numbers by size, all else by whether it is the same. */
final class ExpressionComparison {
    private ExpressionComparison() {}

    /** Returns whether {@code left} is to {@code right} as {@code sign} says. */
    static Truth of(Expression left, ExpressionToken sign, Expression right) {
        if (left instanceof Numeric first && right instanceof Numeric second) {
            return new Truth(
                    first.at(),
                    values -> holds(
                            Double.compare(
                                    first.value().applyAsDouble(values) + 0.0,
                                    second.value().applyAsDouble(values) + 0.0),
                            sign.text()));
        }
        boolean ordered = !sign.text().equals("==") && !sign.text().equals("!=");
        boolean alike = left.kind().equals(right.kind());
        if (ordered || !alike) {
            String rule = "'" + sign.text() + "' cannot compare " + left.kind() + " with " + right.kind();
            throw new Mistake(sign.at(), rule);
        }
        boolean same = sign.text().equals("==");
        if (left instanceof Word first && right instanceof Word second) {
            refuseImpossible(first, second);
            return new Truth(
                    first.at(),
                    values -> same
                            == first.value().apply(values).equals(second.value().apply(values)));
        }
        Truth first = (Truth) left;
        Truth second = (Truth) right;
        return new Truth(
                first.at(),
                values -> same == (first.value().test(values) == second.value().test(values)));
    }

    private static boolean holds(int order, String sign) {
        return switch (sign) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static void refuseImpossible(Word first, Word second) {
        boolean literal = second.choices().size() == 1;
        Word word = literal ? second : first;
        Word other = literal ? first : second;
        if (word.choices().size() == 1
                && other.choices().size() > 1
                && !other.choices().containsAll(word.choices())) {
            String text = word.choices().iterator().next();
            String known = String.join(", ", other.choices().stream().sorted().toList());
            throw new Mistake(
                    word.at(),
                    "'" + Suggestions.shorten(text) + "' is never the case; known: " + known,
                    Suggestions.nearest(text, other.choices()));
        }
    }
}
