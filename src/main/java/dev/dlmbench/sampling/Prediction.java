package dev.dlmbench.sampling;

import java.util.Arrays;

/**
 * What the network predictions for one position, one position at a time. Probabilities are normalised and cumulated in
 * double precision and drawn by inversion: single precision Gumbel noise would act like a lower temperature (Zheng et
 * al., arXiv 2409.02908).
 */
final class Prediction {
    private final int tokens;
    private final Proposal proposal;
    private final boolean filtered;
    private final double[] probabilities;
    private final double[] sorted;

    /** Makes room for predictions over K {@code tokens}; logits beyond the first K are not looked at. */
    Prediction(int tokens, Proposal proposal) {
        this.tokens = tokens;
        this.proposal = proposal;
        this.filtered = proposal.distribution().filtered();
        this.probabilities = new double[tokens];
        this.sorted = new double[tokens];
    }

    /** Reads the prediction from one of the rows of logits (N, K + 1) and returns it. */
    Prediction read(float[] logits, int row) {
        int offset = row * (tokens + 1);
        double highest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < tokens; v++) {
            highest = Math.max(highest, logits[offset + v]);
        }
        double total = 0;
        for (int v = 0; v < tokens; v++) {
            probabilities[v] = Math.exp((logits[offset + v] - highest) / proposal.temperature());
            total += probabilities[v];
        }
        scale(total);
        if (filtered) {
            filter();
        }
        return this;
    }

    /** Takes the prediction that {@code token} is certain. */
    Prediction certain(int token) {
        Arrays.fill(probabilities, 0);
        probabilities[token] = 1;
        return this;
    }

    private void scale(double total) {
        double factor = 1 / total;
        for (int v = 0; v < tokens; v++) {
            probabilities[v] *= factor;
        }
    }

    private void filter() {
        System.arraycopy(probabilities, 0, sorted, 0, tokens);
        Arrays.sort(sorted); // rising
        int kept = proposal.topK() > 0 ? Math.min(tokens, proposal.topK()) : tokens;
        double least = proposal.minP() * sorted[tokens - 1];
        while (kept > 1 && sorted[tokens - kept] < least) {
            kept--;
        }
        kept = Math.min(kept, nucleus(kept));
        double border = sorted[tokens - kept];
        int above = 0;
        for (double probability : probabilities) {
            above += probability > border ? 1 : 0;
        }
        int atBorder = kept - above;
        double total = 0;
        for (int v = 0; v < tokens; v++) {
            boolean stays = probabilities[v] > border || (probabilities[v] == border && atBorder-- > 0);
            probabilities[v] = stays ? probabilities[v] : 0;
            total += probabilities[v];
        }
        scale(total);
    }

    /**
     * Returns how many of the most probable tokens the nucleus of top-p holds, those that are left taken as all there
     * are.
     */
    private int nucleus(int left) {
        if (proposal.topP() == 1) {
            return left;
        }
        double whole = 0;
        for (int i = 1; i <= left; i++) {
            whole += sorted[tokens - i];
        }
        double held = 0;
        int kept = 0;
        while (kept < left && held < proposal.topP() * whole) {
            kept++;
            held += sorted[tokens - kept];
        }
        boolean beyond = held > proposal.topP() * whole;
        return Math.max(1, beyond && proposal.topPRule() == Proposal.TopPRule.BELOW ? kept - 1 : kept);
    }

    /** Returns how many logits a row has. */
    int width() {
        return tokens + 1;
    }

    /** Returns the probabilities (K) themselves, until something else is read. */
    double[] probabilities() {
        return probabilities;
    }

    double probability(int token) {
        return probabilities[token];
    }

    /** Returns the token that a number between 0 and 1 draws, or the most probable one if it is below 0. */
    int draw(double uniform) {
        if (uniform < 0) {
            return best();
        }
        double left = uniform;
        int last = 0;
        for (int v = 0; v < tokens; v++) {
            if (probabilities[v] > 0) {
                last = v;
                left -= probabilities[v];
                if (left < 0) {
                    return v;
                }
            }
        }
        return last;
    }

    /** Returns the most probable token. */
    int best() {
        int best = 0;
        for (int v = 1; v < tokens; v++) {
            if (probabilities[v] > probabilities[best]) {
                best = v;
            }
        }
        return best;
    }

    /** Returns by how much the most probable token is ahead of the next. */
    double margin() {
        double first = 0;
        double second = 0;
        for (double probability : probabilities) {
            if (probability > first) {
                second = first;
                first = probability;
            } else if (probability > second) {
                second = probability;
            }
        }
        return first - second;
    }

    /** Returns the entropy in nats. */
    double entropy() {
        double entropy = 0;
        for (double p : probabilities) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return entropy;
    }

    /**
     * Returns the Kullback-Leibler divergence of {@code other} from this in nats; what is impossible there counts as
     * 1e-12.
     */
    double divergenceFrom(Prediction other) {
        double divergence = 0;
        for (int v = 0; v < tokens; v++) {
            double p = probabilities[v];
            divergence += p > 0 ? p * (Math.log(p) - Math.log(Math.max(other.probabilities[v], 1e-12))) : 0;
        }
        return Math.max(0, divergence);
    }

    /** Returns the total variation distance. */
    double distance(Prediction other) {
        double sum = 0;
        for (int v = 0; v < tokens; v++) {
            sum += Math.abs(probabilities[v] - other.probabilities[v]);
        }
        return sum / 2;
    }

    /** Returns the mask's share of all K + 1 logits of a row. */
    double maskShare(float[] logits, int row) {
        int offset = row * (tokens + 1);
        double highest = logits[offset + tokens];
        for (int v = 0; v < tokens; v++) {
            highest = Math.max(highest, logits[offset + v]);
        }
        double total = 0;
        for (int v = 0; v <= tokens; v++) {
            total += Math.exp((logits[offset + v] - highest) / proposal.temperature());
        }
        return Math.exp((logits[offset + tokens] - highest) / proposal.temperature()) / total;
    }
}
