package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Sample;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published folders as the models of a suite, measured on the sequences that their authors' programs scored. */
class PretrainedModelsTest {
    @TempDir
    private Path folder;

    private JsonNode golden = MissingNode.getInstance();

    /** Plans a suite of one model, whose test documents are the golden's own sequences. */
    private Plan plan(String name, String settings) throws IOException {
        return plan(name, settings, "pretrained");
    }

    private Plan plan(String name, String settings, String origin) throws IOException {
        Path model =
                SharedFiles.require("parity/published/" + name).toAbsolutePath().normalize();
        golden = new ObjectMapper().readTree(model.resolve("case.json").toFile());
        int rows = golden.path("vocab").asInt(512); // of a GPT-2
        int mask = golden.path("mask_id").asInt(-1);
        int tokens = mask == rows - 1 ? rows - 1 : rows;
        String inside = mask >= 0 && mask < rows - 1 ? ", mask: " + mask : "";
        String where = origin.equals("trained") ? origin : "{kind: pretrained, path: '" + model + "'" + inside + "}";
        Files.createDirectories(folder.resolve("ids"));
        write("train.bin", IntStream.range(0, 400).map(i -> i * i % tokens));
        write("test.bin", Stream.of(0, 1).flatMapToInt(b -> IntStream.range(0, 32)
                .map(i -> golden.has("x0")
                        ? golden.get("x0").get(b).get(i).asInt()
                        : golden.get("ids").get(3 * b).get(i).asInt())));
        Path file = folder.resolve("suite.yaml");
        Files.writeString(
                file, String.format(Locale.ROOT, """
                schema: dlm-bench/1
                suite: published
                title: A published model
                metrics: [nll, nfe]
                defaults:
                  data: {corpus: {kind: ids, path: ids, vocabulary: %d}, sequence: 32, tokens: 100, documents: 2}
                  engine: {device: %s, threads: 1, precision: float32}
                  evaluator: {backbone: {layers: 1, width: 8, heads: 2}, training: {tokens: 64, batch: 2}}
                experiments:
                  published:
                    model: %s
                %s
                """, tokens, TestEngine.SPEC.device(), where, settings.indent(4)));
        return new Planner(new TextFacts(new DataFolder(folder)), ResultStore.open(folder.resolve("store")), false)
                .plan(SuiteReader.read(file, List.of()), "suite.yaml");
    }

    private void write(String name, IntStream ids) throws IOException {
        int[] all = ids.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(2 * all.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.of(all).forEach(id -> bytes.putShort((short) id));
        Files.write(folder.resolve("ids").resolve(name), bytes.array());
    }

    /** Computes the node of a kind, with the model that it reads. */
    private List<Measurement> measured(Plan plan, NodeKind kind) throws IOException, InterruptedException {
        FolderPlace place = new FolderPlace(folder.resolve("work"));
        for (Node node : plan.nodes()) {
            place.add(node.hash(), node.spec());
        }
        Node node = plan.nodes().stream()
                .filter(each -> each.kind() == kind && !each.label().startsWith("evaluator"))
                .findFirst()
                .orElseThrow();
        return new LearningWorks(new DataFolder(folder)).of(kind).run(node.spec(), place);
    }

    private double nll(Plan plan) throws IOException, InterruptedException {
        return measured(plan, NodeKind.LIKELIHOOD).stream()
                .filter(measurement -> measurement.metric() == Metric.NLL)
                .mapToDouble(measurement -> measurement.value() == null ? Double.NaN : measurement.value())
                .findFirst()
                .orElseThrow();
    }

    /** Every token but the first is scored, which is what the baselines' programs return. */
    @ParameterizedTest
    @ValueSource(strings = {"ar", "ar_mdlm_repo"})
    void anAutoregressiveModelScoresAsItsAuthorsProgram(String name) throws Exception {
        Plan plan = plan(name, "sampling: {prompt: a}");
        assertThat(nll(plan)).isCloseTo(golden.get("loss").asDouble(), within(1e-5));
    }

    /**
     * The authors' loss is one draw of what is estimated. Its noise is seen in as many draws of ours: the losses of
     * single corruptions at the authors' times lie around the estimate with a standard deviation below one nat.
     */
    @ParameterizedTest
    @CsvSource({
        "mdlm, 0",
        "mdlm_half_bf16, 0",
        "bd3lm_block4, 4",
        "bd3lm_block16, 16",
        "duo, 0",
        "blockgen_absorb, 4",
    })
    void aDiffusionModelScoresAsItsAuthorsProgramWithinTheNoise(String name, int block) throws Exception {
        String process = name.startsWith("blockgen") ? "process: {kind: masked, blockSize: " + block + "}\n" : "";
        Plan plan = plan(name, process + "likelihood: {draws: 256}");
        double[] nlls = IntStream.range(0, 64)
                .mapToDouble(i -> golden.get("nlls").get(i / 32).get(i % 32).asDouble())
                .toArray();
        double mean = IntStream.range(0, 64).mapToDouble(i -> nlls[i]).average().orElseThrow();
        double squares = IntStream.range(0, 64)
                .mapToDouble(i -> (nlls[i] - mean) * (nlls[i] - mean))
                .sum();
        double error = Math.sqrt(squares / 63 / 64);
        assertThat(nll(plan)).isCloseTo(golden.get("loss").asDouble(), within(4 * error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "judge"})
    void aNetworkPredictsNoFirstTokenThatItNeverLearntTo(String name) {
        assertThatThrownBy(() -> plan(name, "process: {beginning: learned}"))
                .hasMessageContaining("process.beginning must be none");
    }

    /** GPT-2 reads nothing before a text, so that of two documents of 32 tokens 62 tokens are scored. */
    @Test
    void gpt2ScoresAsItsReference() throws Exception {
        Plan plan = plan("judge", "sampling: {prompt: a}");
        double wanted = Stream.of(0, 3)
                .mapToDouble(text -> IntStream.range(0, 31)
                        .mapToDouble(i -> golden.get("nats").get(text).get(i).asDouble())
                        .sum())
                .sum();
        assertThat(nll(plan)).isCloseTo(wanted / 62, within(1e-5));
    }

    /**
     * The bound by the authors' formulas in double precision, over their times of 1e-4 to 1 - 1e-4, is 4.45 with a
     * standard error of .03 in 96,000 corruptions of each sequence, made by a program of its own. Its losses are spread
     * wide, since few corruptions near the ends cost much.
     */
    @Test
    void giddScoresAsItsAuthorsFormulas() throws Exception {
        Plan plan = plan("gidd", "likelihood: {draws: 256}");
        assertThat(plan.index().points().get(0).settings()).containsEntry("process.uniformShare", "0.2");
        assertThat(nll(plan)).isCloseTo(4.45, within(.2));
        assertThatThrownBy(() -> plan("gidd", "process: {uniformShare: 0.1}"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("process.uniformShare must be 0.2 for ");
    }

    @ParameterizedTest
    @CsvSource({
        "gidd, ancestral",
        "mdlm, ancestral",
        "mdlm, first-hitting",
        "lm1b_mask_inside, ancestral",
        "bd3lm_block4, ancestral",
        "duo, ancestral"
    })
    void everyFamilyIsSampledFrom(String name, String sampler) throws Exception {
        Plan plan = plan(name, "sampling: {sampler: " + sampler + ", samples: 3, batch: 2}");
        measured(plan, NodeKind.SAMPLES);
        List<Sample> samples =
                JsonLines.read(folder.resolve("work").resolve("folder").resolve(NodeFiles.SAMPLES), Sample.class);
        assertThat(samples).hasSize(3);
    }

    @Test
    void aMaskInTheMidstOfTheVocabularyIsNeverDrawn() throws Exception {
        Plan plan = plan("lm1b_mask_inside", "sampling: {samples: 16, batch: 16}");
        measured(plan, NodeKind.SAMPLES);
        List<Sample> samples =
                JsonLines.read(folder.resolve("work").resolve("folder").resolve(NodeFiles.SAMPLES), Sample.class);
        assertThat(samples)
                .noneMatch(sample -> List.of(sample.text().split(" ")).contains("103"));
    }

    /**
     * What the tensors of the file hold but for frequencies and scalars; Duo's has no row for a mask, which adds one.
     */
    @ParameterizedTest
    @CsvSource({"mdlm, 0", "ar, 0", "duo, 65"})
    void parametersAreThoseOfTheFile(String name, int row) throws Exception {
        Plan plan = plan(name, name.equals("ar") ? "sampling: {prompt: a}" : "# nothing else");
        double parameters = measured(plan, NodeKind.PRETRAINED).stream()
                .filter(value -> value.metric() == Metric.PARAMETERS)
                .mapToDouble(value -> value.value() == null ? 0 : value.value())
                .sum();
        long stored =
                Safetensors.read(SharedFiles.require("parity/published/" + name + "/model.safetensors"))
                        .entrySet()
                        .stream()
                        .filter(tensor -> !tensor.getKey().contains("inv_freq")
                                && tensor.getValue().shape().length > 0)
                        .mapToLong(tensor -> tensor.getValue().values().length)
                        .sum();
        assertThat(parameters).isEqualTo((double) (stored + row));
    }

    /** Steps too small to change a weight leave the published ones. */
    @Test
    void trainingStartsFromAFolder() throws Exception {
        Path model = SharedFiles.require("parity/published/bd3lm_block4")
                .toAbsolutePath()
                .normalize();
        Plan plan = plan("bd3lm_block4", """
                process: {kind: masked, blockSize: 4}
                backbone: {layers: 2, width: 32, heads: 4, conditioningDim: 16, dropout: 0.1}
                training: {from: '%s', tokens: 64, batch: 2, learningRate: 1.0e-12, warmup: 0, ema: 0}
                """.replace("%s", model.toString()), "trained");
        assertThat(plan.nodes().stream().map(Node::kind)).contains(NodeKind.TRAIN, NodeKind.PRETRAINED);
        measured(plan, NodeKind.TRAIN);
        Weights published = PretrainedModel.read(model).weights();
        Weights trained = Weights.read(
                ModelCache.weights(folder.resolve("work").resolve("folder")),
                new BackboneSpec(2, 32, 4, 16, 0, false),
                29);
        for (int i = 0; i < published.values().size(); i++) {
            assertThat(trained.values().get(i))
                    .containsExactly(published.values().get(i), within(1e-8f));
        }
    }

    /** Uniform noise may have one state more than the tokenizer has tokens, but what is trained here has not. */
    @Test
    void trainingDoesNotStartFromNetworksForOtherIds() throws IOException {
        Path model =
                SharedFiles.require("parity/published/duo").toAbsolutePath().normalize();
        plan("duo", """
                process: {kind: uniform}
                backbone: {layers: 2, width: 32, heads: 4, conditioningDim: 16, timeConditioning: true}
                training: {from: '%s', tokens: 64, batch: 2}
                """.replace("%s", model.toString()), "trained");
        assertThatThrownBy(() -> new Planner(
                                new TextFacts(new DataFolder(folder)), ResultStore.open(folder.resolve("store")), false)
                        .plan(
                                SuiteReader.read(
                                        folder.resolve("suite.yaml"), List.of("data.corpus.vocabulary=28"), folder),
                                "suite.yaml"))
                .hasMessageContaining("is for 29 tokens, with its padding, but data.tokenizer has 28");
    }

    @Test
    void theProcessIsTheFamilys() throws IOException {
        assertThatThrownBy(() -> plan("mdlm", "process: {kind: uniform}"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("process.kind must be masked for ")
                .hasMessageContaining("a model of family mdlm, got uniform");
        assertThat(plan("bd3lm_block16", "").index().points().get(0).blockSize())
                .isEqualTo(16);
    }

    @Test
    void filesThatChangedSinceTheyWerePlannedWithAreRefused() throws Exception {
        Path source =
                SharedFiles.require("parity/published/mdlm").toAbsolutePath().normalize();
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of("config.json", "model.safetensors", "case.json")) {
            Files.copy(source.resolve(name), copy.resolve(name));
        }
        Plan plan = plan("mdlm", "# moved");
        Files.writeString(
                folder.resolve("suite.yaml"),
                Files.readString(folder.resolve("suite.yaml")).replace(source.toString(), copy.toString()));
        Plan moved = new Planner(
                        new TextFacts(new DataFolder(folder)), ResultStore.open(folder.resolve("store")), false)
                .plan(SuiteReader.read(folder.resolve("suite.yaml"), List.of()), "suite.yaml");
        assertThat(moved.nodes())
                .extracting(Node::hash)
                .isEqualTo(plan.nodes().stream().map(Node::hash).toList());
        Files.writeString(copy.resolve("config.json"), Files.readString(copy.resolve("config.json")) + "\n");
        assertThatThrownBy(() -> measured(moved, NodeKind.PRETRAINED))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("holds other files than when it was planned with");
    }

    /** What is wrong with a folder, or does not go with the text, is told before anything is computed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.mask: 500 | the mask id 500 is outside of the 29 ids that the weights are for",
                "model.mask: 3 | is for 29 tokens, but data.tokenizer has 28",
                "data.corpus.vocabulary: 30 | is for 28 tokens and a mask, but data.tokenizer has 30",
                "model.path: ids | ids has no config.json",
                "model.path: nowhere | nowhere is not a folder with config.json and weights",
                "model.path: broken | is of no known family (model_type is 'llama')",
            })
    void whatDoesNotGoWithTheTextIsRefusedWhilePlanning(String setting, String told) throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("config.json"), "{\"model_type\": \"llama\"}");
        plan("mdlm", "# the suite's file is there now");
        String[] override = setting.split(": ", 2);
        assertThatThrownBy(() -> new Planner(
                                new TextFacts(new DataFolder(folder)), ResultStore.open(folder.resolve("store")), false)
                        .plan(
                                SuiteReader.read(
                                        folder.resolve("suite.yaml"), List.of(override[0] + "=" + override[1]), folder),
                                "suite.yaml"))
                .hasMessageContaining(told);
    }
}
