package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order that is random and fixed. */
class PlaceOrderTest {
    private static final SplittableRandom NONE = new SplittableRandom(0);

    /** Group after group takes up the one order, whatever was taken before and whatever the sequence draws. */
    @Test
    void groupsTakeUpOneOrderPieceByPiece() {
        PlaceOrder order = new PlaceOrder.FixedRandom(3);
        int[] all = IntStream.range(0, 20).toArray();
        int[] whole = order.choose(all, 20, NONE);
        assertThat(whole).containsExactlyInAnyOrder(all).isNotEqualTo(all);
        for (int known = 0; known < 20; known++) {
            int[] left = Arrays.stream(whole, known, 20).sorted().toArray();
            assertThat(order.choose(left, 20 - known, new SplittableRandom(known)))
                    .containsExactly(Arrays.copyOfRange(whole, known, 20));
            assertThat(order.choose(left, 1, NONE)).containsExactly(whole[known]);
        }
        assertThat(order.choose(new int[0], 0, NONE)).isEmpty();
        assertThat(new PlaceOrder.FixedRandom(4).choose(all, 20, NONE)).isNotEqualTo(whole);
    }

    /** A shorter block has the order that its places have in a longer one. */
    @Test
    void shorterBlocksHaveTheSameOrder() {
        PlaceOrder order = new PlaceOrder.FixedRandom(5);
        int[] longer = order.choose(IntStream.range(0, 12).toArray(), 12, NONE);
        assertThat(order.choose(IntStream.range(0, 7).toArray(), 7, NONE))
                .containsExactly(
                        Arrays.stream(longer).filter(place -> place < 7).toArray());
    }

    /** Over the seeds all 24 orders of four places are as likely: no count is 5 deviations away from its mean. */
    @Test
    void everyOrderIsAsLikelyOverTheSeeds() {
        int seeds = 12_000;
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            int[] order =
                    new PlaceOrder.FixedRandom(seed).choose(new int[] {0, 1, 2, 3}, 4, new Seeds(1).stream("any"));
            counts.merge(Arrays.stream(order).boxed().toList(), 1, Integer::sum);
        }
        double mean = seeds / 24.0;
        assertThat(counts).hasSize(24);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(Math.abs(count - mean)).isLessThan(5 * Math.sqrt(mean * 23 / 24)));
    }
}
