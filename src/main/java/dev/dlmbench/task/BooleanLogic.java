package dev.dlmbench.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Expressions of {@code True} and {@code False} with and, or, not, every one but the constants in parentheses, such as
 * {@code ((not True) or (True and False))}. A thought is one inner expression with the values of its parts, as in
 * {@code (False or False)=False}; those within come before those around them, the left before the right, and the last
 * is the whole. Tasks of this kind are in BIG-bench (2206.04615, boolean_expressions) and in Diffusion of Thoughts
 * (2402.07754); the words are our own.
 *
 * <p>The depth of a constant is 0. An expression of depth {@code d} has a part of depth {@code d - 1}; the other part
 * of and and or has any depth below {@code d}. As and and or, and the two constants, are equally likely, so are the
 * answers.
 *
 * <p>Two problems are the same if they differ only in the order of the parts of and and or: the steps are the same.
 *
 * @param depth how deep expressions are nested
 */
record BooleanLogic(Range depth) implements Generator {
    /** Counts the changes after which the same settings give other examples, or write them otherwise. */
    static final int VERSION = 1;

    /**
     * An expression, as it is written.
     *
     * @param problem the same text for expressions that count as one
     */
    private record Expression(String text, String problem, boolean value) {}

    @Override
    public int levels() {
        return depth.size();
    }

    @Override
    public String difficulty(int level) {
        return String.valueOf(depth.at(level));
    }

    @Override
    public Optional<Drawn> draw(int level, SplittableRandom random) {
        List<String> thoughts = new ArrayList<>();
        Expression drawn = expression(depth.at(level), random, thoughts);
        return Optional.of(new Drawn(drawn.text(), thoughts, word(drawn.value()), difficulty(level), drawn.problem()));
    }

    private static Expression expression(int depth, SplittableRandom random, List<String> thoughts) {
        if (depth == 0) {
            boolean value = random.nextBoolean();
            return new Expression(word(value), word(value), value);
        }
        int operator = random.nextInt(3);
        if (operator == 0) {
            Expression part = expression(depth - 1, random, thoughts);
            return thought(
                    negated(part.text()),
                    negated(part.problem()),
                    negated(word(part.value())),
                    !part.value(),
                    thoughts);
        }
        int other = random.nextInt(depth);
        boolean deepLeft = random.nextBoolean();
        Expression left = expression(deepLeft ? depth - 1 : other, random, thoughts);
        Expression right = expression(deepLeft ? other : depth - 1, random, thoughts);
        boolean both = operator == 1;
        boolean sorted = left.problem().compareTo(right.problem()) <= 0;
        return thought(
                joined(left.text(), both, right.text()),
                joined((sorted ? left : right).problem(), both, (sorted ? right : left).problem()),
                joined(word(left.value()), both, word(right.value())),
                both ? left.value() && right.value() : left.value() || right.value(),
                thoughts);
    }

    private static Expression thought(
            String text, String problem, String ofValues, boolean value, List<String> thoughts) {
        thoughts.add(ofValues + "=" + word(value));
        return new Expression(text, problem, value);
    }

    private static String negated(String part) {
        return "(not " + part + ")";
    }

    private static String joined(String left, boolean both, String right) {
        return "(" + left + (both ? " and " : " or ") + right + ")";
    }

    @Override
    public List<String> choices() {
        return List.of(word(true), word(false));
    }

    private static String word(boolean value) {
        return value ? "True" : "False";
    }

    @Override
    public Optional<String> read(String text) {
        return Optional.of(text).filter(word -> word.equals("True") || word.equals("False"));
    }
}
