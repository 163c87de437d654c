package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import blue.strategic.parquet.ParquetWriter;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite of zero-shot perplexities on sets of a few lines and networks that hold all tokens for equally likely, so
 * that every value is known.
 */
class ZeroShotTest {
    private static final int TOKENS = 50_257;
    private static final BackboneSpec SMALL = new BackboneSpec(1, 8, 2, 4, 0, false);
    private static final BackboneSpec TIMED = new BackboneSpec(1, 8, 2, 4, 0, true);

    private static final String SIZES = "\"hidden_dim\": 8, \"cond_dim\": 4, \"n_blocks\": 1, \"n_heads\": 2";
    private static final Map<String, String> CONFIGURATIONS = Map.of(
            "bd3lm-owt-ar",
            "{\"model_type\": \"bd3lm\", \"causal\": true, \"adaln\": false, \"cross_attn\": false, " + SIZES + "}",
            "mdlm-owt",
            "{\"model_type\": \"mdlm\", " + SIZES + "}",
            "bd3lm-owt-block_size4",
            "{\"model_type\": \"bd3lm\", \"causal\": false, \"adaln\": true, \"cross_attn\": true, \"block_size\": 4, "
                    + SIZES + "}",
            "sedd-owt",
            "{\"tokens\": 50257, \"graph\": {\"type\": \"absorb\"}, \"model\": {\"hidden_size\": 8, \"cond_dim\": 4,"
                    + " \"n_blocks\": 1, \"n_heads\": 2, \"scale_by_sigma\": true}}");

    private static final Map<String, String> FIELDS = Map.of(
            "ptb", "sentence",
            "wikitext103", "text",
            "lm1b-gpt2", "text",
            "ag-news", "text",
            "pubmed", "article",
            "arxiv", "article");

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void everyModelIsMeasuredOnEverySet() throws Exception {
        models();
        sets();
        Path suite =
                Files.createDirectories(folder.resolve("experiments/paper")).resolve("zero-shot.yaml");
        Files.copy(Path.of("experiments/paper/zero-shot.yaml"), suite);
        DataFolder data = new DataFolder(folder.resolve("data"), folder.resolve("cache"));
        Plan plan = new Planner(new TextFacts(data), ResultStore.open(folder.resolve("store")), false)
                .plan(SuiteReader.read(suite, List.of("data.sequence=32", "engine.device=cpu")), "zero-shot.yaml");
        FolderPlace place = new FolderPlace(folder.resolve("work"));
        for (Node node : plan.nodes()) {
            place.add(node.hash(), node.spec());
        }
        LearningWorks works = new LearningWorks(data);
        int measured = 0;
        List<Double> scores = new ArrayList<>();
        for (Node node : plan.nodes()) {
            if (node.kind() == NodeKind.LIKELIHOOD) {
                List<Measurement> values = works.of(node.kind()).run(node.spec(), place);
                double nll = value(values, Metric.NLL);
                if (node.label().startsWith("sedd")) {
                    scores.add(nll);
                } else {
                    assertThat(nll).as(node.title()).isCloseTo(Math.log(TOKENS), within(1e-4));
                    assertThat(value(values, Metric.PPL)).as(node.title()).isCloseTo(TOKENS, within(10.));
                }
                measured++;
            }
        }
        // one draw of noise for a document: the score entropy is right in the mean only
        assertThat(scores.stream().mapToDouble(nll -> nll).average().orElseThrow())
                .isCloseTo(Math.log(TOKENS), within(.3 * Math.log(TOKENS)));
        assertThat(measured).isEqualTo(4 * 7);
    }

    private static double value(List<Measurement> values, Metric metric) {
        return values.stream()
                .filter(value -> value.metric() == metric)
                .mapToDouble(value -> value.value() == null ? Double.NaN : value.value())
                .findFirst()
                .orElseThrow();
    }

    /** Fresh networks have an output layer of zeros. */
    private void models() throws IOException {
        for (Map.Entry<String, String> model : CONFIGURATIONS.entrySet()) {
            Path place = Files.createDirectories(folder.resolve("models").resolve(model.getKey()));
            Files.writeString(place.resolve("config.json"), model.getValue());
            BackboneSpec spec = model.getKey().startsWith("sedd") ? TIMED : SMALL;
            Map<String, Safetensors.Tensor> tensors = new TreeMap<>(
                    Weights.initial(spec, TOKENS + 1, new SplittableRandom(1)).named("backbone."));
            if (model.getKey().endsWith("-ar")) {
                tensors.keySet().removeIf(name -> name.contains("adaLN") || name.contains("sigma_map"));
            }
            Safetensors.write(place.resolve("model.safetensors"), tensors);
        }
    }

    private void sets() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path own = Files.createDirectories(data.resolve("gpt2_bpe"));
        for (String name : List.of("encoder.json", "vocab.bpe")) {
            Files.copy(SharedFiles.require("data/gpt2_bpe/" + name), own.resolve(name));
        }
        for (Map.Entry<String, String> set : FIELDS.entrySet()) {
            Path place = Files.createDirectories(data.resolve(set.getKey()));
            MessageType schema = new MessageType(
                    "documents",
                    Types.required(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(set.getValue()));
            for (String split : List.of("validation", "test")) {
                ParquetWriter<String> writer = ParquetWriter.writeFile(
                        schema,
                        place.resolve(split + "-0.parquet").toFile(),
                        (document, columns) -> columns.write(set.getValue(), document));
                writer.write(text(set.getKey()));
                writer.close();
            }
        }
        Path lambada = Files.createDirectories(data.resolve("lambada"));
        Files.writeString(lambada.resolve("lambada_test.jsonl"), "{\"text\": \"" + text("lambada") + "\"}\n");
    }

    private static String text(String name) {
        return IntStream.range(0, 60).mapToObj(i -> name + i).collect(Collectors.joining(" "));
    }
}
