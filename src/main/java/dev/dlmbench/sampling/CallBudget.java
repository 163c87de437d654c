package dev.dlmbench.sampling;

import java.util.Arrays;

/**
 * Which tokens of a random order are drawn together when a block of n may take no more than k calls. While t tokens are
 * known every other one costs the same, L_t nats on average, so drawing tokens t to t + j - 1 in one call costs j L_t;
 * the cheapest division is found by dynamic programming (ARDM, arXiv 2110.02037, section 3.2).
 */
public final class CallBudget {
    private CallBudget() {}

    /**
     * Returns how many tokens are known before each call of the cheapest division, the first 0. Losses are sorted
     * first: true ones fall, and the division would otherwise feed on their noise. For a fixed number of calls a
     * division's cost is the lower envelope of lines with falling slopes, so that the search takes O(n k).
     *
     * @param losses mean loss in nats of a token while 0 to n - 1 are known
     * @param calls k, at least 1; more than n are n
     */
    public static int[] cheapest(double[] losses, int calls) {
        int n = losses.length;
        int most = Math.min(calls, n);
        double[] falling = falling(losses);
        int[][] previous = new int[most + 1][n + 1];
        double[] cost = new double[n + 1];
        Arrays.fill(cost, Double.POSITIVE_INFINITY);
        cost[0] = 0;
        for (int call = 1; call <= most; call++) {
            cost = another(cost, falling, previous[call]);
        }
        int[] starts = new int[most];
        for (int call = most, known = n; call > 0; call--) {
            known = previous[call][known];
            starts[call - 1] = known;
        }
        return starts;
    }

    /** Returns the losses in falling order. */
    public static double[] falling(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
            double swapped = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = swapped;
        }
        return sorted;
    }

    /** Returns the least costs of knowing 0 to n tokens after one more call, and notes where that call began. */
    private static double[] another(double[] cost, double[] losses, int[] began) {
        int n = losses.length;
        double[] next = new double[n + 1];
        next[0] = Double.POSITIVE_INFINITY;
        int[] lines = new int[n]; // those that are lowest somewhere, slopes falling
        int first = 0;
        int end = 0;
        for (int known = 1; known <= n; known++) {
            int line = known - 1;
            if (cost[line] < Double.POSITIVE_INFINITY) {
                while (end - first >= 2 && useless(lines[end - 2], lines[end - 1], line, cost, losses)) {
                    end--;
                }
                lines[end++] = line;
            }
            while (end - first >= 2
                    && at(lines[first + 1], known, cost, losses) < at(lines[first], known, cost, losses)) {
                first++;
            }
            next[known] = first < end ? at(lines[first], known, cost, losses) : Double.POSITIVE_INFINITY;
            began[known] = first < end ? lines[first] : 0;
        }
        return next;
    }

    private static double at(int line, int known, double[] cost, double[] losses) {
        return cost[line] + (known - line) * losses[line];
    }

    /**
     * Returns whether the middle one of three lines with falling slopes is below both others nowhere, not even level.
     */
    private static boolean useless(int left, int middle, int right, double[] cost, double[] losses) {
        double leftAt = at(left, 0, cost, losses);
        double middleAt = at(middle, 0, cost, losses);
        double rightAt = at(right, 0, cost, losses);
        return (rightAt - leftAt) * (losses[left] - losses[middle])
                < (middleAt - leftAt) * (losses[left] - losses[right]);
    }

    /**
     * Returns the division into calls of equal size: how many tokens are known before each call.
     *
     * @param tokens n
     * @param calls k, at least 1; more than n are n
     */
    public static int[] even(int tokens, int calls) {
        int most = Math.min(calls, tokens);
        int[] starts = new int[most];
        Arrays.setAll(starts, call -> (int) Math.rint((double) tokens * call / most));
        return starts;
    }

    /** Returns what a division costs in nats. */
    public static double cost(double[] losses, int[] starts) {
        double cost = 0;
        for (int call = 0; call < starts.length; call++) {
            int end = call + 1 < starts.length ? starts[call + 1] : losses.length;
            cost += (end - starts[call]) * losses[starts[call]];
        }
        return cost;
    }

    /** Returns how many tokens each call of a division draws. */
    static int[] counts(int[] starts, int tokens) {
        int[] counts = new int[starts.length];
        Arrays.setAll(counts, call -> (call + 1 < starts.length ? starts[call + 1] : tokens) - starts[call]);
        return counts;
    }
}
