package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite has one evaluator, larger than its models, unless it asks for another. */
class EvaluatorPlanTest {
    private static final String TRAINED = "evaluator.kind=model";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix: {training.learningRate: [1.0e-3, 3.0e-3, 1.0e-2]}",
                "matrix: {training.tokens: [1k, 2k, 4k], backbone.dropout: [0, 0.1]}",
                "matrix: {backbone.width: [8, 16], backbone.timeConditioning: [false, true]}",
                "matrix: {engine.threads: [1, 2], engine.precision: [float32, auto]}",
                "training: {tokens: 9k, batch: 2, schedule: cosine}, backbone: {layers: 3}, engine: {threads: 1}"
            })
    void aSweepOrAnOverrideOfTheModelsSettingsMakesNoOtherEvaluator(String settings) throws IOException {
        String suite = """
                experiments:
                  ar: {process: {kind: autoregressive}}
                  masked: {process: {kind: masked}, %s}
                metrics: [gen-ppl, entropy]
                """.formatted(settings);

        assertThat(evaluators(plan(suite))).hasSize(1);
    }

    @Test
    void settingsOfItsOwnInOneExperimentMakeASecondEvaluator() throws IOException {
        Plan plan = plan("""
                experiments:
                  ar: {process: {kind: autoregressive}}
                  masked: {process: {kind: masked}}
                  strict: {process: {kind: masked}, evaluator: {training: {tokens: 5k}}}
                metrics: [gen-ppl, entropy]
                """);

        assertThat(evaluators(plan))
                .extracting(evaluator -> evaluator.training().tokens())
                .containsExactlyInAnyOrder(2_000L, 5_000L);
    }

    @Test
    void itHasTwiceTheLayersAndTheTokensOfTheDefaultsAndTheRestAsTheyAre() throws IOException {
        List<ModelSpec.Train> evaluators = evaluators(plan("""
                experiments:
                  masked: {process: {kind: masked}, backbone: {layers: 7}, training: {tokens: 70k}}
                metrics: [gen-ppl, entropy]
                """));

        ModelSpec.Train evaluator = evaluators.get(0);
        assertThat(evaluators).hasSize(1);
        assertThat(evaluator.backbone().layers()).isEqualTo(2); // of 1
        assertThat(evaluator.backbone().width()).isEqualTo(8);
        assertThat(evaluator.training().tokens()).isEqualTo(2_000); // of 1k
        assertThat(evaluator.training().batch()).isEqualTo(4);
    }

    @Test
    void howWellItFitsTheTestTextItselfIsMeasuredOnce() throws IOException {
        Plan plan = plan("""
                experiments:
                  ar: {process: {kind: autoregressive}, seeds: [1, 2]}
                  masked: {process: {kind: masked}, seeds: [1, 2]}
                metrics: [gen-ppl, entropy]
                """);
        Set<String> own = seeds(plan).stream()
                .map(seed -> seed.nodes().get("evaluator-likelihood"))
                .collect(Collectors.toSet());
        Set<String> trained =
                seeds(plan).stream().map(seed -> seed.nodes().get("evaluator")).collect(Collectors.toSet());

        assertThat(seeds(plan)).hasSize(4);
        assertThat(own).hasSize(1).doesNotContainNull();
        NodeSpec.Likelihood likelihood = (NodeSpec.Likelihood)
                plan.node(own.iterator().next()).orElseThrow().spec();
        assertThat(trained).containsExactly(likelihood.model());
        assertThat(likelihood.likelihood().estimator()).isEqualTo(Estimator.EXACT);
        assertThat(plan.nodes().stream().filter(node -> node.kind() == NodeKind.LIKELIHOOD))
                .hasSize(1); // no other was asked for
    }

    @Test
    void aSourceThatEvaluatesItselfIsNotTrained() throws IOException {
        Plan plan = plan(RunSuites.read(folder, """
                experiments:
                  ar: {process: {kind: autoregressive}}
                metrics: [gen-ppl, entropy]
                """));

        assertThat(evaluators(plan)).isEmpty();
        assertThat(seeds(plan))
                .allSatisfy(seed -> assertThat(seed.nodes()).doesNotContainKeys("evaluator", "evaluator-likelihood"));
    }

    /** What is in its folder counts, and under which protocol with which numbers; not where the folder is. */
    @Test
    void aPublishedEvaluatorIsPartOfTheScoresThatItGives() throws IOException {
        Set<String> first = scores("{kind: pretrained, path: one}");
        assertThat(scores("{kind: pretrained, path: one, protocol: standard}")).isEqualTo(first);
        assertThat(List.of(
                        first,
                        scores("{kind: pretrained, path: other}"),
                        scores("{kind: pretrained, path: one, protocol: rdlm}"),
                        scores("{kind: pretrained, path: one, protocol: mdlm}"),
                        scores("{kind: pretrained, path: one, protocol: mdlm, batch: 4}"),
                        scores("{kind: pretrained, path: one, protocol: mdlm, maxLength: 8}")))
                .doesNotHaveDuplicates()
                .allSatisfy(scores -> assertThat(scores).hasSize(1));
        assertThat(scores("{kind: pretrained, path: one, protocol: mdlm, batch: 8, maxLength: 16}"))
                .as("what its program does by itself, for samples of 16 tokens")
                .isEqualTo(scores("{kind: pretrained, path: one, protocol: mdlm}"));
    }

    private Set<String> scores(String evaluator) throws IOException {
        Plan plan = plan(RunSuites.read(folder, """
                experiments:
                  ar: {process: {kind: autoregressive}, evaluator: %s}
                metrics: [gen-ppl, entropy]
                """.formatted(evaluator)));
        assertThat(evaluators(plan)).isEmpty();
        return plan.nodes().stream()
                .filter(node -> node.kind() == NodeKind.SCORE)
                .map(Node::hash)
                .collect(Collectors.toSet());
    }

    private Plan plan(String rest) throws IOException {
        return plan(RunSuites.read(folder, rest, TRAINED));
    }

    private Plan plan(Suite suite) throws IOException {
        return new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("results")), false)
                .plan(suite, "small.yaml");
    }

    private static List<ModelSpec.Train> evaluators(Plan plan) {
        return plan.nodes().stream()
                .map(Node::spec)
                .filter(spec -> spec instanceof ModelSpec.Train train && train.part() == TextPart.EVALUATOR)
                .map(ModelSpec.Train.class::cast)
                .toList();
    }

    private static List<SeedEntry> seeds(Plan plan) {
        return plan.index().points().stream()
                .flatMap(point -> point.seeds().stream())
                .toList();
    }
}
