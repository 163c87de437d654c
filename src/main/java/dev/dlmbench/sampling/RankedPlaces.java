package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.ArrayList;
import java.util.List;

/** Has tokens proposed for all noisy places, and takes the proposals that a ranking puts first. */
final class RankedPlaces implements PlaceStep {
    private final BlockDiffusion process;
    private final ProposalRanking ranking;
    private final PendingDraws draws;
    private final List<Choice> choices = new ArrayList<>();

    /**
     * A row that chooses among its proposals once they are there.
     *
     * @param proposals for its noisy places
     * @param count how many the plan wants
     */
    private record Choice(List<PendingDraws.Ask> proposals, int count) {}

    RankedPlaces(BlockDiffusion process, ProposalRanking ranking, PendingDraws draws) {
        this.process = process;
        this.ranking = ranking;
        this.draws = draws;
    }

    @Override
    public boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided) {
        int[] noisy = row.noisyPlaces(process);
        List<PendingDraws.Ask> proposals = new ArrayList<>();
        for (int i : noisy) {
            proposals.add(draws.ask(row, i, greedy));
        }
        if (noisy.length > 0) {
            choices.add(new Choice(proposals, Math.min(row.steps.counts()[k], noisy.length)));
        }
        return false;
    }

    @Override
    public void decide(List<PendingDraws.Ask> decided) {
        for (Choice choice : choices) {
            List<PendingDraws.Ask> proposals = choice.proposals();
            double[] probabilities =
                    proposals.stream().mapToDouble(ask -> ask.probability).toArray();
            double[] measures =
                    proposals.stream().mapToDouble(ask -> ask.measure).toArray();
            for (int j : ranking.choose(probabilities, measures, choice.count(), proposals.get(0).row.random)) {
                decided.add(proposals.get(j));
            }
        }
        choices.clear();
    }
}
