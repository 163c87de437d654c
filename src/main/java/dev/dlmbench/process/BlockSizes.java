package dev.dlmbench.process;

import dev.dlmbench.base.Problems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A mixture of block sizes that one model is trained on (BlockGen, arXiv 2606.02241).
 *
 * @param shares of the sizes, positive, adding up to 1
 * @param draw how the micro-batches of a step get theirs
 */
public record BlockSizes(SortedMap<Integer, Double> shares, Draw draw) {

    /** How the micro-batches of a step get their sizes. */
    public enum Draw {
        /** In proportion to the shares, as nearly as their number allows. */
        STRATIFIED,
        /** All the same, drawn once a step. */
        SAME
    }

    /** Checks the settings. */
    public BlockSizes {
        shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
        double sum = shares.values().stream().mapToDouble(share -> share).sum();
        Problems.in("process")
                .check(!shares.isEmpty(), "blockSizes", "must name at least one size, got %s", shares)
                .check(
                        shares.keySet().stream().allMatch(size -> size >= 1),
                        "blockSizes",
                        "must be positive sizes, got %s",
                        shares.keySet())
                .check(
                        shares.values().stream().allMatch(share -> share > 0),
                        "blockSizes",
                        "must have positive shares, got %s",
                        shares.values())
                .check(Math.abs(sum - 1) < 1e-6, "blockSizes", "must have shares that add up to 1, got %s", sum)
                .rejectIfAny();
    }

    /** Returns the largest size. */
    public int largest() {
        return shares.lastKey();
    }

    /**
     * Returns the size of each of {@code slots} micro-batches of a step: one uniform number per step, shifted by equal
     * parts for the slots, which are then put in random order.
     */
    public List<Integer> sizes(int slots, SplittableRandom random) {
        double shift = random.nextDouble();
        List<Integer> sizes = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            sizes.add(size(draw == Draw.SAME ? shift : ((double) slot / slots + shift) % 1));
        }
        for (int i = slots - 1; i > 0; i--) {
            Collections.swap(sizes, i, random.nextInt(i + 1));
        }
        return sizes;
    }

    /** Returns the size whose share of the unit interval holds {@code u}. */
    private int size(double u) {
        double left = u;
        for (int size : shares.keySet()) {
            left -= shares.getOrDefault(size, 0.0);
            if (left < 0) {
                return size;
            }
        }
        return largest();
    }
}
