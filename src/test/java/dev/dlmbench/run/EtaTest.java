package dev.dlmbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.sampling.SamplingSpec;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How long a run will still take. */
class EtaTest {
    private final List<Node> nodes = LongStream.range(0, 4)
            .mapToObj(seed -> Node.of(new NodeSpec.Likelihood("m", 0, LikelihoodSpec.exact(), seed), "x"))
            .toList();
    private final Node timing = Node.of(
            new NodeSpec.Latency("m", 0, SamplingSpec.ancestral(1, 1, 1), new LatencySpec(List.of(1), 1, 1, 1)), "x");
    private final History history = new History();

    @Test
    void isUnknownBeforeAnythingOfTheKindHasRun() {
        assertThat(new Eta(history, nodes, 1).remaining()).isEqualTo(new Eta.Estimate(0, false));
    }

    @Test
    void takesTheMedianOfWhatRanBefore() {
        history.add(NodeKind.LIKELIHOOD, 1);
        history.add(NodeKind.LIKELIHOOD, 10);
        history.add(NodeKind.LIKELIHOOD, 3);

        assertThat(new Eta(history, nodes, 1).remaining()).isEqualTo(new Eta.Estimate(12, true));
    }

    @Test
    void sharesTheWorkAmongWorkersButNotTheTimings() {
        history.add(NodeKind.LIKELIHOOD, 3);
        history.add(NodeKind.LATENCY, 5);
        List<Node> all = List.of(nodes.get(0), nodes.get(1), timing);

        assertThat(new Eta(history, all, 2).remaining()).isEqualTo(new Eta.Estimate(8, true)); // (3 + 3) / 2 + 5
    }

    @Test
    void saysWhenItLeavesOutAKindOfWhichNothingIsKnown() {
        history.add(NodeKind.LIKELIHOOD, 3);

        assertThat(new Eta(history, List.of(nodes.get(0), timing), 1).remaining())
                .isEqualTo(new Eta.Estimate(3, false));
    }

    @Test
    void extrapolatesFromARunningNodeWhereNothingElseIsKnown() {
        Eta eta = new Eta(history, nodes, 1);
        eta.progress(nodes.get(0), 0.25, 2);

        assertThat(eta.remaining().seconds()).isCloseTo(6 + 3 * 8, within(1e-9));
    }

    @Test
    void learnsFromWhatIsFinishedAndForgetsWhatIsGone() {
        Eta eta = new Eta(history, nodes, 1);
        eta.finished(nodes.get(0), 2);
        eta.gone(nodes.get(1));

        assertThat(eta.open()).isEqualTo(2);
        assertThat(eta.remaining()).isEqualTo(new Eta.Estimate(4, true));
    }
}
