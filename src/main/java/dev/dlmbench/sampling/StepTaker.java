package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.HeldLogits.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes steps of rows side by side, given the network's predictions. */
final class StepTaker {
    private static final int[] NONE = {};

    private final Proposal.Greedy greedy;
    private final StateWeights weights;
    private final Optional<StateWeights> rankedWeights;
    private final PendingDraws draws;
    private final PlaceStep places;
    private final Optional<Redraws> redraws;
    private final Optional<BlockDrafts> drafts;

    StepTaker(BlockDiffusion process, SamplingSpec spec) {
        this(process, spec, new double[0], Optional.empty());
    }

    /**
     * Prepares steps.
     *
     * @param shares of the tokens in the training text, for a selector that looks at them
     * @param drafts what settles the tokens of a step beforehand; nothing where they are drawn for each place
     */
    StepTaker(BlockDiffusion process, SamplingSpec spec, double[] shares, Optional<BlockDrafts> drafts) {
        Selector selector = spec.selector();
        this.greedy = spec.proposal().greedy();
        this.weights = new StateWeights(process, spec.proposal());
        this.draws = new PendingDraws(
                process.tokens(),
                spec.proposal(),
                selector.match(() -> Measure.NONE, order -> Measure.NONE, ProposalRanking::measure),
                selector.match(
                        spec::proposal,
                        order -> spec.proposal(),
                        ranking -> ranking.untempered() ? Proposal.PLAIN : spec.proposal()));
        this.rankedWeights = draws.ranksApart() ? Optional.of(StateWeights.untempered(process)) : Optional.empty();
        this.places = selector.<PlaceStep>match(
                () -> mixesSteps(process, spec)
                        ? new GuidedPlaces(process, mixing(spec.corrector()), spec.proposal())
                        : new EveryPlace(
                                process,
                                mixing(spec.corrector()),
                                spec.proposal().tail(),
                                draws),
                order -> new OrderedPlaces(process, order, draws),
                ranking -> new RankedPlaces(process, ranking, draws, shares));
        this.drafts = drafts;
        this.redraws = redrawing(spec.corrector()).map(gibbs -> new Redraws(process, gibbs, spec.proposal()));
    }

    /** Returns whether guidance mixes steps; of masks, which stay or draw from the prediction, it mixes predictions. */
    private static boolean mixesSteps(BlockDiffusion process, SamplingSpec spec) {
        return spec.guidance().mixes() && process.matchNoise(masked -> false, soft -> false, noisy -> true);
    }

    private static Optional<Mixing> mixing(Corrector corrector) {
        return corrector.match(
                Optional::<Mixing>empty,
                Optional::of,
                completing -> Optional.empty(),
                redrawing -> Optional.empty(),
                finishing -> Optional.empty());
    }

    private static Optional<Gibbs> redrawing(Corrector corrector) {
        return corrector.match(
                Optional::<Gibbs>empty,
                mixing -> Optional.empty(),
                completing -> Optional.empty(),
                Optional::of,
                finishing -> Optional.empty());
    }

    /** Takes step {@code k} of the plan of every row. */
    void step(List<Row> rows, int k) {
        weights.weigh(rows);
        rankedWeights.ifPresent(each -> each.weigh(rows));
        redraws.ifPresent(each ->
                each.redraw(rows.stream().filter(row -> row.steps.corrects(k)).toList(), k));
        List<PendingDraws.Ask> decided = new ArrayList<>();
        for (Row row : rows.stream().filter(row -> !row.steps.corrects(k)).toList()) {
            boolean certain =
                    greedy == Proposal.Greedy.ALWAYS || (row.steps.last(k) && greedy != Proposal.Greedy.NEVER);
            row.fresh = !places.ask(row, k, certain, decided);
        }
        drafts.ifPresent(each -> each.draft(draws.drawing(), k));
        draws.answer();
        places.decide(decided);
        decided.forEach(PendingDraws.Ask::take);
        rows.forEach(row -> row.drafted = NONE);
    }
}
