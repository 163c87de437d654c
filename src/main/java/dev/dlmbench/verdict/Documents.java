package dev.dlmbench.verdict;

import dev.dlmbench.analysis.MetricRow;
import dev.dlmbench.analysis.Parts;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricScale;
import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.statistics.PooledRatio;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The test documents behind the likelihoods of one side.
 *
 * @param metric likelihood in one of its units
 * @param values one for each seed, in the order of seeds, without the side's factor
 * @param parts for each of these, nats and tokens of each document; the same documents in all
 * @param order of the documents
 */
record Documents(Metric metric, List<Double> values, List<double[][]> parts, DocumentOrder order) {

    /** Reads a side's documents; nothing unless every seed's node keeps the same ones. */
    static Optional<Documents> of(Side side, Map<String, NodeRecord> nodes) throws IOException {
        if (!side.metric().likelihood() || side.missing()) {
            return Optional.empty();
        }
        List<Double> values = new ArrayList<>();
        List<double[][]> parts = new ArrayList<>();
        DocumentOrder order = DocumentOrder.INDEPENDENT;
        for (MetricRow row : side.rows().values()) {
            NodeRecord node = nodes.get(row.node());
            double[][] read = node == null
                    ? new double[0][]
                    : parts(node, row.measurement().bound());
            if (read.length < 2 || !DocumentEvidence.sameTokens(read, parts.isEmpty() ? read : parts.get(0))) {
                return Optional.empty();
            }
            parts.add(read);
            values.add(Objects.requireNonNull(row.measurement().value()));
            if (DocumentOrder.of(row.measurement()).orElse(DocumentOrder.RUNNING_TEXT) == DocumentOrder.RUNNING_TEXT) {
                order = DocumentOrder.RUNNING_TEXT;
            }
        }
        return Optional.of(new Documents(side.metric(), values, parts, order));
    }

    private static double[][] parts(NodeRecord node, Bound bound) throws IOException {
        return bound == Bound.LOWER ? Parts.lower(node) : Parts.documents(node);
    }

    /** Returns whether the other side's documents are the same. */
    boolean same(Documents other) {
        return order == other.order && DocumentEvidence.sameTokens(parts.get(0), other.parts.get(0));
    }

    /** Returns the first seed's value. */
    double value() {
        double nll = PooledRatio.of(parts.get(0));
        if (!metric.pooling().kept()) {
            return values.get(0);
        }
        return exponential() ? Math.exp(nll) : nll;
    }

    /**
     * Returns how far each document moves each seed's value, to first order.
     *
     * @param ratio whether the scale is one of logarithms
     * @param factor of the side, which logarithms make nothing of
     */
    double[][] moves(boolean ratio, double factor) {
        double[][] moves = new double[parts.size()][];
        for (int seed = 0; seed < moves.length; seed++) {
            double nll = PooledRatio.of(parts.get(seed));
            double slope = exponential() ? values.get(seed) : values.get(seed) / nll; // of the value by nll
            double scaled = ratio ? slope / values.get(seed) : factor * slope;
            moves[seed] = Arrays.stream(PooledRatio.influences(parts.get(seed)))
                    .map(move -> scaled * move)
                    .toArray();
        }
        return moves;
    }

    private boolean exponential() {
        return metric.scale() == MetricScale.EXPONENTIAL;
    }
}
