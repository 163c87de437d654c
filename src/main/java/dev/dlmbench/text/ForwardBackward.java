package dev.dlmbench.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The forward-backward algorithm over the contexts of a Markov source, scaled at every place.
 *
 * <p>The first {@code width} places are taken together as one context; for a document shorter than the order they are
 * all there is. A context has only as many successors as there are symbols: entry {@code context * symbols + v} of the
 * table leads to context {@code entry % contexts}.
 */
final class ForwardBackward {
    private final int symbols;
    private final double[] transition; // (contexts, symbols)
    private final double[] start; // (contexts)
    private final int width;

    ForwardBackward(int symbols, double[] transition, double[] start, int width) {
        this.symbols = symbols;
        this.transition = transition;
        this.start = start;
        this.width = width;
    }

    double[][] marginals(double[][] evidence, boolean leaveOneOut) {
        int places = evidence.length;
        for (double[] row : evidence) {
            if (row.length != symbols) {
                throw new IllegalArgumentException("evidence must have " + symbols + " columns, got " + row.length);
            }
        }
        double[][] marginals = new double[places][symbols];
        double[][] predicted = forward(evidence);
        double[] later = new double[start.length]; // the likelihood of all evidence after a context
        Arrays.fill(later, 1);
        for (int place = places - 1; place >= width; place--) {
            for (int context = 0; context < later.length; context++) {
                marginals[place][context % symbols] += predicted[place][context] * later[context];
            }
            later = backward(later, evidence[place]);
        }
        for (int place = 0; place < width; place++) {
            addStart(marginals[place], place, later, evidence);
        }
        for (int place = 0; place < places; place++) {
            if (!leaveOneOut) {
                multiply(marginals[place], evidence[place]);
            }
            normalise(marginals[place]);
        }
        return marginals;
    }

    /** Returns the log of the probability of all evidence, in nats. */
    double logLikelihood(double[][] evidence) {
        double[] mass = new double[start.length];
        for (int context = 0; context < mass.length; context++) {
            mass[context] = start[context] * startEvidence(context, -1, evidence);
        }
        double logLikelihood = Math.log(normalise(mass));
        for (int place = width; place < evidence.length; place++) {
            mass = step(mass);
            multiply(mass, evidence[place]);
            logLikelihood += Math.log(normalise(mass));
        }
        return logLikelihood;
    }

    /** Returns for every place after the first context the mass of its contexts before its own evidence. */
    private double[][] forward(double[][] evidence) {
        double[][] predicted = new double[evidence.length][];
        double[] mass = new double[start.length];
        for (int context = 0; context < mass.length; context++) {
            mass[context] = start[context] * startEvidence(context, -1, evidence);
        }
        normalise(mass);
        for (int place = width; place < evidence.length; place++) {
            double[] next = step(mass);
            predicted[place] = next;
            mass = next.clone();
            multiply(mass, evidence[place]);
            normalise(mass);
        }
        return predicted;
    }

    /** Returns the mass of the contexts one place on; local names and no division, as all the time goes here. */
    private double[] step(double[] mass) {
        double[] table = transition;
        int columns = symbols;
        double[] next = new double[mass.length];
        int target = 0;
        for (int context = 0; context < mass.length; context++) {
            double share = mass[context];
            if (share != 0) {
                int entry = context * columns;
                for (int v = 0; v < columns; v++) {
                    next[target + v] += share * table[entry + v];
                }
            }
            target = target + columns == next.length ? 0 : target + columns;
        }
        return next;
    }

    /** Returns the likelihood of all evidence one place back, where only the tokens that can be add anything. */
    private double[] backward(double[] later, double[] evidence) {
        double[] table = transition;
        int columns = symbols;
        int[] possible =
                IntStream.range(0, columns).filter(v -> evidence[v] != 0).toArray();
        double[] weighted = later.clone();
        multiply(weighted, evidence);
        double[] earlier = new double[later.length];
        int target = 0;
        for (int context = 0; context < earlier.length; context++) {
            int entry = context * columns;
            double sum = 0;
            if (possible.length == columns) {
                for (int v = 0; v < columns; v++) {
                    sum += table[entry + v] * weighted[target + v];
                }
            } else {
                for (int v : possible) {
                    sum += table[entry + v] * weighted[target + v];
                }
            }
            earlier[context] = sum;
            target = target + columns == earlier.length ? 0 : target + columns;
        }
        normalise(earlier);
        return earlier;
    }

    private void addStart(double[] marginal, int place, double[] later, double[][] evidence) {
        int unit = 1;
        for (int i = place + 1; i < width; i++) {
            unit *= symbols;
        }
        for (int context = 0; context < start.length; context++) {
            double others = startEvidence(context, place, evidence);
            marginal[context / unit % symbols] += start[context] * later[context] * others;
        }
    }

    /** Returns the likelihood of what was seen at the places of the first context, one of them left out. */
    private double startEvidence(int context, int leftOut, double[][] evidence) {
        double likelihood = 1;
        for (int place = width - 1, rest = context; place >= 0; place--) {
            if (place != leftOut) {
                likelihood *= evidence[place][rest % symbols];
            }
            rest /= symbols;
        }
        return likelihood;
    }

    private static void multiply(double[] contexts, double[] evidence) {
        for (int first = 0; first < contexts.length; first += evidence.length) {
            for (int v = 0; v < evidence.length; v++) {
                contexts[first + v] *= evidence[v];
            }
        }
    }

    private static double normalise(double[] mass) {
        double total = 0;
        for (double m : mass) {
            total += m;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("the evidence is impossible under the source");
        }
        double scale = 1 / total;
        for (int i = 0; i < mass.length; i++) {
            mass[i] *= scale;
        }
        return total;
    }
}
