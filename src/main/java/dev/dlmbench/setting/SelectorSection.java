package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.base.Problems;
import dev.dlmbench.sampling.BlockRefinement;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.Selector;
import java.util.List;

/** Section {@code sampling.selector}: which positions a step changes. Each kind takes its keys by their names. */
final class SelectorSection implements Section<Selector> {
    private final Key<String> kind;
    private final Key<List<Integer>> order;

    /**
     * Declares the keys.
     *
     * @param ofBlocks the same rows, for keys that say nothing of autoregression
     */
    SelectorSection(SettingRows<Selector> rows, SettingRows<Selector> ofBlocks) {
        kind = ofBlocks.word(
                "kind",
                Selector.kinds().names(),
                is("ancestral"),
                "which positions a step changes",
                Selector.kinds()::name);
        rows.as(ProposalRanking.Bounded.class)
                .decimal(
                        "bound",
                        is("0"),
                        "threshold, max-threshold: the least probability; factor, max-factor: the factor; entropy-bound:"
                                + " nats that the tokens taken before one have at most; block-refinement: the probability above which tokens are"
                                + " taken that are not due",
                        ProposalRanking.Bounded::bound);
        rows.as(BlockRefinement.class)
                .decimal(
                        "editing",
                        is("0"),
                        "block-refinement: the probability above which another token replaces one that was taken; 0"
                                + " replaces none",
                        BlockRefinement::editing);
        rows.as(ProposalRanking.Quota.class)
                .decimal(
                        "temperature",
                        is("0"),
                        "confidence, low-confidence, max-probability, margin, entropy, frequency: 0 takes the best positions, more"
                                + " draws them",
                        ProposalRanking.Quota::temperature);
        rows.as(PlaceOrder.FixedRandom.class)
                .integer(
                        "seed",
                        is("0"),
                        "fixed-random: the seed that the order of a block's positions is drawn from, once for all",
                        PlaceOrder.FixedRandom::seed);
        order = rows.as(PlaceOrder.Permutation.class)
                .integers(
                        "order",
                        Fallback.words("required by kind permutation"),
                        "permutation: the positions of a block, counted from 0, those to be revealed first in front",
                        PlaceOrder.Permutation::order);
    }

    @Override
    public Selector read(PointValues values) {
        String named = values.get(kind);
        return Problems.in("sampling.selector")
                .check(
                        named.equals("permutation") || values.find(order.name()).isEmpty(),
                        "order",
                        "goes with kind permutation only")
                .orReject(() -> Selector.kinds().make(named, PartValues.of(values, "sampling.selector")));
    }
}
