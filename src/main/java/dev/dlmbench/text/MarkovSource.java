package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.Well19937c;

/**
 * A stationary Markov source of order k over m symbols: the next symbol depends on the last k. Entropy rate, likelihood
 * and every conditional are exact, so it can score samples and stand in for a network.
 *
 * <p>A state is a k-gram, numbered in base m with the latest symbol last; its successors differ in their last symbol.
 */
public final class MarkovSource implements ConditionalSource {
    private static final int MOST_STATES_SOLVED = 1024;
    private static final int MOST_ROUNDS = 50_000;
    private static final double SETTLED = 1e-13;

    private final int order;
    private final int symbols;
    private final double[][] transition;
    private final double[] flat; // the rows of the table one after another
    private final double[] stationary;
    private final double[][] starts; // starts[j]: the probabilities of the first j symbols

    private MarkovSource(int order, int symbols, double[][] transition) {
        this.order = order;
        this.symbols = symbols;
        this.transition = transition;
        this.flat = Arrays.stream(transition).flatMapToDouble(Arrays::stream).toArray();
        this.stationary = stationary();
        this.starts = starts();
    }

    private double[][] starts() {
        double[][] first = new double[order + 1][];
        first[order] = stationary;
        for (int j = order; j > 0; j--) {
            first[j - 1] = new double[first[j].length / symbols];
            for (int gram = 0; gram < first[j].length; gram++) {
                first[j - 1][gram / symbols] += first[j][gram];
            }
        }
        return first;
    }

    /**
     * Returns the source with this table of transitions.
     *
     * @param transition one row per k-gram, one probability per next symbol; every k-gram must be reachable from every
     *     other
     */
    public static MarkovSource of(int order, double[][] transition) {
        return new MarkovSource(
                order,
                transition[0].length,
                Arrays.stream(transition).map(double[]::clone).toArray(double[][]::new));
    }

    /** Returns the source whose rows are drawn from a symmetric Dirichlet distribution. */
    public static MarkovSource random(CorpusSpec.Markov spec) {
        long seed = new Seeds(spec.seed()).number("markov transitions");
        return new MarkovSource(
                spec.order(), spec.symbols(), transitions(spec.order(), spec.symbols(), spec.concentration(), seed));
    }

    /** Returns a table whose rows are drawn from a symmetric Dirichlet distribution. */
    static double[][] transitions(int order, int symbols, double concentration, long seed) {
        GammaDistribution gamma = new GammaDistribution(new Well19937c(seed), concentration, 1);
        int states = (int) Math.round(Math.pow(symbols, order));
        double[][] transition = new double[states][symbols];
        for (double[] row : transition) {
            for (int v = 0; v < row.length; v++) {
                row[v] = Math.max(gamma.sample(), 1e-12);
            }
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, v -> row[v] / sum);
        }
        return transition;
    }

    private double[] stationary() {
        int states = transition.length;
        return states <= MOST_STATES_SOLVED ? StationaryDistribution.of(table()) : iterated();
    }

    /** Returns the transitions between k-grams as a square table. */
    private double[][] table() {
        int states = transition.length;
        double[][] table = new double[states][states];
        for (int s = 0; s < states; s++) {
            System.arraycopy(transition[s], 0, table[s], s * symbols % states, symbols);
        }
        return table;
    }

    /** Returns the stationary distribution by power iteration, for tables too large to solve in reasonable time. */
    private double[] iterated() {
        double[] current = new double[transition.length];
        Arrays.fill(current, 1.0 / current.length);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] next = advance(current);
            double change = 0;
            for (int s = 0; s < next.length; s++) {
                next[s] = (next[s] + current[s]) / 2;
                change += Math.abs(next[s] - current[s]);
            }
            current = next;
            if (change < SETTLED) {
                return current;
            }
        }
        throw new InvalidSettingException("data.corpus.concentration is so small that a source of " + symbols
                + " symbols and order " + order + " does not settle; raise it or lower the order");
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

    @Override
    public int symbols() {
        return symbols;
    }

    /** Returns the stationary probability of every pair of adjacent symbols, first by second. */
    public double[][] pairs() {
        double[][] pairs = new double[symbols][symbols];
        for (int first = 0; first < symbols; first++) {
            for (int second = 0; second < symbols; second++) {
                pairs[first][second] = order == 1
                        ? stationary[first] * transition[first][second]
                        : starts[2][first * symbols + second];
            }
        }
        return pairs;
    }

    @Override
    public int memory() {
        return order;
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
        int width = Math.min(order, document.length);
        int state = 0;
        for (int i = 0; i < width; i++) {
            state = state * symbols + document[i];
        }
        double logLikelihood = Math.log(starts[width][state]);
        for (int i = width; i < document.length; i++) {
            logLikelihood += Math.log(transition[state][document[i]]);
            state = (state * symbols + document[i]) % transition.length;
        }
        return logLikelihood;
    }

    @Override
    public double[][] marginals(double[][] evidence, boolean leaveOneOut) {
        return reading(evidence).marginals(evidence, leaveOneOut);
    }

    /**
     * Returns the log of the probability of what was observed, in nats.
     *
     * @param evidence (n, m) as {@link #marginals} takes it; n is at least 1
     * @throws IllegalArgumentException if the source cannot have made what was observed
     */
    double logLikelihood(double[][] evidence) {
        return reading(evidence).logLikelihood(evidence);
    }

    private ForwardBackward reading(double[][] evidence) {
        int width = Math.min(order, evidence.length);
        return new ForwardBackward(symbols, flat, starts[width], width);
    }
}
