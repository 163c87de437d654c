package dev.dlmbench.evaluation;

import dev.dlmbench.statistics.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of the continuations of a prompt are the likeliest; of equal ones the first.
 *
 * @param first the place of the likeliest
 * @param second that of the second likeliest
 * @param margin by how many nats the first is likelier, over the noise that both share. It says nothing of how the two
 *     were found: among many that are equally likely, the first looks better than it is
 */
public record Ranking(int first, int second, Estimate margin) {
    private static final double CONFIDENCE = 0.95;

    /** Returns the ranking of at least two continuations. */
    public static Ranking of(List<ContinuationScore> scores) {
        List<Integer> order = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores.get(i).nats()))
                .toList();
        int first = order.get(0);
        int second = order.get(1);
        return new Ranking(first, second, scores.get(second).minus(scores.get(first)));
    }

    /** Returns whether the 95 % interval of the margin lies above 0, so that other noise would hardly turn it. */
    public boolean separated() {
        return margin.interval(CONFIDENCE).low() > 0;
    }
}
