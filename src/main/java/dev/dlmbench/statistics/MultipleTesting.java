package dev.dlmbench.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** What becomes of p-values when there are several. */
public final class MultipleTesting {
    private MultipleTesting() {}

    /**
     * Returns p-values that can be held against the share of false alarms that is allowed among all alarms, whatever
     * order they come in (Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B 57, 1995): for the k-th smallest of m, the
     * least of p m / k over it and all larger ones.
     */
    public static double[] benjaminiHochberg(double[] pValues) {
        int m = pValues.length;
        int[] falling = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double least = 1;
        for (int i = 0; i < m; i++) {
            least = Math.min(least, pValues[falling[i]] * m / (m - i));
            adjusted[falling[i]] = least;
        }
        return adjusted;
    }

    /**
     * Returns p-values adjusted so that the chance of any false alarm at all is bounded (S. Holm, Scand. J. Stat. 6,
     * 1979): for the k-th smallest of m, the largest of p (m - k + 1) over it and all smaller ones.
     */
    public static double[] holm(double[] pValues) {
        int m = pValues.length;
        double[] adjusted = new double[m];
        int[] rising = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double most = 0;
        for (int i = 0; i < m; i++) {
            most = Math.max(most, Math.min(1, pValues[rising[i]] * (m - i)));
            adjusted[rising[i]] = most;
        }
        return adjusted;
    }
}
