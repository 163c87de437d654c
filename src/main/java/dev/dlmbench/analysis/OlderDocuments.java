package dev.dlmbench.analysis;

import dev.dlmbench.results.DocumentOrder;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.statistics.MeanError;
import dev.dlmbench.statistics.PooledRatio;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Likelihoods that were stored before it was written down whether their documents depend on each other, with errors
 * that took them for independent.
 */
final class OlderDocuments {
    private static final Set<String> SOURCES = Set.of("markov", "stories");

    private OlderDocuments() {}

    /**
     * Returns {@code measurement} with the order of its documents, which is a running text's unless the point's
     * settings say otherwise, and with the error that it has in that order; itself if that is known, or no documents
     * are kept.
     */
    static Measurement completed(Measurement measurement, PointEntry point, NodeRecord node) {
        if (!measurement.metric().likelihood()
                || measurement.value() == null
                || DocumentOrder.of(measurement).isPresent()) {
            return measurement;
        }
        double[][] documents = documents(node);
        if (documents.length < 2) {
            return measurement;
        }
        double[] influences = PooledRatio.influences(documents);
        DocumentOrder order = SOURCES.contains(point.settings().getOrDefault("data.corpus", ""))
                ? DocumentOrder.INDEPENDENT
                : DocumentOrder.RUNNING_TEXT;
        MeanError independent = MeanError.ofIndependent(influences);
        MeanError error = order == DocumentOrder.RUNNING_TEXT ? MeanError.ofSeries(influences) : independent;
        Map<String, String> details = new TreeMap<>(measurement.details());
        details.putAll(order.details(error.degrees()));
        return new Measurement(
                measurement.metric(),
                measurement.value(),
                measurement.reason(),
                measurement.bound(),
                measurement.n(),
                scaled(measurement.standardError(), error.value(), independent.value()),
                measurement.conditions(),
                details);
    }

    private static @Nullable Double scaled(@Nullable Double stored, double error, double independent) {
        if (stored == null || independent == 0) {
            return stored;
        }
        return stored * error / independent;
    }

    /** Returns what the node keeps; nothing where it is damaged, which is for those to tell who need it. */
    private static double[][] documents(NodeRecord node) {
        try {
            return Parts.documents(node);
        } catch (IOException damaged) {
            return new double[0][];
        }
    }
}
