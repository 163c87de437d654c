package dev.dlmbench.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The likelihood of one test document.
 *
 * @param document its number
 * @param tokens how many were scored: all it has, but those that are given
 * @param nats minus the log-likelihood of these tokens, or an unbiased estimate of an upper bound of that
 * @param standardError of the nats over the noise drawn; 0 where none is drawn, NaN where it is unknown
 * @param even the nats over the rounds of even number alone, whose noise is independent of the others'; the nats where
 *     no noise is drawn, NaN where there was one round
 * @param odd the nats over the rounds of odd number alone, in the same way
 */
public record DocumentLikelihood(int document, int tokens, double nats, double standardError, double even, double odd) {

    /** Returns what is known of a document from the nats of each round of noise, in order. */
    static DocumentLikelihood over(int document, int tokens, double[] rounds) {
        int n = rounds.length;
        double mean = Arrays.stream(rounds).average().orElseThrow();
        double squares =
                Arrays.stream(rounds).map(nats -> (nats - mean) * (nats - mean)).sum();
        double error = Math.sqrt(squares / (n - 1.0) / n);
        return n > 1
                ? new DocumentLikelihood(document, tokens, mean, error, half(rounds, 0), half(rounds, 1))
                : new DocumentLikelihood(document, tokens, mean, error, Double.NaN, Double.NaN);
    }

    /** Returns the mean over every second round, from the one of number {@code first} on. */
    private static double half(double[] rounds, int first) {
        return IntStream.range(0, rounds.length)
                .filter(round -> round % 2 == first)
                .mapToDouble(round -> rounds[round])
                .average()
                .orElseThrow();
    }
}
