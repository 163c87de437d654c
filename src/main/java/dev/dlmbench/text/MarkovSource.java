package dev.dlmbench.text;

import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * A stationary Markov source of order k over m symbols: the next symbol depends on the last k. Entropy rate, likelihood
 * and every conditional are exact, so it can judge samples and stand in for a network.
 *
 * <p>A state is a k-gram, numbered in base m with the latest symbol last; its successors differ in their last symbol.
 */
public final class MarkovSource implements ExactSource {
    private static final int MOST_ROUNDS = 1_000_000;

    private final int order;
    private final int symbols;
    private final double[][] transition;
    private final double[] stationary;

    private MarkovSource(int order, int symbols, double[][] transition) {
        this.order = order;
        this.symbols = symbols;
        this.transition = transition;
        this.stationary = stationary();
    }

    /**
     * Returns the source with this table of transitions.
     *
     * @param transition one row per k-gram, one probability per next symbol
     */
    public static MarkovSource of(int order, double[][] transition) {
        return new MarkovSource(
                order,
                transition[0].length,
                Arrays.stream(transition).map(double[]::clone).toArray(double[][]::new));
    }

    /** Returns the source whose rows are drawn from a symmetric Dirichlet distribution. */
    public static MarkovSource random(CorpusSpec.Markov spec) {
        GammaDistribution gamma = new GammaDistribution(
                new Well19937c(new Seeds(spec.seed()).number("markov transitions")), spec.concentration(), 1);
        int states = (int) Math.round(Math.pow(spec.symbols(), spec.order()));
        double[][] transition = new double[states][spec.symbols()];
        for (double[] row : transition) {
            for (int v = 0; v < row.length; v++) {
                row[v] = Math.max(gamma.sample(), 1e-12);
            }
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, v -> row[v] / sum);
        }
        return new MarkovSource(spec.order(), spec.symbols(), transition);
    }

    private double[] stationary() {
        int states = transition.length;
        double[] current = new double[states];
        Arrays.fill(current, 1.0 / states);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = advance(current);
            double change = 0;
            for (int s = 0; s < states; s++) {
                next[s] = (next[s] + current[s]) / 2;
                change += Math.abs(next[s] - current[s]);
            }
            current = next;
            if (change < 1e-15) {
                break;
            }
        }
        return current;
    }

    /** Returns the distribution of the next state. */
    private double[] advance(double[] distribution) {
        double[] next = new double[distribution.length];
        for (int s = 0; s < distribution.length; s++) {
            if (distribution[s] > 0) {
                int base = s * symbols % distribution.length;
                for (int v = 0; v < symbols; v++) {
                    next[base + v] += distribution[s] * transition[s][v];
                }
            }
        }
        return next;
    }

    /** Returns the number of symbols. */
    public int symbols() {
        return symbols;
    }

    @Override
    public OptionalDouble entropyRate() {
        double rate = 0;
        for (int s = 0; s < transition.length; s++) {
            for (double p : transition[s]) {
                rate -= p == 0 ? 0 : stationary[s] * p * Math.log(p);
            }
        }
        return OptionalDouble.of(rate);
    }

    @Override
    public int[] draw(int length, SplittableRandom random) {
        int[] document = new int[Math.max(length, order)];
        int state = pick(stationary, random);
        for (int i = order - 1, rest = state; i >= 0; i--, rest /= symbols) {
            document[i] = rest % symbols;
        }
        for (int i = order; i < length; i++) {
            document[i] = pick(transition[state], random);
            state = (state * symbols + document[i]) % transition.length;
        }
        return Arrays.copyOf(document, length);
    }

    private static int pick(double[] distribution, SplittableRandom random) {
        double left = random.nextDouble();
        int last = 0;
        for (int v = 0; v < distribution.length; v++) {
            if (distribution[v] > 0) {
                last = v;
                left -= distribution[v];
                if (left < 0) {
                    return v;
                }
            }
        }
        return last;
    }

    @Override
    public double logLikelihood(int[] document) {
        double[][] evidence = new double[document.length][symbols];
        for (int i = 0; i < document.length; i++) {
            evidence[i][document[i]] = 1;
        }
        return smoothed(evidence, false).logLikelihood();
    }

    /**
     * Returns what each clean token is likely to be, given what was observed everywhere.
     *
     * @param evidence (n, m): the likelihood of what was observed at a position, given each clean token there; all ones
     *     where nothing was
     * @param leaveOneOut whether a position's own observation is left aside
     * @return (n, m) probabilities
     */
    public double[][] marginals(double[][] evidence, boolean leaveOneOut) {
        return smoothed(evidence, leaveOneOut).marginals();
    }

    /** The outcome of one forward and one backward pass. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Smoothed(double[][] marginals, double logLikelihood) {}

    /**
     * Runs the scaled forward-backward algorithm over k-grams; the first k - 1 positions read parts of the first
     * k-gram.
     */
    private Smoothed smoothed(double[][] evidence, boolean leaveOneOut) {
        int n = evidence.length;
        int states = transition.length;
        int steps = Math.max(1, n - order + 1);
        double[][] forward = new double[steps][];
        double logLikelihood = 0;
        for (int t = 0; t < steps; t++) {
            double[] here = t == 0 ? firstGram(evidence) : advance(forward[t - 1]);
            if (t > 0) {
                for (int s = 0; s < states; s++) {
                    here[s] *= evidence[t + order - 1][s % symbols];
                }
            }
            double sum = Arrays.stream(here).sum();
            logLikelihood += Math.log(sum);
            for (int s = 0; s < states; s++) {
                here[s] /= sum;
            }
            forward[t] = here;
        }
        double[][] marginals = new double[n][];
        double[] backward = new double[states];
        Arrays.fill(backward, 1);
        for (int t = steps - 1; t >= 0; t--) {
            for (int i = t == 0 ? 0 : t + order - 1; i < Math.min(n, t + order); i++) {
                marginals[i] = marginal(forward, backward, evidence, t, i, leaveOneOut);
            }
            if (t > 0) {
                backward = retreat(backward, evidence[t + order - 1]);
            }
        }
        return new Smoothed(marginals, logLikelihood);
    }

    private double[] firstGram(double[][] evidence) {
        double[] here = stationary.clone();
        for (int s = 0; s < here.length; s++) {
            for (int i = 0; i < Math.min(order, evidence.length); i++) {
                here[s] *= evidence[i][symbolAt(s, i)];
            }
        }
        return here;
    }

    /** Returns the symbol at place {@code i} of a k-gram. */
    private int symbolAt(int state, int i) {
        int rest = state;
        for (int k = order - 1; k > i; k--) {
            rest /= symbols;
        }
        return rest % symbols;
    }

    private double[] retreat(double[] backward, double[] evidence) {
        double[] before = new double[backward.length];
        double sum = 0;
        for (int s = 0; s < before.length; s++) {
            int base = s * symbols % before.length;
            for (int v = 0; v < symbols; v++) {
                before[s] += transition[s][v] * evidence[v] * backward[base + v];
            }
            sum += before[s];
        }
        for (int s = 0; s < before.length; s++) {
            before[s] /= sum;
        }
        return before;
    }

    /** Returns the marginal of position {@code i}, read off the k-gram that starts at {@code t}. */
    private double[] marginal(
            double[][] forward, double[] backward, double[][] evidence, int t, int i, boolean leaveOneOut) {
        double[] ahead = forward[t];
        if (leaveOneOut) {
            double[][] others = Arrays.copyOf(evidence, Math.min(evidence.length, order));
            double[] open = new double[symbols];
            Arrays.fill(open, 1);
            if (t == 0) {
                others[i] = open;
                ahead = firstGram(others);
            } else {
                ahead = advance(forward[t - 1]);
            }
        }
        double[] marginal = new double[symbols];
        for (int s = 0; s < ahead.length; s++) {
            marginal[symbolAt(s, i - t)] += ahead[s] * backward[s];
        }
        double sum = Arrays.stream(marginal).sum();
        Arrays.setAll(marginal, v -> marginal[v] / sum);
        return marginal;
    }
}
