package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/** A selector that takes as many positions as the plan says, without looking at what the network predicts for them. */
public sealed interface PlaceOrder extends Selector {

    /**
     * Chooses among the noisy places of a block.
     *
     * @param noisy rising
     * @param count how many to choose, at most as many as are noisy
     */
    int[] choose(int[] noisy, int count, SplittableRandom random);

    @Override
    default boolean ofMasks() {
        return true;
    }

    @Override
    default boolean adaptive() {
        return false;
    }

    @Override
    default <R> R match(
            Supplier<? extends R> ancestral,
            Function<? super PlaceOrder, ? extends R> order,
            Function<? super ProposalRanking, ? extends R> ranking) {
        return order.apply(this);
    }

    @Override
    default String chance() {
        return "";
    }

    /** Each as likely as any other. */
    record RandomOrder() implements PlaceOrder {
        @Override
        public String chance() {
            return "the order is drawn; fixed-random draws it once, and likelihood.estimator any-order is exact for all"
                    + " orders together, one token at a time";
        }

        @Override
        public int[] choose(int[] noisy, int count, SplittableRandom random) {
            int[] chosen = new int[count];
            int left = count;
            for (int j = 0; j < noisy.length && left > 0; j++) {
                if (random.nextInt(noisy.length - j) < left) {
                    chosen[count - left--] = noisy[j];
                }
            }
            return chosen;
        }
    }

    /** From the left. */
    record LeftToRight() implements PlaceOrder {
        @Override
        public int[] choose(int[] noisy, int count, SplittableRandom random) {
            return Arrays.copyOf(noisy, count);
        }
    }

    /**
     * In an order that is drawn once, and is then that of every block of every sequence: each as likely as any other
     * over the seeds (ARDM, arXiv 2110.02037, section 3.1, for coding). Places of a shorter block have the order that
     * they have in a longer one.
     *
     * @param seed that the order is drawn from
     */
    record FixedRandom(int seed) implements PlaceOrder {
        @Override
        public int[] choose(int[] noisy, int count, SplittableRandom random) {
            if (count == 0) {
                return new int[0];
            }
            long[] ranks = new Seeds(seed)
                    .stream("order").longs(noisy[noisy.length - 1] + 1L).toArray();
            return Arrays.stream(noisy)
                    .boxed()
                    .sorted(Comparator.comparingLong(place -> ranks[place]))
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    /**
     * In a given order.
     *
     * @param order the positions of a block, those to be revealed first in front
     */
    record Permutation(List<Integer> order) implements PlaceOrder {

        /** Checks the order. */
        public Permutation {
            order = List.copyOf(order);
            Problems problems = Problems.in("sampling.selector")
                    .check(!order.isEmpty(), "order", "must be given for kind permutation");
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

        @Override
        public int[] choose(int[] noisy, int count, SplittableRandom random) {
            return order.stream()
                    .filter(place -> Arrays.binarySearch(noisy, place) >= 0)
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }
}
