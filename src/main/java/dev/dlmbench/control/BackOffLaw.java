package dev.dlmbench.control;

import dev.dlmbench.control.Occurrences.Followers;

/**
 * Interpolated absolute discounting (Ney, Essen and Kneser 1994; Chen and Goodman 1999, section 2): of every count of
 * n-grams behind a context a share D below 1 is taken, and what is taken goes by the law of the context without its
 * first token; last of all, to all tokens alike. So every token has a probability above 0.
 *
 * <p>D is n1 / (n1 + 2 n2), from how many n-grams of that length occur once and twice; a half where that is unknown.
 */
final class BackOffLaw implements NextTokenLaw {
    private static final double UNKNOWN = 0.5;

    private final Occurrences occurrences;
    private final double[] discounts; // by the tokens of the context

    BackOffLaw(Occurrences occurrences) {
        this.occurrences = occurrences;
        this.discounts = new double[occurrences.order()];
        for (int context = 0; context < discounts.length; context++) {
            int[] found = occurrences.onceAndTwice(context + 1);
            discounts[context] = found[0] == 0 || found[1] == 0 ? UNKNOWN : found[0] / (found[0] + 2. * found[1]);
        }
    }

    @Override
    public double[] next(int[] text, int length) {
        double[] probabilities = new double[occurrences.vocabulary()];
        double left = 1;
        for (int context = Math.min(discounts.length - 1, length); context >= 0; context--) {
            Followers seen = occurrences.followers(occurrences.find(text, length - context, length));
            if (seen.total() > 0) {
                for (int i = 0; i < seen.tokens().length; i++) {
                    probabilities[seen.tokens()[i]] += left * (seen.counts()[i] - discounts[context]) / seen.total();
                }
                left *= discounts[context] * seen.tokens().length / seen.total();
            }
        }
        for (int token = 0; token < probabilities.length; token++) {
            probabilities[token] += left / probabilities.length;
        }
        return probabilities;
    }
}
