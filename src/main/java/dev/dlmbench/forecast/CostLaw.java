package dev.dlmbench.forecast;

import dev.dlmbench.statistics.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long work takes by its terms: seconds are the sum of the terms, each times what one of it costs. The costs are
 * fitted to what work took, on a logarithmic scale, from costs that other machines were seen to have: so one size is
 * enough to scale by, and the further work is from what was seen, the wider is the range.
 *
 * <p>The fit is the maximum of the posterior (Gauss-Newton) under normal logarithms of costs, whose errors share most
 * of their variance, as a machine that is slow is slow at all of them. The range comes from the curvature there.
 */
final class CostLaw {
    /** Starts, launches of a layer, elements, multiplications. */
    static final int TERMS = 4;

    /** So many threads are as fast as this power of their number. */
    static final double SHARING = 0.6;

    /** How far a machine may be from those that were seen before, in logarithms. */
    private static final double MACHINE = 2;

    /** How far a single cost may be from where the others are. */
    private static final double OWN = 0.5;

    /** How far the time of work scatters, in logarithms: a shared machine's speed drifts. */
    private static final double SCATTER = 0.25;

    /** Scatter beyond so many times the usual is an accident, which counts less (Huber). */
    private static final double ACCIDENT = 2;

    private static final int ROUNDS = 30;
    private static final double LONGEST_STEP = 1;

    private final double[] prior;
    private final double[][] precision;
    private final double[] costs;
    private final double[][] covariance;

    /**
     * Fits a law.
     *
     * @param costs of one of each term, in seconds, on machines that were seen before
     * @param seen what pieces of work took; those with equal terms count as one that took their median
     */
    CostLaw(double[] costs, List<Seen> seen) {
        this.prior = Arrays.stream(costs).map(Math::log).toArray();
        this.precision = priorPrecision();
        this.costs = prior.clone();
        this.covariance = fit(distinct(seen));
    }

    /**
     * A piece of work and how long it took.
     *
     * @param terms counted
     * @param seconds that it took
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Seen(double[] terms, double seconds) {}

    /** Returns how long work with these terms takes. */
    Forecast forecast(double[] terms) {
        double[] shares = shares(terms);
        double variance = SCATTER * SCATTER;
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                variance += shares[i] * covariance[i][j] * shares[j];
            }
        }
        return Forecast.of(seconds(terms), Math.sqrt(variance));
    }

    private double seconds(double[] terms) {
        double sum = 0;
        for (int i = 0; i < TERMS; i++) {
            sum += terms[i] * Math.exp(costs[i]);
        }
        return Math.max(sum, Double.MIN_NORMAL);
    }

    /** Returns which share of the time each term has, which is how the time's logarithm follows its cost's. */
    private double[] shares(double[] terms) {
        double seconds = seconds(terms);
        double[] shares = new double[TERMS];
        Arrays.setAll(shares, i -> terms[i] * Math.exp(costs[i]) / seconds);
        return shares;
    }

    private static List<Seen> distinct(List<Seen> seen) {
        Map<List<Double>, List<Double>> bySize = new LinkedHashMap<>();
        for (Seen one : seen) {
            List<Double> size = Arrays.stream(one.terms()).boxed().toList();
            bySize.computeIfAbsent(size, any -> new ArrayList<>()).add(one.seconds());
        }
        List<Seen> distinct = new ArrayList<>();
        bySize.forEach((size, seconds) -> {
            double[] terms = size.stream().mapToDouble(Double::doubleValue).toArray();
            double[] all = seconds.stream().mapToDouble(Double::doubleValue).toArray();
            distinct.add(new Seen(terms, Moments.median(all)));
        });
        return distinct;
    }

    /** Moves the costs to the posterior's maximum and returns the covariance there. */
    private double[][] fit(List<Seen> seen) {
        double[][] inverse = inverse(precision);
        for (int round = 0; round < ROUNDS; round++) {
            double[] slope = new double[TERMS];
            double[][] curvature = new double[TERMS][];
            Arrays.setAll(curvature, i -> precision[i].clone());
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    slope[i] += precision[i][j] * (prior[j] - costs[j]);
                }
            }
            for (Seen one : seen) {
                add(one, slope, curvature);
            }
            inverse = inverse(curvature);
            move(inverse, slope);
        }
        return inverse;
    }

    private void add(Seen one, double[] slope, double[][] curvature) {
        double rest = Math.log(one.seconds() / seconds(one.terms()));
        double weight = Math.min(1, ACCIDENT * SCATTER / Math.abs(rest)) / (SCATTER * SCATTER);
        double[] shares = shares(one.terms());
        for (int i = 0; i < TERMS; i++) {
            slope[i] += weight * shares[i] * rest;
            for (int j = 0; j < TERMS; j++) {
                curvature[i][j] += weight * shares[i] * shares[j];
            }
        }
    }

    private void move(double[][] inverse, double[] slope) {
        double[] step = new double[TERMS];
        double longest = 0;
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                step[i] += inverse[i][j] * slope[j];
            }
            longest = Math.max(longest, Math.abs(step[i]));
        }
        double shortened = Math.min(1, LONGEST_STEP / Math.max(longest, Double.MIN_NORMAL));
        for (int i = 0; i < TERMS; i++) {
            costs[i] += shortened * step[i];
        }
    }

    /** Returns the inverse of {@code OWN^2 I + MACHINE^2 11'}. */
    private static double[][] priorPrecision() {
        double own = OWN * OWN;
        double machine = MACHINE * MACHINE;
        double[][] precision = new double[TERMS][TERMS];
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j < TERMS; j++) {
                precision[i][j] = ((i == j ? 1 : 0) - machine / (own + TERMS * machine)) / own;
            }
        }
        return precision;
    }

    /** Returns the inverse of a symmetric positive definite matrix, by Gauss and Jordan. */
    private static double[][] inverse(double[][] matrix) {
        double[][] left = new double[TERMS][];
        double[][] right = new double[TERMS][TERMS];
        for (int i = 0; i < TERMS; i++) {
            left[i] = matrix[i].clone();
            right[i][i] = 1;
        }
        for (int pivot = 0; pivot < TERMS; pivot++) {
            double scale = left[pivot][pivot];
            for (int j = 0; j < TERMS; j++) {
                left[pivot][j] /= scale;
                right[pivot][j] /= scale;
            }
            for (int i = 0; i < TERMS; i++) {
                double factor = left[i][pivot];
                for (int j = 0; i != pivot && j < TERMS; j++) {
                    left[i][j] -= factor * left[pivot][j];
                    right[i][j] -= factor * right[pivot][j];
                }
            }
        }
        return right;
    }
}
