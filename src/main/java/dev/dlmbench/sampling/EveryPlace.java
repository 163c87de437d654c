package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Move;
import dev.dlmbench.process.SoftMaskedDiffusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves every place for itself, by the reverse process or, with a corrector, by a share of it. */
final class EveryPlace implements PlaceStep {
    private final BlockDiffusion process;
    private final Optional<Mixing> mixing;
    private final Proposal.Tail whose;
    private final ReverseStep reverse;
    private final Optional<SoftMaskedDiffusion> soft;
    private final List<Proposed> proposed = new ArrayList<>();

    /**
     * A token that was drawn for a mask, which may stay one all the same.
     *
     * @param uniform number below the probability of which it stays
     */
    private record Proposed(PendingDraws.Ask ask, double uniform, double time, double earlier) {
        boolean refused(SoftMaskedDiffusion process) {
            return uniform < process.stays(ask.place, ask.token, time, earlier);
        }
    }

    EveryPlace(BlockDiffusion process, Optional<Mixing> mixing, Proposal.Tail whose, PendingDraws draws) {
        this.process = process;
        this.mixing = mixing;
        this.whose = whose;
        this.reverse = new ReverseStep(process, draws);
        this.soft = process.matchNoise(masked -> Optional.empty(), Optional::of, interpolating -> Optional.empty());
    }

    @Override
    public boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided) {
        double time = row.steps.times()[k];
        double earlier = row.steps.times()[k + 1];
        double kappa = kappa(time, earlier, 1);
        if (kappa != 1 && mixing.map(Mixing::spread).orElse(false)) {
            return byShares(row, time, earlier, greedy, decided);
        }
        boolean tail = greedy && earlier == 0 && process.predictionMatters();
        Move visible = reverse.ofVisible(kappa, earlier);
        Move masked = process.predictionMatters() ? Move.STAY : reverse.ofMask(kappa, time, earlier);
        boolean changed = false;
        int before = decided.size();
        for (int i = 0; i < row.state.length; i++) {
            int old = row.state[i];
            boolean noisy = process.noisy(old);
            if (!row.given[i] && (noisy || kappa != 1)) {
                Move move = masked;
                if (!noisy) {
                    move = visible;
                } else if (process.predictionMatters()) {
                    move = reverse.move(row, i, kappa, time, earlier);
                }
                if (tail && noisy) {
                    reverse.takeBest(
                            row, i, whose == Proposal.Tail.POSTERIOR ? process.evidence(old, time) : 0, decided);
                } else {
                    reverse.take(row, i, move, greedy, decided);
                }
                changed |= row.state[i] != old;
            }
        }
        if (soft.isPresent()) {
            decided.subList(before, decided.size())
                    .forEach(ask -> proposed.add(new Proposed(ask, row.random.nextDouble(), time, earlier)));
        }
        return changed;
    }

    /** As {@link #ask}, where a correction falls on each position by its share. */
    private boolean byShares(Row row, double time, double earlier, boolean greedy, List<PendingDraws.Ask> decided) {
        double[] shares = shares(row);
        boolean changed = false;
        for (int i = 0; i < row.state.length; i++) {
            int old = row.state[i];
            if (!row.given[i]) {
                double kappa = kappa(time, earlier, shares[i]);
                Move move = process.noisy(old)
                        ? reverse.move(row, i, kappa, time, earlier)
                        : reverse.ofVisible(kappa, earlier);
                reverse.take(row, i, move, greedy, decided);
                changed |= row.state[i] != old;
            }
        }
        return changed;
    }

    private double kappa(double time, double earlier, double share) {
        return mixing.isPresent() ? mixing.get().kappa(time, process.alpha(time), process.alpha(earlier), share) : 1;
    }

    /**
     * Returns how much of a correction falls on each position: by a softmax over minus the probabilities that visible
     * tokens had when they were drawn (ReMDM, confidence).
     */
    private double[] shares(Row row) {
        double[] shares = new double[row.state.length];
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = row.given[i] || process.noisy(row.state[i]) ? 0 : Math.exp(-row.confidence[i]);
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = total == 0 ? 0 : shares[i] / total;
        }
        return shares;
    }

    @Override
    public void decide(List<PendingDraws.Ask> decided) {
        decided.forEach(PendingDraws.Ask::weigh);
        soft.ifPresent(process ->
                proposed.stream().filter(each -> each.refused(process)).forEach(each -> decided.remove(each.ask())));
        proposed.clear();
    }
}
