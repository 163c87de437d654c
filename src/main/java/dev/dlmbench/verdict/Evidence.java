package dev.dlmbench.verdict;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.results.DocumentScore;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.results.NodeRecord;
import dev.dlmbench.results.SampleScore;
import dev.dlmbench.statistics.ClusterBootstrap;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * How far apart two sides are, and how sure that is.
 *
 * @param value the right side minus the left one, both on the scale they are compared on
 * @param interval of it at a confidence
 * @param test how it was found
 * @param n how many values on each side
 * @param deviation of single seeds' differences; 0 where seeds are not what it is over
 */
record Evidence(double value, DoubleFunction<Interval> interval, String test, int n, double deviation) {
    private static Evidence of(Estimate estimate, String test, int n, boolean seeds) {
        double deviation = seeds ? estimate.standardError() * Math.sqrt(n) : 0;
        return new Evidence(estimate.value(), estimate::interval, test, n, deviation);
    }

    /**
     * Compares values seed by seed where both sides have the same seeds, else as two groups; nothing for single ones.
     */
    static Optional<Evidence> acrossSeeds(Map<Long, Double> left, Map<Long, Double> right, DoubleUnaryOperator scale) {
        if (left.size() < 2 || right.size() < 2) {
            return Optional.empty();
        }
        double[] first = scaled(left, scale);
        double[] second = scaled(right, scale);
        if (left.keySet().equals(right.keySet())) {
            return Optional.of(of(Estimate.ofPairs(first, second), "paired by seed, Student's t", first.length, true));
        }
        Estimate estimate = Estimate.ofGroups(first, second);
        return Optional.of(of(estimate, "across seeds, Welch's t", Math.min(first.length, second.length), true));
    }

    /** Compares values with a number that is on the same scale; nothing for a single value. */
    static Optional<Evidence> acrossSeeds(Map<Long, Double> left, double right, DoubleUnaryOperator scale) {
        if (left.size() < 2) {
            return Optional.empty();
        }
        Estimate mean = Estimate.ofMean(scaled(left, scale));
        Estimate distance = new Estimate(right - mean.value(), mean.standardError(), mean.degrees());
        return Optional.of(of(distance, "across seeds, Student's t", left.size(), true));
    }

    private static double[] scaled(Map<Long, Double> values, DoubleUnaryOperator scale) {
        return values.values().stream()
                .mapToDouble(Double::doubleValue)
                .map(scale)
                .toArray();
    }

    /**
     * Compares the only seed of both sides, over documents or samples: the difference of nll, or the logarithm of the
     * ratio of perplexities. Nothing if the nodes did not keep them.
     */
    static Optional<Evidence> withinSeed(SuiteResults results, Side left, Side right) {
        Metric metric = left.metric();
        if (left.factor() != right.factor() || metric != right.metric()) {
            return Optional.empty();
        }
        try {
            return switch (metric) {
                case NLL, PPL -> byDocument(results, left, right);
                case GEN_PPL -> bySample(results, left, right);
                default -> Optional.empty();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> lines(SuiteResults results, Side side, String file, Class<T> type) throws IOException {
        NodeRecord node = results.nodes().get(side.nodes().get(0));
        if (node == null) {
            return List.of();
        }
        Path path = node.folder().resolve(file);
        return Files.exists(path) ? JsonLines.read(path, type) : List.of();
    }

    /**
     * Sums of nats over sums of tokens, their difference linearised by document (W. G. Cochran, Sampling Techniques).
     */
    private static Optional<Evidence> byDocument(SuiteResults results, Side left, Side right) throws IOException {
        List<DocumentScore> first = lines(results, left, NodeFiles.DOCUMENTS, DocumentScore.class);
        List<DocumentScore> second = lines(results, right, NodeFiles.DOCUMENTS, DocumentScore.class);
        int n = first.size();
        if (n < 2 || second.size() != n) {
            return Optional.empty();
        }
        double nats = 0;
        double tokens = 0;
        for (int i = 0; i < n; i++) {
            if (first.get(i).document() != second.get(i).document()
                    || first.get(i).tokens() != second.get(i).tokens()) {
                return Optional.empty();
            }
            nats += second.get(i).nats() - first.get(i).nats();
            tokens += first.get(i).tokens();
        }
        double value = nats / tokens;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double rest = second.get(i).nats()
                    - first.get(i).nats()
                    - value * first.get(i).tokens();
            squares += rest * rest;
        }
        double standardError = Math.sqrt(squares * n / (n - 1.0)) / tokens;
        return Optional.of(of(new Estimate(value, standardError, n - 1.0), "one seed, paired by document", n, false));
    }

    private static Optional<Evidence> bySample(SuiteResults results, Side left, Side right) throws IOException {
        double[][] first = samples(lines(results, left, NodeFiles.SCORES, SampleScore.class));
        double[][] second = samples(lines(results, right, NodeFiles.SCORES, SampleScore.class));
        if (first.length < 2 || second.length < 2) {
            return Optional.empty();
        }
        return Optional.of(new Evidence(
                rate(second) - rate(first),
                confidence -> ClusterBootstrap.difference(
                        first, second, Evidence::rate, confidence, new Seeds(0).stream("bootstrap")),
                "one seed, bootstrap over samples",
                Math.min(first.length, second.length),
                0));
    }

    private static double[][] samples(List<SampleScore> scores) {
        List<double[]> samples = new ArrayList<>();
        scores.forEach(score -> samples.add(new double[] {score.nats(), score.tokens()}));
        return samples.toArray(double[][]::new);
    }

    private static double rate(double[][] samples) {
        double nats = 0;
        double tokens = 0;
        for (double[] sample : samples) {
            nats += sample[0];
            tokens += sample[1];
        }
        return nats / tokens;
    }
}
