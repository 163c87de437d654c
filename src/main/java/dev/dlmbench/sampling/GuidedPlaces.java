package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.GuidedLogits;
import dev.dlmbench.process.Interpolation;
import dev.dlmbench.process.Logits;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Moves every place for itself by the guided reverse step of noise that looks like tokens: the posteriors with and
 * without the class are mixed, and not the predictions that they are made of, whose mixture gives another step
 * ({@link Interpolation#guided}). The step stays or draws from that law; both are decided in doubles.
 */
final class GuidedPlaces implements PlaceStep {
    private final BlockDiffusion process;
    private final Optional<Mixing> mixing;
    private final Proposal.Tail whose;
    private final Prediction prediction;

    GuidedPlaces(BlockDiffusion process, Optional<Mixing> mixing, Proposal proposal) {
        this.process = process;
        this.mixing = mixing;
        this.whose = proposal.tail();
        this.prediction = new Prediction(process.tokens(), proposal);
    }

    @Override
    public boolean ask(Row row, int k, boolean greedy, List<PendingDraws.Ask> decided) {
        double time = row.steps.times()[k];
        double earlier = row.steps.times()[k + 1];
        double kappa = mixing.map(each -> each.kappa(time, process.alpha(time), process.alpha(earlier), 1))
                .orElse(1.0);
        boolean changed = false;
        for (int i = 0; i < row.state.length; i++) {
            int old = row.state[i];
            if (!row.given[i]) {
                boolean anew = kappa != 1 && row.random.nextDouble() >= kappa;
                step(row, i, time, anew ? 0 : earlier, greedy);
                if (anew) {
                    noise(row, i, earlier);
                }
                changed |= row.state[i] != old;
            }
        }
        return changed;
    }

    private void step(Row row, int i, double time, double earlier, boolean greedy) {
        int state = row.state[i];
        double[] law = law(row.logits, row.first + i, earlier);
        double kept = process.alpha(time) / process.alpha(earlier);
        double arrived = Math.max(0, mass(state, time) - kept * mass(state, earlier));
        double whole = arrived + kept * law[state];
        boolean tail = greedy && earlier == 0;
        if (tail && whose == Proposal.Tail.POSTERIOR) {
            double[] posterior = law.clone();
            Arrays.setAll(posterior, v -> law[v] * (v == state ? kept + arrived : arrived));
            row.state[i] = best(posterior);
        } else if (tail) {
            row.state[i] = best(law);
        } else if (whole > 0 && row.random.nextDouble() * whole >= kept * law[state]) {
            row.state[i] = greedy ? best(law) : drawn(law, row.random.nextDouble());
        } else {
            return;
        }
        row.confidence[i] = law[row.state[i]];
    }

    /** Returns the guided law of a position's state at an earlier time, one probability per state. */
    private double[] law(Logits logits, int row, double earlier) {
        GuidedLogits both = (GuidedLogits) logits;
        double[] mass = new double[process.tokens() + 1];
        Arrays.setAll(mass, state -> mass(state, earlier));
        return Interpolation.guided(
                predicted(both.conditional(), row),
                predicted(both.unconditional(), row),
                both.scales()[row],
                process.alpha(earlier),
                mass);
    }

    private double[] predicted(float[] logits, int row) {
        prediction.read(logits, row);
        double[] probabilities = new double[process.tokens() + 1];
        Arrays.setAll(probabilities, v -> v < process.tokens() ? prediction.probability(v) : 0);
        return probabilities;
    }

    private double mass(int state, double time) {
        return state == process.tokens() ? process.masked(time) : process.uniform(time) / process.tokens();
    }

    /** Replaces a clean token by noise of a time, as the process does. */
    private void noise(Row row, int i, double time) {
        double u = row.random.nextDouble();
        if (u >= process.alpha(time)) {
            boolean mask = u < process.alpha(time) + process.masked(time);
            row.state[i] = mask ? process.tokens() : row.random.nextInt(process.tokens());
            row.confidence[i] = 0;
        }
    }

    private static int best(double[] law) {
        int best = 0;
        for (int v = 1; v < law.length; v++) {
            best = law[v] > law[best] ? v : best;
        }
        return best;
    }

    private static int drawn(double[] law, double uniform) {
        double left = uniform;
        int last = 0;
        for (int v = 0; v < law.length; v++) {
            if (law[v] > 0) {
                last = v;
                left -= law[v];
                if (left < 0) {
                    return v;
                }
            }
        }
        return last;
    }

    @Override
    public void decide(List<PendingDraws.Ask> decided) {
        // nothing is asked for
    }
}
