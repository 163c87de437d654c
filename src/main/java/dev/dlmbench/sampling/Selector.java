package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import java.util.List;

/**
 * Which positions a step changes.
 *
 * @param kind how they are chosen
 * @param bound of kind threshold on the confidence, of kind factor on the factor
 * @param temperature of kinds confidence, margin and entropy: positions are drawn in proportion to exp(score /
 *     temperature); 0 takes the best
 * @param order of kind permutation: the positions of a block, those to be revealed first in front
 */
public record Selector(Kind kind, double bound, double temperature, List<Integer> order) {

    /** Every position for itself. */
    public static final Selector ANCESTRAL = new Selector(Kind.ANCESTRAL, 0, 0, List.of());

    /** How positions are chosen. */
    public enum Kind {
        /** Every position for itself, with the probability of the reverse process. */
        ANCESTRAL,
        /** So many as the plan says, each as likely as any other. */
        RANDOM,
        /** So many as the plan says, those with the most probable proposals (MaskGIT, LLaDA). */
        CONFIDENCE,
        /** So many as the plan says, those whose best token is furthest ahead of the next. */
        MARGIN,
        /** So many as the plan says, those with the least entropy. */
        ENTROPY,
        /** All whose proposal has a probability of at least the bound, and the best in any case (Fast-dLLM). */
        THRESHOLD,
        /** The longest run of r best with (r + 1) (1 - probability of the last) below the bound (Fast-dLLM). */
        FACTOR,
        /** So many as the plan says, from the left. */
        LEFT_TO_RIGHT,
        /** So many as the plan says, in a given order. */
        PERMUTATION;

        /** Returns whether the selector itself decides how many. */
        public boolean adaptive() {
            return this == THRESHOLD || this == FACTOR;
        }

        /** Returns whether so many of the best proposals are taken as the plan says. */
        public boolean ranks() {
            return this == CONFIDENCE || this == MARGIN || this == ENTROPY;
        }
    }

    /** Checks the settings. */
    public Selector {
        order = List.copyOf(order);
        Problems problems = Problems.in("sampling.selector")
                .check(
                        kind != Kind.THRESHOLD || (bound > 0 && bound <= 1),
                        "bound",
                        "must be positive and at most 1 for threshold, got %s",
                        bound)
                .check(kind != Kind.FACTOR || bound > 0, "bound", "must be positive for factor, got %s", bound)
                .check(temperature >= 0, "temperature", "must not be negative, got %s", temperature)
                .check(
                        (kind == Kind.PERMUTATION) != order.isEmpty(),
                        "order",
                        kind == Kind.PERMUTATION
                                ? "must be given for kind permutation"
                                : "goes with kind permutation only");
        boolean[] seen = new boolean[order.size()];
        for (int position : order) {
            boolean fresh = position >= 0 && position < seen.length && !seen[position];
            problems.check(fresh, "order", "must hold every number from 0 to %d once", order.size() - 1);
            if (!fresh) {
                break;
            }
            seen[position] = true;
        }
        problems.rejectIfAny();
    }
}
