package dev.dlmbench.verdict;

import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.statistics.CrossedMean;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.MeanError;
import dev.dlmbench.statistics.PooledRatio;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What test documents show of how far apart likelihoods are, alone or together with seeds. */
public final class DocumentEvidence {
    private DocumentEvidence() {}

    /**
     * Compares values seed by seed as {@link Evidence#acrossSeeds} does, and allows for what other text would change;
     * nothing for single ones.
     *
     * @param groups of documents that tell it, in their order, as {@link CrossedMean} wants them
     * @param order of the documents
     */
    static Optional<Evidence> crossed(
            Map<Long, Double> left,
            Map<Long, Double> right,
            DoubleUnaryOperator scale,
            List<double[][]> groups,
            DocumentOrder order) {
        String paired = left.keySet().equals(right.keySet()) ? "seed and document" : "document";
        return Evidence.estimate(left, right, scale)
                .map(estimate ->
                        crossed(estimate, groups, order, ", paired by " + paired, Math.min(left.size(), right.size())));
    }

    /** Compares values with a number, and allows for what other text would change; nothing for a single value. */
    static Optional<Evidence> crossed(
            Map<Long, Double> left,
            double right,
            DoubleUnaryOperator scale,
            List<double[][]> groups,
            DocumentOrder order) {
        return left.size() < 2
                ? Optional.empty()
                : Optional.of(crossed(Evidence.distance(left, right, scale), groups, order, "", left.size()));
    }

    private static Evidence crossed(
            Estimate seeds, List<double[][]> groups, DocumentOrder order, String paired, int n) {
        CrossedMean mean = CrossedMean.of(seeds, groups, order == DocumentOrder.RUNNING_TEXT);
        String test = "across seeds and " + unit(order) + paired;
        return new Evidence(
                seeds.value(),
                mean::interval,
                test,
                n,
                n,
                seeds.standardError() * Math.sqrt(n),
                mean.text().value(),
                Evidence.LEAST);
    }

    private static String unit(DocumentOrder order) {
        return order == DocumentOrder.RUNNING_TEXT ? "blocks of running text" : "documents";
    }

    /**
     * Compares two rates of sums, such as nats per token, over the same documents: the difference of the rates,
     * linearised by document. Nothing if the documents are not the same.
     *
     * @param left nats and tokens of each document
     * @param right nats and tokens of each document
     * @param order of the documents
     */
    public static Optional<Evidence> byDocument(double[][] left, double[][] right, DocumentOrder order) {
        if (left.length < 2 || !sameTokens(left, right)) {
            return Optional.empty();
        }
        double[] first = PooledRatio.influences(left);
        double[] second = PooledRatio.influences(right);
        double[] moves = IntStream.range(0, first.length)
                .mapToDouble(i -> second[i] - first[i])
                .toArray();
        return Optional.of(
                overDocuments(PooledRatio.of(right) - PooledRatio.of(left), moves, order, ", paired by document"));
    }

    /** Returns whether documents have as many tokens on both sides. */
    static boolean sameTokens(double[][] left, double[][] right) {
        return left.length == right.length && IntStream.range(0, left.length).allMatch(i -> left[i][1] == right[i][1]);
    }

    /**
     * Returns what one seed shows.
     *
     * @param moves how far each document moves the value
     */
    static Evidence overDocuments(double value, double[] moves, DocumentOrder order, String paired) {
        boolean running = order == DocumentOrder.RUNNING_TEXT;
        MeanError error = running ? MeanError.ofSeries(moves) : MeanError.ofIndependent(moves);
        int equivalent = (int) Math.round(error.degrees()) + 1;
        String test = "one seed, over " + unit(order) + paired;
        return new Evidence(
                value,
                new Estimate(value, error.value(), error.degrees())::interval,
                test,
                moves.length,
                equivalent,
                0,
                error.value(),
                Evidence.LEAST);
    }
}
