package dev.dlmbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.forecast.Effort;
import dev.dlmbench.forecast.Eta;
import dev.dlmbench.forecast.History;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Arithmetic.Amount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person sees while a suite runs. */
class LiveProgressTest {
    private static final String TWO_LINES_UP = "\u001b[1A\u001b[2K".repeat(2) + "\u001b[1G";

    /** So large that its start does not count. */
    private static final Effort EFFORT = new Effort("likelihood", "cpu", 1, 0, 1e4, new Amount(0, 0));

    private final Node one = Node.of(new NodeSpec.Likelihood("m", 0, LikelihoodSpec.exact(), 1), "ar seed 1");
    private final Node two = Node.of(new NodeSpec.Likelihood("m", 0, LikelihoodSpec.exact(), 2), "ar seed 2");
    private final StringWriter screen = new StringWriter();
    private final LiveProgress board = new LiveProgress(
            new PrintWriter(screen), new Eta(new History(), node -> Optional.of(EFFORT), List.of(one, two), 1), 2, 60);

    @Test
    void showsALineForEachWorkerAndOneForTheSuite() {
        board.started(0, one);

        assertThat(TerminalCode.told(screen.toString()))
                .isEqualTo("\u001b[1G[1] likelihood ar seed 1: starting\n0/2 nodes done\n");
    }

    @Test
    void replacesWhatItDrewBefore() {
        board.started(0, one);
        screen.getBuffer().setLength(0);
        board.finished(0, one, 3);

        assertThat(TerminalCode.told(screen.toString()))
                .startsWith(TWO_LINES_UP + "finished  likelihood ar seed 1 in 3.0 s\n1/2 nodes done, about 3.") // or so
                .endsWith(" s left\n");
    }

    @Test
    void cutsLinesThatWouldWrap() {
        board.started(0, one);
        screen.getBuffer().setLength(0);
        board.failed(1, two, "x");
        board.started(0, Node.of(one.spec(), "a".repeat(100)));

        assertThat(screen.toString().lines().filter(line -> line.startsWith("[1]")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
    }

    @Test
    void leavesNothingBehind() {
        board.started(0, one);
        screen.getBuffer().setLength(0);
        board.close();
        board.started(0, two);

        assertThat(TerminalCode.told(screen.toString())).isEqualTo(TWO_LINES_UP);
    }

    @Test
    void saysSoWhereAnEstimateLeavesSomethingOut() {
        assertThat(Words.left(new Eta.Estimate(130, true))).isEqualTo(", about 2 min 10 s left");
        assertThat(Words.left(new Eta.Estimate(130, false))).isEqualTo(", more than 2 min 10 s left");
        assertThat(Words.left(new Eta.Estimate(0, false))).isEmpty();
    }

    @Test
    void saysStepsAndPercentages() {
        assertThat(ProgressText.text("training", 1200, 2000, "loss 1.93"))
                .isEqualTo("training 1,200/2,000 (60%), loss 1.93");
        assertThat(ProgressText.text("reading", 0, 0, "")).isEqualTo("reading");
    }

    @Test
    void saysTimesInTheUnitThatFits() {
        assertThat(Words.seconds(0.04)).isEqualTo("0.0 s");
        assertThat(Words.seconds(59)).isEqualTo("59 s");
        assertThat(Words.seconds(130)).isEqualTo("2 min 10 s");
        assertThat(Words.seconds(3720)).isEqualTo("1 h 2 min");
    }
}
