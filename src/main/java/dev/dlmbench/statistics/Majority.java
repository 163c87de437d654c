package dev.dlmbench.statistics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers to one example that are put to a vote (self-consistency; X. Wang et al., arXiv 2203.11171, 2022). Equal
 * answers vote together; what could not be read as an answer does not vote. Of several answers with the most votes, one
 * is drawn: the outcome is the share of them that is right, which is what drawing gives on average. It is 0 where none
 * votes.
 *
 * @param right votes for each distinct answer that is right
 * @param wrong votes for each distinct answer that is wrong
 * @param silent how many do not vote
 */
public record Majority(List<Integer> right, List<Integer> wrong, int silent) {
    /** Checks that nothing is negative. */
    public Majority {
        right = List.copyOf(right);
        wrong = List.copyOf(wrong);
        if (silent < 0
                || right.stream().anyMatch(votes -> votes < 0)
                || wrong.stream().anyMatch(votes -> votes < 0)) {
            throw new IllegalArgumentException("votes are not negative");
        }
    }

    /**
     * Returns the votes of answers that are equal if their {@code equals} says so.
     *
     * @param answers empty ones do not vote
     * @param right whether an answer is right
     */
    public static <A> Majority of(Collection<Optional<A>> answers, Predicate<? super A> right) {
        Map<A, Integer> votes = new LinkedHashMap<>();
        answers.forEach(answer -> answer.ifPresent(vote -> votes.merge(vote, 1, Integer::sum)));
        int silent = (int) answers.stream().filter(Optional::isEmpty).count();
        return new Majority(of(votes, right), of(votes, right.negate()), silent);
    }

    private static <A> List<Integer> of(Map<A, Integer> votes, Predicate<? super A> chosen) {
        return votes.entrySet().stream()
                .filter(vote -> chosen.test(vote.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Returns the number of answers, with those that do not vote. */
    public int answers() {
        return silent + sum(right) + sum(wrong);
    }

    private static int sum(List<Integer> votes) {
        return votes.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Returns how right the majority of m of the answers is, 0 to 1, as the mean over all choices of m; with all
     * answers that is the outcome of their vote. If they are drawn independently, it is the unbiased estimate of maj@m
     * with the least variance, as that of {@link PassAtK} is. Exact up to rounding: choices are counted by the votes
     * that win, not one by one, in time of m cubed by distinct answers.
     *
     * @param m from 1 to the number of answers
     * @throws IllegalArgumentException if m is not, or there are more choices than a {@code double} can count, which
     *     takes more than 1000 answers
     */
    public double expected(int m) {
        int answers = answers();
        if (m < 1 || m > answers) {
            throw new IllegalArgumentException("maj@" + m + " cannot be told from " + answers + " answers");
        }
        double choices = choices(answers, m)[m];
        if (Double.isInfinite(choices)) {
            throw new IllegalArgumentException("too many choices of " + m + " of " + answers + " answers");
        }
        double[] nothing = new double[m + 1];
        nothing[0] = 1;
        double won = 0;
        for (int most = 1; most <= m; most++) {
            won += won(draws(nothing, right, most), draws(choices(silent, m), wrong, most));
        }
        return won / choices;
    }

    /** Returns the choices in which something wins, each by the share of winners that is right. */
    private static double won(double[][] right, double[][] wrong) {
        int m = right[0].length - 1;
        double won = 0;
        for (int good = 1; good < right.length; good++) {
            for (int bad = 0; bad < wrong.length; bad++) {
                for (int drawn = 0; drawn <= m; drawn++) {
                    won += right[good][drawn] * wrong[bad][m - drawn] * good / (good + bad);
                }
            }
        }
        return won;
    }

    /**
     * Returns in how many ways votes can be drawn so that no answer has more than {@code most}: by the number of
     * answers that have exactly so many, and by the number of votes drawn.
     *
     * @param start ways to draw so many others before
     */
    private static double[][] draws(double[] start, List<Integer> votes, int most) {
        int m = start.length - 1;
        double[][] ways = new double[m / most + 1][m + 1];
        ways[0] = start;
        for (int count : votes) {
            double[] choices = choices(count, m);
            double[][] next = new double[ways.length][m + 1];
            for (int winners = 0; winners < ways.length; winners++) {
                for (int before = 0; before <= m; before++) {
                    for (int drawn = 0; drawn <= Math.min(most, m - before) && ways[winners][before] > 0; drawn++) {
                        int now = drawn == most ? winners + 1 : winners;
                        next[now][before + drawn] += ways[winners][before] * choices[drawn];
                    }
                }
            }
            ways = next;
        }
        return ways;
    }

    /** Returns the binomial coefficients of n over 0 to m. */
    private static double[] choices(int n, int m) {
        double[] choices = new double[m + 1];
        choices[0] = 1;
        for (int k = 1; k <= m; k++) {
            choices[k] = choices[k - 1] * Math.max(0, n - k + 1) / k;
        }
        return choices;
    }
}
