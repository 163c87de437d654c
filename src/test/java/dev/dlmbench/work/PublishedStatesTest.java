package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.ScoringProtocol;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.KnownEvaluator;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.Tokenizer;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a published GPT-2 makes of texts, in bytes or in its own tokens. */
class PublishedStatesTest {
    @TempDir
    private Path folder;

    private Path judge;
    private KnownEvaluator evaluator;

    @BeforeEach
    void find() throws IOException {
        judge = SharedFiles.require("parity/published/judge").toAbsolutePath();
        evaluator = new TextFacts(new DataFolder(folder))
                .published(new PublishedEvaluator(
                        new PretrainedSpec(judge.toString(), "", null), ScoringProtocol.STANDARD, 0, 0));
    }

    /** The first six of sixteen numbers behind the last token, by GPT2LMHeadModel of transformers 5. */
    @Test
    void theStateBehindTheLastTokenIsThatOfTransformers() throws IOException {
        JsonNode texts =
                new ObjectMapper().readTree(judge.resolve("case.json").toFile()).get("texts");
        double[][] expected = {
            {-.766382, .638023, -1.424241, 1.996476, -.561644, 1.561676},
            {.150361, -.796328, -1.336436, -.384754, 1.884174, .727385}
        };
        for (TokenizerSpec tokenizer : List.of(
                DataSpec.TokenizerKind.BYTE,
                new TokenizerSpec.HuggingFace(judge.resolve("tokenizer.json").toString()))) {
            Tokenizer ids = tokenizer.of("", "", new DataFolder(folder));
            double[][] states = new PublishedScoring(
                            evaluator, TestEngine.SPEC, new ModelCache(new DataFolder(folder)), new FolderPlace(folder))
                    .states(
                            List.of(
                                    ids.encode(texts.get(0).asText()),
                                    ids.encode(texts.get(1).asText())),
                            ids);
            for (int text = 0; text < 2; text++) {
                assertThat(states[text]).hasSize(16);
                assertThat(Arrays.copyOf(states[text], 6)).containsExactly(expected[text], within(1e-4));
            }
        }
    }

    @Test
    void theTestDocumentsThemselvesHaveAllOfMauve() throws IOException {
        Path file = Files.writeString(
                folder.resolve("text.txt"),
                IntStream.range(0, 2000).mapToObj(i -> i * i + " ").collect(Collectors.joining()));
        DataSpec data =
                new DataSpec(new CorpusSpec.TextFile(file.toString()), DataSpec.TokenizerKind.BYTE, 16, 1000, 20);
        ModelCache cache = new ModelCache(new DataFolder(folder));
        FolderPlace place = new FolderPlace(folder);
        place.add("data", new NodeSpec.Data(data, ""));
        Path drawn = place.add("samples", new NodeSpec.Samples("model", 16, SamplingSpec.ancestral(1, 20, 1), 1));
        JsonLines.write(drawn.resolve(NodeFiles.TOKENS), cache.text(data, place).test());
        Measurement found = new MauveWork(cache)
                .run(new DistributionSpec.Mauve("samples", "data", null, TestEngine.SPEC, evaluator), place)
                .get(0);
        assertThat(found.metric()).isEqualTo(Metric.MAUVE);
        assertThat(found.value()).isCloseTo(1, within(1e-9));
        assertThat(found.conditions())
                .containsEntry("states", "last")
                .containsKeys("evaluator", "evaluatorTokenizer", "protocol");
    }
}
