package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a suite with controls computes. */
class ControlPlanTest {
    private static final String WITHOUT = """
            experiments:
              masked: {process: {kind: masked}, seeds: [1, 2]}
            metrics: [nll, loss-time, gen-ppl, entropy, nfe, latency]
            """;
    private static final String WITH = WITHOUT + "controls: [back-off, shuffled]\n";

    @TempDir
    private Path folder;

    private Plan plan(String suite, String... overrides) throws IOException {
        return new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("results")), false)
                .plan(RunSuites.read(folder, suite, overrides), "small.yaml");
    }

    private static List<String> hashes(Plan plan) {
        return plan.nodes().stream().map(Node::hash).toList();
    }

    @Test
    void nothingElseMoves() throws IOException {
        Plan without = plan(WITHOUT);
        Plan with = plan(WITH);
        assertThat(hashes(with)).containsAll(hashes(without));
        assertThat(with.index().points().get(0))
                .isEqualTo(without.index().points().get(0));
        assertThat(with.nodes())
                .filteredOn(node -> !hashes(without).contains(node.hash()))
                .extracting(Node::kind)
                .containsOnly(NodeKind.CONTROL, NodeKind.LIKELIHOOD, NodeKind.SAMPLES, NodeKind.SCORE);
    }

    @Test
    void aControlHasTheNodesThatMeanSomethingForIt() throws IOException {
        List<PointEntry> points = plan(WITH).index().points();
        PointEntry backOff = points.get(1);
        assertThat(backOff.control()).isTrue();
        assertThat(points.get(0).control()).isFalse();
        assertThat(backOff.seeds().get(0).nodes())
                .containsOnlyKeys("data", "control", "likelihood", "samples", "score");
        assertThat(backOff.seeds().get(0).model())
                .isEqualTo(backOff.seeds().get(0).nodes().get("control"));
        assertThat(points.get(2).seeds().get(0).nodes())
                .as("no text that it could not write has a likelihood")
                .containsOnlyKeys("data", "control", "samples", "score");
    }

    /** Nothing of it depends on a seed but what is drawn. */
    @Test
    void seedsShareWhatIsCounted() throws IOException {
        Plan plan = plan(WITH, "seeds=[1, 2]");
        assertThat(plan.nodes().stream().filter(node -> node.kind() == NodeKind.CONTROL))
                .hasSize(2);
        PointEntry backOff = plan.index().points().get(1);
        assertThat(backOff.seeds()).hasSize(2);
        assertThat(backOff.seeds().stream()
                        .map(seed -> seed.nodes().get("likelihood"))
                        .distinct())
                .hasSize(1);
        assertThat(backOff.seeds().stream()
                        .map(seed -> seed.nodes().get("samples"))
                        .distinct())
                .hasSize(2);
    }
}
