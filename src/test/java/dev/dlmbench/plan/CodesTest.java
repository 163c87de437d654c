package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which points of a suite are coded, and by what. */
class CodesTest {
    private static final String SUITE = """
            schema: dlm-bench/1
            suite: codes
            defaults:
              data: {corpus: {kind: markov}, sequence: 16, tokens: 1000, documents: 4}
              backbone: {layers: 1, width: 8, heads: 2, conditioningDim: 4}
              training: {tokens: 1k, batch: 4}
              sampling: {batch: 3}
              seeds: [1, 2]
            metrics: [code-length]
            experiments:
            """;

    @TempDir
    private Path folder;

    private Plan planned(String experiments) throws IOException {
        Path file = Files.writeString(folder.resolve("codes.yaml"), SUITE + experiments.indent(2));
        return new Planner(RunSuites.FACTS, ResultStore.open(folder.resolve("store")), false)
                .plan(SuiteReader.read(file, List.of()), "codes.yaml");
    }

    /** Every model is coded by, at its block size and as many sequences side by side as it draws. */
    @Test
    void everyModelHasACodeForEachSampler() throws IOException {
        Plan plan = planned("""
                ar: {process: {kind: autoregressive}}
                orders:
                  process: {kind: masked, blockSize: 8}
                  sampling: {plan: naive, selector: {kind: fixed-random}}
                  matrix: {sampling.stepsPerBlock: [4, 8]}
                noise: {process: {kind: uniform, blockSize: 1}}
                ancestral: {process: {kind: masked}}
                """);
        List<NodeSpec.Code> codes = plan.nodes().stream()
                .map(Node::spec)
                .filter(NodeSpec.Code.class::isInstance)
                .map(NodeSpec.Code.class::cast)
                .toList();
        assertThat(codes).hasSize(10).allMatch(code -> code.sampling().batch() == 3);
        assertThat(plan.nodes())
                .filteredOn(node -> node.kind() == NodeKind.TRAIN)
                .hasSize(8);
        assertThat(plan.nodes()).noneMatch(node -> node.kind() == NodeKind.SAMPLES);
        assertThat(codes.stream().map(NodeSpec.Code::blockSize)).contains(8, 1, 16);
        assertThat(plan.index().points()).allMatch(point -> point.seeds().stream()
                .allMatch(seed -> seed.nodes().containsKey(NodeKind.CODE.id())));
    }

    @Test
    void aSuiteWithoutAnyCodeIsRefused() {
        assertThatThrownBy(() -> planned("a: {process: {kind: masked}}"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("metrics: code-length needs a sampler with one path to every text, and no point has one:"
                        + " selector ancestral: every position moves by chance");
        assertThatThrownBy(() -> planned("a: {process: {kind: uniform}}"))
                .hasMessageContaining("only blocks of one token");
    }
}
