package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which points have their samples counted and held against test documents, and which are refused. */
class DistributionsTest {
    private static final String MODEL = "evaluator: {kind: model}, ";

    @TempDir
    private Path folder;

    private Plan plan(String experiments, String metrics) throws IOException {
        return new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("results")), false)
                .plan(
                        RunSuites.read(
                                folder,
                                "experiments:\n" + experiments + "metrics: [" + metrics + "]\n",
                                "sampling.samples=10",
                                "data.documents=10"),
                        "small.yaml");
    }

    private static String point(String name, String settings) {
        return "  " + name + ": {" + settings + "process: {kind: masked}}\n";
    }

    @Test
    void theEvaluatorThatScoresSamplesHoldsThemAgainstTestDocuments() throws IOException {
        Plan plan = plan(
                point("a", MODEL) + point("b", "evaluator: {kind: pretrained, path: one}, ") + point("c", ""), "mauve");
        Set<NodeSpec.Score> scores = plan.nodes().stream()
                .filter(node -> node.kind() == NodeKind.SCORE)
                .map(node -> (NodeSpec.Score) node.spec())
                .filter(score -> score.evaluator().isPresent()
                        || score.publishedEvaluator().isPresent())
                .collect(Collectors.toSet());
        List<NodeSpec> held = plan.nodes().stream()
                .filter(node -> node.kind() == NodeKind.MAUVE)
                .map(Node::spec)
                .toList();
        assertThat(scores).hasSize(2); // that of c is by the exact source
        assertThat(held).hasSize(2).allSatisfy(spec -> assertThat(scores).anySatisfy(score -> {
            assertThat(spec.inputs()).isEqualTo(score.inputs());
            assertThat(((DistributionSpec.Mauve) spec).publishedEvaluator()).isEqualTo(score.publishedEvaluator());
        }));
    }

    @Test
    void countingNeedsNoEvaluator() throws IOException {
        Plan plan = plan(point("a", ""), "repetition");
        assertThat(plan.nodes().stream().map(Node::kind))
                .contains(NodeKind.DIVERSITY)
                .doesNotContain(NodeKind.MAUVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | mauve needs a text that is no task, and an evaluator that is a network",
                "'evaluator: {kind: model}, sampling: {samples: 9}, ' | mauve needs at least 10 samples",
                "'evaluator: {kind: model}, sampling: {samples: 11}, '"
                        + " | as many test documents as samples: data.documents is 10, sampling.samples 11 (point a)",
                "'evaluator: {kind: model}, sampling: {samples: 10, stop: {maxLength: 32}}, '"
                        + " | sampling.stop.maxLength is 32, data.sequence 16 (point a)",
                "'evaluator: {kind: model}, sampling: {samples: 10, stop: {text: a}}, '"
                        + " | samples of one length: sampling.stop.text must not be set (point a)"
            })
    void whatCannotBeHeldAgainstThemIsRefused(String settings, String why) {
        assertThatThrownBy(() -> new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("results")), false)
                        .plan(RunSuites.read(folder, """
                                        experiments:
                                          a: {data: {documents: 10}, %sprocess: {kind: masked, blockSize: 4}}
                                        metrics: [mauve]
                                        """.formatted(settings)), "small.yaml"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(why);
    }
}
