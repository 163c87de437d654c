package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Has tokens proposed for noisy places, and takes the proposals that a ranking puts first. The noise of an open place
 * is the sampler's own and says nothing, so that its token comes from the prediction alone; a settled place holds a
 * token that was drawn, which counts for as much as the process gives it.
 */
final class RankedPlaces implements PlaceStep {
    private final BlockDiffusion process;
    private final ProposalRanking ranking;
    private final PendingDraws draws;
    private final double[] shares;
    private final List<Choice> choices = new ArrayList<>();
    private final List<Revision> revisions = new ArrayList<>();

    /**
     * A row that chooses among its proposals once they are there.
     *
     * @param proposals that it chooses from
     * @param edits proposals for settled places, which replace what is there if they are sure enough
     * @param due how many the plan wants
     * @param all whether none of the proposals may be left
     */
    private record Choice(
            Row row, List<PendingDraws.Ask> proposals, List<PendingDraws.Ask> edits, int due, boolean all) {}

    /**
     * A proposal for a settled place.
     *
     * @param kept whether the token there is proposed, whatever is drawn
     * @param greedy whether the more probable of the two is proposed
     * @param law of the place's token
     * @param ranked the same by which proposals are ranked
     */
    private record Revision(PendingDraws.Ask ask, boolean kept, boolean greedy, CleanLaw law, CleanLaw ranked) {
        void settle() {
            int state = ask.row.state[ask.place];
            boolean same = kept || ask.token == state || (greedy && law.prefers(state, ask.token, ask.probability));
            ask.token = same ? state : ask.token;
            ask.probability = same ? law.ofState() : law.ofOther(ask.probability);
            ask.ranked = same ? ranked.ofState() : ranked.ofOther(ask.ranked);
            ask.measure = ranked.entropy(ask.measure);
        }
    }

    /**
     * Prepares steps.
     *
     * @param shares of the tokens in the training text, for a ranking that looks at them
     */
    RankedPlaces(BlockDiffusion process, ProposalRanking ranking, PendingDraws draws, double[] shares) {
        this.shares = shares.clone();
        this.process = process;
        this.ranking = ranking;
        this.draws = draws;
    }

    @Override
    public boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided) {
        double alpha = row.alpha(process, k, ranking.adaptive());
        List<PendingDraws.Ask> proposals = new ArrayList<>();
        List<PendingDraws.Ask> edits = new ArrayList<>();
        int open = 0;
        for (int i : row.noisyPlaces(process)) {
            if (!row.settled[i]) {
                proposals.add(draws.ask(row, i, greedy));
                open++;
            } else if (ranking.settledPlaces() != SettledPlaces.KEPT) {
                (ranking.settledPlaces() == SettledPlaces.EDITED ? edits : proposals)
                        .add(revise(row, i, alpha, greedy));
            }
        }
        if (!proposals.isEmpty() || !edits.isEmpty()) {
            int before = row.revealed - open;
            int due = Math.min(open, Math.max(0, row.steps.countUpTo(k) - before));
            boolean all = row.steps.last(k) && ranking.settledPlaces() == SettledPlaces.CHOSEN_AGAIN;
            choices.add(new Choice(row, proposals, edits, due, all));
        }
        return false;
    }

    private PendingDraws.Ask revise(Row row, int i, double alpha, boolean greedy) {
        CleanLaw law = CleanLaw.at(process, row, i, row.own, alpha);
        CleanLaw ranked = draws.ranksApart() ? CleanLaw.at(process, row, i, row.ownUntempered, alpha) : law;
        boolean kept = !greedy && row.random.nextDouble() < law.keep();
        PendingDraws.Ask ask = draws.ask(row, i, greedy);
        revisions.add(new Revision(ask, kept, greedy, law, ranked));
        return ask;
    }

    @Override
    public void decide(List<PendingDraws.Ask> decided) {
        revisions.forEach(Revision::settle);
        choices.forEach(choice -> decide(choice, decided));
        revisions.clear();
        choices.clear();
    }

    private void decide(Choice choice, List<PendingDraws.Ask> decided) {
        Row row = choice.row();
        List<PendingDraws.Ask> proposals = choice.proposals();
        boolean[] taken = new boolean[proposals.size()];
        for (int j : choice.all() ? IntStream.range(0, taken.length).toArray() : chosen(choice)) {
            taken[j] = true;
            row.settled[proposals.get(j).place] = true;
            decided.add(proposals.get(j));
        }
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                row.renoise(process, proposals.get(j).place);
            }
        }
        choice.edits().stream()
                .filter(ask -> ask.token != row.state[ask.place] && ranking.edits(ask.probability))
                .forEach(decided::add);
    }

    private int[] chosen(Choice choice) {
        double[] probabilities =
                choice.proposals().stream().mapToDouble(ask -> ask.ranked).toArray();
        double[] measures = choice.proposals().stream()
                .mapToDouble(ask -> ranking.ranksByShare() ? shares[ask.token] : ask.measure)
                .toArray();
        return ranking.choose(probabilities, measures, choice.due(), choice.row().random);
    }
}
