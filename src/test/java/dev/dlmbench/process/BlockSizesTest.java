package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** BlockGen's mixtures of block sizes. */
class BlockSizesTest {
    private static final Map<Integer, Double> SHARES = Map.of(1, .05, 4, .25, 16, .7);

    @ParameterizedTest
    @EnumSource
    void sizesComeInTheirShares(BlockSizes.Draw draw) {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(SHARES), draw);
        SplittableRandom random = new SplittableRandom(1);
        int steps = 20_000;
        Map<Integer, Integer> counts = new HashMap<>();
        int[] inFirstSlot = {0};
        for (int step = 0; step < steps; step++) {
            List<Integer> drawn = sizes.sizes(4, random);
            drawn.forEach(size -> counts.merge(size, 1, Integer::sum));
            inFirstSlot[0] += drawn.get(0) == 16 ? 1 : 0;
        }
        SHARES.forEach((size, share) -> assertThat(counts.getOrDefault(size, 0) / (4.0 * steps))
                .as("share of %d", size)
                .isCloseTo(share, within(.01)));
        assertThat(inFirstSlot[0] / (double) steps)
                .as("the slots are exchangeable")
                .isCloseTo(.7, within(.02));
    }

    /** With 4 slots a share of .05 is 0 or 1 of them, .25 exactly 1, and .7 is 2 or 3. */
    @Test
    void strataKeepEveryStepNearTheShares() {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(SHARES), BlockSizes.Draw.STRATIFIED);
        SplittableRandom random = new SplittableRandom(2);
        for (int step = 0; step < 1000; step++) {
            List<Integer> drawn = sizes.sizes(4, random);
            assertThat(drawn.stream().filter(size -> size == 1).count()).isLessThanOrEqualTo(1);
            assertThat(drawn.stream().filter(size -> size == 4).count()).isEqualTo(1);
            assertThat(drawn.stream().filter(size -> size == 16).count()).isBetween(2L, 3L);
        }
    }

    @Test
    void oneDrawServesAllSlots() {
        BlockSizes sizes = new BlockSizes(new TreeMap<>(SHARES), BlockSizes.Draw.SAME);
        SplittableRandom random = new SplittableRandom(3);
        for (int step = 0; step < 100; step++) {
            assertThat(sizes.sizes(4, random).stream().distinct()).hasSize(1);
        }
    }
}
