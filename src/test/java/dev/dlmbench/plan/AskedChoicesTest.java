package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which points choose, and which are refused. */
class AskedChoicesTest {
    private static final String METRICS = "metrics: [choice-accuracy, not-separated]\n";

    @TempDir
    private Path folder;

    private List<NodeSpec.Choices> planned(String experiments) throws IOException {
        Plan plan = new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("results")), false)
                .plan(RunSuites.read(folder, "experiments:\n" + experiments + METRICS), "small.yaml");
        return plan.nodes().stream()
                .filter(node -> node.kind() == NodeKind.CHOICES)
                .map(node -> (NodeSpec.Choices) node.spec())
                .toList();
    }

    private static String point(String name, String corpus, String more) {
        return "  " + name + ": {data: {corpus: {kind: " + corpus + "}, sequence: 64}, " + more + "}\n";
    }

    @Test
    void onlyPointsWithChoicesChoose() throws IOException {
        List<NodeSpec.Choices> nodes =
                planned(point("ar", "boolean, thoughts: false", "process: {kind: autoregressive}")
                        + point("ones", "boolean, thoughts: false", "process: {kind: masked, blockSize: 1}")
                        + point("whole", "boolean, thoughts: false", "process: {kind: masked}")
                        + point(
                                "counted",
                                "boolean, thoughts: false",
                                "process: {kind: masked}, likelihood: {estimator: exact-count, draws: 2}")
                        + point("products", "multiplication, digits: 1, tests: 8", "process: {kind: masked}")
                        + "  text: {process: {kind: masked}}\n");
        assertThat(nodes)
                .extracting(NodeSpec.Choices::estimator)
                .containsExactlyInAnyOrder(Estimator.EXACT, Estimator.EXACT, Estimator.AUTO, Estimator.EXACT_COUNT);
        assertThat(nodes).extracting(NodeSpec.Choices::draws).containsExactlyInAnyOrder(1, 1, 4, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean | process: {kind: masked} | data.corpus.thoughts must be false (point a)",
                "boolean, thoughts: false | process: {kind: uniform} | need autoregression or masked noise",
                "boolean, thoughts: false | process: {kind: masked, parameterization: score}"
                        + " | need autoregression or masked noise",
                "boolean, thoughts: false | process: {kind: masked}, backbone: {timeConditioning: true}"
                        + " | backbone.timeConditioning must be false",
                "multiplication, digits: 1, tests: 8 | process: {kind: masked}"
                        + " | choice-accuracy needs a task whose examples have choices",
                "markov | process: {kind: masked} | choice-accuracy needs a task whose examples have choices"
            })
    void whatCannotBeChosenIsRefused(String corpus, String settings, String why) {
        assertThatThrownBy(() -> planned(point("a", corpus, settings)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(why);
    }
}
