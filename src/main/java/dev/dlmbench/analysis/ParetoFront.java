package dev.dlmbench.analysis;

import java.util.ArrayList;
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
        List<T> front = new ArrayList<>();
        for (T point : points) {
            boolean beaten = points.stream()
                    .anyMatch(other -> firstCost.applyAsDouble(other) <= firstCost.applyAsDouble(point)
                            && secondCost.applyAsDouble(other) <= secondCost.applyAsDouble(point)
                            && (firstCost.applyAsDouble(other) < firstCost.applyAsDouble(point)
                                    || secondCost.applyAsDouble(other) < secondCost.applyAsDouble(point)));
            if (!beaten) {
                front.add(point);
            }
        }
        return front;
    }
}
