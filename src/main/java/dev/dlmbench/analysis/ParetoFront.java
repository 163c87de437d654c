package dev.dlmbench.analysis;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The points that no other point beats. */
public final class ParetoFront {
    private ParetoFront() {}

    /**
     * Returns those of {@code points} that no other is at least as good as on both costs and better on one, in the
     * given order. Smaller costs are better; negate what should be large.
     */
    public static <T> List<T> of(List<T> points, ToDoubleFunction<T> firstCost, ToDoubleFunction<T> secondCost) {
        return of(points, List.of(firstCost, secondCost));
    }

    /** Returns those of {@code points} that no other is at least as good as on all costs and better on one. */
    public static <T> List<T> of(List<T> points, List<ToDoubleFunction<T>> costs) {
        return points.stream()
                .filter(point -> points.stream().noneMatch(other -> beats(other, point, costs)))
                .toList();
    }

    /** Returns whether {@code one} is at least as good as {@code other} on all costs and better on one. */
    public static <T> boolean beats(T one, T other, List<ToDoubleFunction<T>> costs) {
        boolean better = false;
        for (ToDoubleFunction<T> cost : costs) {
            double difference = cost.applyAsDouble(one) - cost.applyAsDouble(other);
            if (difference > 0) {
                return false;
            }
            better |= difference < 0;
        }
        return better;
    }
}
