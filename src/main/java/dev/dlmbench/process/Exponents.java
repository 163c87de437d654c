package dev.dlmbench.process;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The exponents w of a block's tokens under a soft mask: at clock t in (0, 1] a token is masked with probability t^w.
 * They lie between 1 for the most important token and s for the least: s^(1 - q), where q is the share of tokens that
 * are less important, so that whatever the importance is, the logarithms of the exponents spread evenly over the text.
 */
final class Exponents {
    private final SoftMaskSpec spec;
    private final int size;
    private final TokenShares text;
    private double @Nullable [] assumed;

    /**
     * Creates exponents.
     *
     * @param size S, of a block
     * @param text whose tokens are counted, looked at only if the importance is that of tokens
     */
    Exponents(SoftMaskSpec spec, int size, TokenShares text) {
        this.spec = spec;
        this.size = size;
        this.text = text;
    }

    /** Returns what they are made of. */
    SoftMaskSpec spec() {
        return spec;
    }

    /** Returns the exponent of a place in a block, whatever its token; for importance of places. */
    double ofPlace(int place) {
        return spec.exponent((place + 0.5) / size);
    }

    /**
     * Returns the exponents of tokens that stand beside each other in a block.
     *
     * @param first the place of the first in its block
     */
    double[] of(int[] tokens, int first) {
        Importance by = spec.by();
        if (by.ofPlaces()) {
            return IntStream.range(first, first + tokens.length)
                    .mapToDouble(this::ofPlace)
                    .toArray();
        }
        if (by.ofTokens()) {
            double[] all = assumed();
            return Arrays.stream(tokens).mapToDouble(token -> all[token]).toArray();
        }
        double[] frequency = text.all();
        double[] p =
                Arrays.stream(tokens).mapToDouble(token -> frequency[token]).toArray();
        int[] counts = new int[text.tokens()];
        Arrays.stream(tokens).forEach(token -> counts[token]++);
        double[] often =
                Arrays.stream(tokens).mapToDouble(token -> counts[token]).toArray();
        double[] sums = new double[2];
        for (int i = 0; i < p.length; i++) {
            sums[0] += Importance.relevance(often[i], p[i], tokens.length);
            sums[1] += Importance.entropy(p[i]);
        }
        double[] even = new double[p.length];
        Arrays.fill(even, 1.0 / p.length);
        return exponents(by.of(often, sums, p, tokens.length), even);
    }

    /**
     * Returns the exponents that the reverse process takes the K tokens to have, since it does not know the block:
     * their own where they are the same in every block; else those of tokens that a block which has them has as often
     * as a block of independent tokens would.
     */
    double[] assumed() {
        double[] found = assumed;
        if (found == null) {
            double[] p = text.all();
            double[] often = Arrays.stream(p)
                    .map(each -> size * each / Importance.haveIt(each, size))
                    .toArray();
            double[] sums = new double[2];
            for (int v = 0; v < p.length; v++) {
                sums[0] += size * p[v] * Importance.relevance(often[v], p[v], size);
                sums[1] += size * p[v] * Importance.entropy(p[v]);
            }
            found = exponents(spec.by().of(often, sums, p, size), p);
            assumed = found;
        }
        return found;
    }

    private double[] exponents(double[] importance, double[] mass) {
        return Arrays.stream(Importance.shares(importance, mass))
                .map(spec::exponent)
                .toArray();
    }
}
