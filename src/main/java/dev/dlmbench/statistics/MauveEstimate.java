package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@link Mauve} of what is known of samples and of as many references, with its error over other samples, other
 * references and other draws of k-means. What it estimates is the mean for so many: fewer look more alike.
 *
 * <p>Error: the samples and the references are cut into two halves each, at random, ten times. Two halves are
 * independent and have half as many clusters, so that a quarter of their squared difference is the variance of the
 * whole, as far as that falls off as one over the number. The variance of the mean over draws of k-means comes on top.
 *
 * @param value mean over draws of k-means, 1/2 added to every count
 * @param standardError of it
 * @param degrees of freedom of Student's t that it goes with
 * @param unsmoothed the same of the bare counts
 * @param scatter the standard deviation over draws of k-means
 * @param clusters how many there are
 * @param components in which they are
 */
public record MauveEstimate(
        double value,
        double standardError,
        double degrees,
        double unsmoothed,
        double scatter,
        int clusters,
        int components) {
    /** Draws of k-means. */
    private static final int DRAWS = 5;

    private static final int SPLITS = 10;
    private static final double SAMPLES_PER_CLUSTER = 10;
    private static final double VARIANCE_KEPT = 0.9;

    /**
     * Returns it for rows of numbers, such as hidden states, which are brought to the length 1 first.
     *
     * @throws IllegalArgumentException if there are not as many of both, or fewer than four
     */
    public static MauveEstimate of(double[][] samples, double[][] references, RandomGenerator random) {
        int n = samples.length;
        if (references.length != n || n < 4) {
            throw new IllegalArgumentException(
                    "as many samples as references are compared, got " + n + " and " + references.length);
        }
        double[][] rows = Quantization.components(
                Quantization.unit(
                        Stream.of(samples, references).flatMap(Arrays::stream).toArray(double[][]::new)),
                VARIANCE_KEPT);
        double[][] p = Arrays.copyOf(rows, n);
        double[][] q = Arrays.copyOfRange(rows, n, 2 * n);
        double[] smoothed = new double[DRAWS];
        double[] bare = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[][] counts = counts(p, q, random);
            smoothed[draw] = Mauve.of(Mauve.smoothed(counts[0]), Mauve.smoothed(counts[1]));
            bare[draw] = Mauve.of(Mauve.shares(counts[0]), Mauve.shares(counts[1]));
        }
        double ofMean = Moments.standardError(smoothed);
        double ofHalves = IntStream.range(0, SPLITS)
                .mapToDouble(split -> quarter(p, q, random))
                .average()
                .orElseThrow();
        return new MauveEstimate(
                Moments.mean(smoothed),
                Math.sqrt(ofHalves + ofMean * ofMean),
                SPLITS,
                Moments.mean(bare),
                ofMean * Math.sqrt(DRAWS),
                clusters(n),
                rows[0].length);
    }

    /** Returns a quarter of the squared difference between two halves. */
    private static double quarter(double[][] p, double[][] q, RandomGenerator random) {
        double[][] samples = shuffled(p, random);
        double[][] references = shuffled(q, random);
        int half = p.length / 2;
        double[] values = new double[2];
        for (int side = 0; side < 2; side++) {
            int from = side * half;
            int[][] counts = counts(
                    Arrays.copyOfRange(samples, from, from + half),
                    Arrays.copyOfRange(references, from, from + half),
                    random);
            values[side] = Mauve.of(Mauve.smoothed(counts[0]), Mauve.smoothed(counts[1]));
        }
        return (values[0] - values[1]) * (values[0] - values[1]) / 4;
    }

    private static double[][] shuffled(double[][] rows, RandomGenerator random) {
        double[][] shuffled = rows.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double[] row = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = row;
        }
        return shuffled;
    }

    private static int clusters(int samples) {
        return Math.max(2, (int) Math.round(samples / SAMPLES_PER_CLUSTER));
    }

    /** Returns how many samples, and how many references, are in each cluster of all. */
    private static int[][] counts(double[][] p, double[][] q, RandomGenerator random) {
        int clusters = clusters(p.length);
        int[] numbers = Quantization.clusters(
                Stream.of(p, q).flatMap(Arrays::stream).toArray(double[][]::new), clusters, random);
        int[][] counts = new int[2][clusters];
        for (int i = 0; i < numbers.length; i++) {
            counts[i < p.length ? 0 : 1][numbers[i]]++;
        }
        return counts;
    }
}
