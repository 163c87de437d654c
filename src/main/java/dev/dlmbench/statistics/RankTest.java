package dev.dlmbench.statistics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Whether values of one group tend to be larger than those of another (H. B. Mann and D. R. Whitney, Ann. Math. Stat.
 * 18, 1947).
 *
 * @param pValue two-sided; exact for small groups without ties, else by the normal approximation that corrects for them
 * @param superiority the chance that a value of the right group exceeds one of the left, ties counted half
 */
public record RankTest(double pValue, double superiority) {

    /** Compares two groups of independent values. */
    public static RankTest of(double[] left, double[] right) {
        MannWhitneyUTest.Result result = MannWhitneyUTest.withDefaults()
                .with(AlternativeHypothesis.TWO_SIDED)
                .test(right, left);
        return new RankTest(result.getPValue(), result.getStatistic() / ((double) left.length * right.length));
    }
}
