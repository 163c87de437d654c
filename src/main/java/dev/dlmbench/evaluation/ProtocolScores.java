package dev.dlmbench.evaluation;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.statistics.Moments;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an evaluator found of texts under a protocol.
 *
 * @param protocol that says what counts
 * @param nats of each text that was scored, in their order
 * @param tokens of each that count
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ProtocolScores(ScoringProtocol protocol, double[] nats, double[] tokens) {

    /**
     * A generative perplexity.
     *
     * @param value the perplexity
     * @param standardError of it over texts; NaN for fewer than two
     * @param texts that it is of
     */
    public record Perplexity(double value, double standardError, int texts) {}

    /**
     * Returns the perplexity of all texts.
     *
     * @throws InvalidSettingException if no token counts
     */
    public Perplexity perplexity() {
        if (Arrays.stream(tokens).sum() == 0) {
            throw new InvalidSettingException(
                    "protocol " + protocol.id() + " counts no token of the " + tokens.length + " texts");
        }
        if (!protocol.meanOfTexts()) {
            PooledRate rate = PooledRate.of(nats, tokens);
            double value = Math.exp(rate.value());
            return new Perplexity(value, value * rate.standardError(), rate.texts());
        }
        double[] each = IntStream.range(0, nats.length)
                .filter(text -> tokens[text] > 0)
                .mapToDouble(text -> Math.exp(nats[text] / tokens[text]))
                .toArray();
        double error = each.length < 2 ? Double.NaN : Moments.standardError(each);
        return new Perplexity(Moments.mean(each), error, each.length);
    }

    /** Returns the scores of so many texts after another, batch by batch; the last batch may have fewer. */
    List<ProtocolScores> batches(int size) {
        return IntStream.iterate(0, from -> from < nats.length, from -> from + size)
                .mapToObj(from -> new ProtocolScores(
                        protocol,
                        Arrays.copyOfRange(nats, from, Math.min(from + size, nats.length)),
                        Arrays.copyOfRange(tokens, from, Math.min(from + size, nats.length))))
                .toList();
    }
}
