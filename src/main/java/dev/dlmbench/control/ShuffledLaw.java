package dev.dlmbench.control;

import dev.dlmbench.control.Occurrences.Followers;
import dev.dlmbench.control.Occurrences.Prefix;
import java.util.Arrays;

/**
 * N-grams one after another from the start of a sequence: each is one that the sequence has already, all of these
 * alike, with some probability, else one of the text, at any of its places alike. Token by token, the law of what goes
 * on from what the n-gram has so far. Where nothing goes on that way, as behind a given text, its first tokens are
 * forgotten.
 */
final class ShuffledLaw implements NextTokenLaw {
    private final Occurrences occurrences;
    private final double repeats;

    ShuffledLaw(Occurrences occurrences, double repeats) {
        this.occurrences = occurrences;
        this.repeats = repeats;
    }

    @Override
    public double[] next(int[] text, int length) {
        int begun = length % occurrences.order();
        int start = length - begun;
        for (int from = start; from <= length; from++) {
            double[] weights = weights(text, start, from, length);
            double sum = Arrays.stream(weights).sum();
            if (sum > 0) {
                Arrays.setAll(weights, token -> weights[token] / sum);
                return weights;
            }
        }
        double[] alike = new double[occurrences.vocabulary()];
        Arrays.fill(alike, 1. / alike.length); // a text shorter than one n-gram
        return alike;
    }

    /**
     * Returns the probabilities that an n-gram begins with what there is of it, and goes on with each token.
     *
     * @param start of the n-gram, with whole ones before it
     * @param from what is taken into account of it
     */
    private double[] weights(int[] text, int start, int from, int length) {
        double[] weights = new double[occurrences.vocabulary()];
        Prefix prefix = occurrences.find(text, from, length);
        Followers seen = occurrences.followers(prefix);
        int earlier = start / occurrences.order();
        double again = earlier == 0 ? 0 : repeats;
        for (int i = 0; i < seen.tokens().length; i++) {
            weights[seen.tokens()[i]] +=
                    (1 - again) * seen.counts()[i] / occurrences.all().count();
        }
        for (int place = 0; again > 0 && place < start; place += occurrences.order()) {
            if (Arrays.equals(text, place, place + length - from, text, from, length)) {
                weights[text[place + length - from]] += again / earlier;
            }
        }
        return weights;
    }
}
