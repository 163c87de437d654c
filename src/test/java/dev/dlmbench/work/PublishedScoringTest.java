package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.ScoringProtocol;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
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
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Samples in bytes, or in the evaluator's own tokens, scored by a published GPT-2 that has numbers of the authors. */
class PublishedScoringTest {
    @TempDir
    private Path folder;

    private Path judge;
    private JsonNode golden;

    @BeforeEach
    void read() throws IOException {
        judge = SharedFiles.require("parity/published/judge").toAbsolutePath();
        golden = new ObjectMapper().readTree(judge.resolve("case.json").toFile());
        Files.writeString(
                folder.resolve("text.txt"),
                IntStream.range(0, 2000).mapToObj(i -> i * i + " ").collect(Collectors.joining()));
    }

    /** What the authors' functions returned for the first twelve texts; an incomplete batch is dropped. */
    @ParameterizedTest
    @CsvSource({
        "BD3LM,    4, 1024, 899.85077",
        "BD3LM,    5, 1024, 940.12250",
        "MDLM,     4, 1024, 897.87872",
        "MDLM,    12, 2048, 921.72174",
        "BLOCKGEN, 4, 1024, 897.92584"
    })
    void samplesOfBytesAreRetokenized(ScoringProtocol protocol, int batch, int longest, double wanted)
            throws IOException {
        List<Measurement> measured =
                scores(new PublishedEvaluator(at(judge), protocol, batch, longest), DataSpec.TokenizerKind.BYTE, "");
        assertThat(genPpl(measured)).isCloseTo(wanted, Percentage.withPercentage(.01));
        assertThat(of(Metric.GEN_PPL, measured).conditions())
                .containsEntry("protocol", protocol.id() + ", batches of " + batch + ", " + longest + " tokens")
                .containsKeys("evaluator", "evaluatorTokenizer");
    }

    /** The value follows from what is kept of each sample. */
    @Test
    void natsAndTokensOfEverySampleAreKept() throws IOException {
        PublishedEvaluator evaluator = new PublishedEvaluator(at(judge), ScoringProtocol.STANDARD, 0, 0);
        List<Measurement> bytes = scores(evaluator, DataSpec.TokenizerKind.BYTE, "");
        List<SampleScore> lines = JsonLines.read(folder.resolve("folder").resolve(NodeFiles.SCORES), SampleScore.class);
        double nats = lines.stream().mapToDouble(SampleScore::nats).sum();
        long tokens = lines.stream().mapToLong(SampleScore::tokens).sum();
        assertThat(lines).hasSize(12);
        assertThat(genPpl(bytes)).isCloseTo(Math.exp(nats / tokens), within(1e-9));

        List<Measurement> own = scores(
                evaluator,
                new TokenizerSpec.HuggingFace(judge.resolve("tokenizer.json").toString()),
                "");
        assertThat(genPpl(own)).as("its own tokens").isCloseTo(genPpl(bytes), within(1e-9));
        assertThat(of(Metric.GEN_PPL, own).definition())
                .isEqualTo(of(Metric.GEN_PPL, bytes).definition());
    }

    /** The first text goes on behind its first three words, whose tokens are known. */
    @Test
    void whatIsBehindAPromptCountsGivenThePrompt() throws IOException {
        PublishedEvaluator evaluator = new PublishedEvaluator(at(judge), ScoringProtocol.STANDARD, 0, 0);
        golden = ((com.fasterxml.jackson.databind.node.ObjectNode) golden)
                .set(
                        "texts",
                        new ObjectMapper()
                                .createArrayNode()
                                .add(golden.get("texts").get(0)));
        scores(evaluator, DataSpec.TokenizerKind.BYTE, "");
        SampleScore whole = line();
        scores(evaluator, DataSpec.TokenizerKind.BYTE, "the good horse");
        SampleScore behind = line();
        Tokenizer own =
                new TokenizerSpec.HuggingFace(judge.resolve("tokenizer.json").toString()).read();
        int known = own.encode("the good horse").length;
        assertThat(whole.tokens() - behind.tokens()).isEqualTo(known);
        assertThat(behind.nats()).isLessThan(whole.nats());
    }

    /** Uniform noise may draw a padding that is no token of the tokenizer: the evaluator reads how it is shown. */
    @Test
    void anIdThatTheEvaluatorDoesNotHaveIsReadAsText() throws IOException {
        PublishedEvaluator evaluator = new PublishedEvaluator(at(judge), ScoringProtocol.STANDARD, 0, 0);
        TokenizerSpec own =
                new TokenizerSpec.HuggingFace(judge.resolve("tokenizer.json").toString());
        golden = new ObjectMapper().readTree("{\"texts\": [\"the good horse\\f\"]}");
        double padded = genPpl(scores(evaluator, own, ""));
        golden = new ObjectMapper().readTree("{\"texts\": [\"the good horse_\"]}");
        assertThat(padded).isCloseTo(genPpl(scores(evaluator, own, "")), within(1e-9));
    }

    @Test
    void protocolsAndTheirNumbersAreOtherQuantities() throws IOException {
        List<PublishedEvaluator> evaluators = List.of(
                new PublishedEvaluator(at(judge), ScoringProtocol.MDLM, 4, 1024),
                new PublishedEvaluator(at(judge), ScoringProtocol.MDLM, 5, 1024),
                new PublishedEvaluator(at(judge), ScoringProtocol.MDLM, 4, 64),
                new PublishedEvaluator(at(judge), ScoringProtocol.BLOCKGEN, 4, 1024));
        assertThat(evaluators)
                .extracting(evaluator -> of(Metric.GEN_PPL, scores(evaluator, DataSpec.TokenizerKind.BYTE, ""))
                        .definition())
                .doesNotHaveDuplicates();
    }

    @Test
    void anEvaluatorWithoutTokenizerOrEndIsRefused() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (String name : List.of("config.json", "model.safetensors")) {
            Files.copy(judge.resolve(name), copy.resolve(name));
        }
        PublishedEvaluator evaluator = new PublishedEvaluator(at(copy), ScoringProtocol.STANDARD, 0, 0);
        assertThatThrownBy(() -> scores(evaluator, DataSpec.TokenizerKind.BYTE, ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("has no tokenizer.json, by which samples become its tokens");
        Files.copy(judge.resolve("tokenizer.json"), copy.resolve("tokenizer.json"));
        Path config = copy.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("eos_token_id", "unknown"));
        assertThatThrownBy(() -> scores(evaluator, DataSpec.TokenizerKind.BYTE, ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("has no eos_token_id, which ends a text");
    }

    @Test
    void aModelThatPredictsNoNextTokenIsRefused() {
        Path mdlm = SharedFiles.require("parity/published/mdlm").toAbsolutePath();
        assertThatThrownBy(() -> scores(
                        new PublishedEvaluator(at(mdlm), ScoringProtocol.STANDARD, 0, 0),
                        DataSpec.TokenizerKind.BYTE,
                        ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("is of family mdlm, which does not predict the next token");
    }

    private SampleScore line() throws IOException {
        return JsonLines.read(folder.resolve("folder").resolve(NodeFiles.SCORES), SampleScore.class)
                .get(0);
    }

    private static PretrainedSpec at(Path place) {
        return new PretrainedSpec(place.toString(), "", null);
    }

    private List<Measurement> scores(PublishedEvaluator evaluator, TokenizerSpec tokenizer, String prompt)
            throws IOException {
        DataSpec data =
                new DataSpec(new CorpusSpec.TextFile(folder.resolve("text.txt").toString()), tokenizer, 8, 100, 2);
        Tokenizer ids = tokenizer.of("", "", new DataFolder(folder));
        FolderPlace place = new FolderPlace(folder);
        SamplingSpec plain = SamplingSpec.ancestral(1, 12, 1);
        SamplingSpec sampling = new SamplingSpec(
                plain.plan(),
                plain.proposal(),
                plain.selector(),
                plain.corrector(),
                0,
                Stopping.FIXED,
                prompt,
                12,
                1,
                0);
        place.add("data", new NodeSpec.Data(data, ""));
        Path drawn = place.add("samples", new NodeSpec.Samples("model", 8, sampling, 1));
        JsonLines.write(
                drawn.resolve(NodeFiles.TOKENS),
                StreamSupport.stream(golden.get("texts").spliterator(), false)
                        .map(text -> drawn(text.asText(), ids))
                        .toList());
        NodeSpec score = new NodeSpec.Score(
                "samples", "data", null, TestEngine.SPEC, new TextFacts(new DataFolder(folder)).published(evaluator));
        return new ScoreWork(new ModelCache(new DataFolder(folder))).run(score, place);
    }

    /** Returns the ids of a text, and behind them the mask where it ends with a form feed. */
    private static int[] drawn(String text, Tokenizer tokenizer) {
        int[] ids = tokenizer.encode(text.replace("\f", ""));
        return text.endsWith("\f")
                ? IntStream.concat(Arrays.stream(ids), IntStream.of(tokenizer.mask()))
                        .toArray()
                : ids;
    }

    private static Measurement of(Metric metric, List<Measurement> measured) {
        return measured.stream()
                .filter(measurement -> measurement.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static double genPpl(List<Measurement> measured) {
        return Objects.requireNonNull(of(Metric.GEN_PPL, measured).value());
    }
}
