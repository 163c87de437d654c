package dev.dlmbench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Arithmetic.Amount;
import dev.dlmbench.sampling.SamplingSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** How long a run will still take. */
class EtaTest {
    private static final Percentage CLOSE = Percentage.withPercentage(5);
    private static final Effort SMALL = effort("likelihood", 1);
    private static final Effort LARGE = effort("likelihood", 100);
    private static final Effort TIMED = effort("latency", 1);

    private final List<Node> nodes = LongStream.range(0, 4)
            .mapToObj(seed -> Node.of(new NodeSpec.Likelihood("m", 0, LikelihoodSpec.exact(), seed), "x"))
            .toList();
    private final Node timing = Node.of(
            new NodeSpec.Latency("m", 0, SamplingSpec.ancestral(1, 1, 1), new LatencySpec(List.of(1), 1, 1, 1)), "x");
    private final History history = new History();

    /** Work of a size at which the start hardly counts. */
    private static Effort effort(String group, double size) {
        return new Effort(group, "cpu", 1, 1e-6, 1e3 * size, new Amount(1e12 * size, 1e9 * size));
    }

    private Eta eta(List<Node> open, int workers) {
        return new Eta(history, node -> Optional.of(node.equals(timing) ? TIMED : SMALL), open, workers);
    }

    @Test
    void isUnknownBeforeAnythingOfTheKindHasRun() {
        assertThat(eta(nodes, 1).remaining()).isEqualTo(new Eta.Estimate(0, false));
    }

    @Test
    void isUnknownForWorkThatCannotBeCounted() {
        history.add(SMALL, 3);

        assertThat(new Eta(history, node -> Optional.empty(), nodes, 1).remaining())
                .isEqualTo(new Eta.Estimate(0, false));
    }

    @Test
    void takesTheMedianOfWhatWasAsLarge() {
        history.add(SMALL, 1);
        history.add(SMALL, 10);
        history.add(SMALL, 3);

        assertThat(eta(nodes, 1).remaining().seconds()).isCloseTo(12, CLOSE);
        assertThat(eta(nodes, 1).remaining().complete()).isTrue();
    }

    @Test
    void scalesByTheWork() {
        history.add(SMALL, 3);
        Map<String, Effort> efforts =
                Map.of(nodes.get(0).hash(), SMALL, nodes.get(1).hash(), LARGE);
        Eta eta = new Eta(history, node -> Optional.ofNullable(efforts.get(node.hash())), nodes.subList(0, 2), 1);

        assertThat(eta.remaining().seconds()).isCloseTo(303, CLOSE);
    }

    @Test
    void sharesTheWorkAmongWorkersButNotTheTimings() {
        history.add(SMALL, 3);
        history.add(TIMED, 5);

        assertThat(eta(List.of(nodes.get(0), nodes.get(1), timing), 2)
                        .remaining()
                        .seconds())
                .isCloseTo(8, CLOSE); // (3 + 3) / 2 + 5
    }

    @Test
    void saysWhenItLeavesOutAKindOfWhichNothingIsKnown() {
        history.add(SMALL, 3);
        Eta.Estimate estimate = eta(List.of(nodes.get(0), timing), 1).remaining();

        assertThat(estimate.seconds()).isCloseTo(3, CLOSE);
        assertThat(estimate.complete()).isFalse();
    }

    @Test
    void extrapolatesFromARunningNodeWhereNothingElseIsKnown() {
        Eta eta = eta(nodes, 1);
        eta.progress(nodes.get(0), 0.25, 2);

        assertThat(eta.remaining().seconds()).isCloseTo(6 + 3 * 8, CLOSE);
    }

    @Test
    void goesByTheProgressOfWhatRuns() {
        history.add(SMALL, 100);
        Eta eta = eta(nodes.subList(0, 1), 1);
        eta.progress(nodes.get(0), 0.25, 2);

        assertThat(eta.remaining().seconds()).isCloseTo(6, within(1e-9));
    }

    @Test
    void learnsFromWhatIsFinishedAndForgetsWhatIsGone() {
        Eta eta = eta(nodes, 1);
        eta.finished(nodes.get(0), 2);
        eta.gone(nodes.get(1));

        assertThat(eta.open()).isEqualTo(2);
        assertThat(eta.remaining().seconds()).isCloseTo(4, CLOSE);
    }
}
