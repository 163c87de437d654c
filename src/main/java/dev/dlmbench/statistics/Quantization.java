package dev.dlmbench.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.Clusterable;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.random.Well19937c;

/** Rows of numbers brought to few dimensions, and to clusters. */
public final class Quantization {
    private static final int ITERATIONS = 500;
    private static final int RESTARTS = 5;

    private Quantization() {}

    /** Returns the rows with the length 1 each; a row of zeros stays. */
    static double[][] unit(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> {
                    double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
                    return length == 0
                            ? row
                            : Arrays.stream(row).map(x -> x / length).toArray();
                })
                .toArray(double[][]::new);
    }

    /** Returns the rows in their first principal components, as few as have {@code share} of the variance. */
    public static double[][] components(double[][] rows, double share) {
        int width = rows[0].length;
        double[] means = new double[width];
        for (double[] row : rows) {
            for (int j = 0; j < width; j++) {
                means[j] += row[j] / rows.length;
            }
        }
        double[][] centred = Arrays.stream(rows)
                .map(row -> IntStream.range(0, width)
                        .mapToDouble(j -> row[j] - means[j])
                        .toArray())
                .toArray(double[][]::new);
        EigenDecompositionSymmetric found = new EigenDecompositionSymmetric(products(centred, width));
        double[] variances = found.getEigenvalues(); // from the largest on
        double wanted = share * Arrays.stream(variances).sum();
        int kept = 1;
        double sum = variances[0];
        while (sum < wanted && kept < width) {
            sum += variances[kept];
            kept++;
        }
        RealMatrix axes = found.getV().getSubMatrix(0, width - 1, 0, kept - 1);
        return new Array2DRowRealMatrix(centred, false).multiply(axes).getData();
    }

    /** Returns the sums of products of the columns, which are the variances but for a factor. */
    private static RealMatrix products(double[][] rows, int width) {
        double[][] sums = new double[width][width];
        for (double[] row : rows) {
            for (int i = 0; i < width; i++) {
                double factor = row[i];
                double[] sum = sums[i];
                for (int j = 0; j < width; j++) {
                    sum[j] += factor * row[j];
                }
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    /**
     * Returns the number of each row's cluster, by k-means (D. Arthur and S. Vassilvitskii, k-means++, 2007): the best
     * of five starts, 500 rounds each at most.
     *
     * @param clusters how many; fewer where fewer rows differ from each other
     */
    public static int[] clusters(double[][] rows, int clusters, RandomGenerator random) {
        List<Row> points = IntStream.range(0, rows.length)
                .mapToObj(i -> new Row(i, rows[i]))
                .toList();
        long differing = Arrays.stream(rows)
                .map(Arrays::toString)
                .distinct()
                .limit(clusters)
                .count();
        KMeansPlusPlusClusterer<Row> clusterer = new KMeansPlusPlusClusterer<>(
                (int) differing, ITERATIONS, new EuclideanDistance(), new Well19937c(random.nextLong()));
        List<CentroidCluster<Row>> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < RESTARTS; start++) {
            List<CentroidCluster<Row>> found = clusterer.cluster(points);
            double spread = found.stream().mapToDouble(Quantization::spread).sum();
            if (spread < least) {
                least = spread;
                best = found;
            }
        }
        int[] numbers = new int[rows.length];
        for (int cluster = 0; cluster < best.size(); cluster++) {
            for (Row row : best.get(cluster).getPoints()) {
                numbers[row.place()] = cluster;
            }
        }
        return numbers;
    }

    /** Returns the sum of squared distances from the centre. */
    private static double spread(CentroidCluster<Row> cluster) {
        double[] centre = cluster.getCenter().getPoint();
        double sum = 0;
        for (Row row : cluster.getPoints()) {
            for (int j = 0; j < centre.length; j++) {
                sum += (row.getPoint()[j] - centre[j]) * (row.getPoint()[j] - centre[j]);
            }
        }
        return sum;
    }

    /**
     * A row in its place.
     *
     * @param place among all rows
     * @param numbers of it
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Row(int place, double[] numbers) implements Clusterable {
        @Override
        public double[] getPoint() {
            return numbers;
        }
    }
}
