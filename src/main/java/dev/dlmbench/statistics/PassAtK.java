package dev.dlmbench.statistics;

/** The chance that at least one of k answers to an example is right. */
public final class PassAtK {
    private PassAtK() {}

    /**
     * Returns the unbiased estimate from more answers than k: the share of all choices of k of them that have a right
     * one, 1 - C(n - c, k) / C(n, k), as a product of factors up to 1 (M. Chen et al., arXiv 2107.03374, 2021, section
     * 2.1).
     *
     * @param answers n, drawn independently
     * @param right c, how many of them are right
     * @param k at most n
     * @throws IllegalArgumentException if more are right than there are, or k is not from 1 to n
     */
    public static double of(int answers, int right, int k) {
        if (right < 0 || right > answers || k < 1 || k > answers) {
            throw new IllegalArgumentException(
                    "pass@" + k + " cannot be told from " + right + " right ones of " + answers + " answers");
        }
        double noneRight = 1;
        for (int i = answers - right + 1; i <= answers; i++) {
            noneRight *= Math.max(0, 1 - (double) k / i);
        }
        return 1 - noneRight;
    }
}
