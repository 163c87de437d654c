package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.pretrained.MaskLast;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.text.TextStatistics;
import dev.dlmbench.text.Tokenizer;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each published protocol gives what its authors' function returned for twelve texts under a GPT-2. */
class PublishedProtocolsTest {
    private static final Percentage ERROR = Percentage.withPercentage(.01);

    private static TorchSession session;
    private static NetworkDenoiser judge;
    private static JsonNode golden;
    private static Tokenizer tokenizer;
    private static int context;

    @BeforeAll
    static void open() throws IOException {
        Path folder = SharedFiles.require("parity/published/judge");
        golden = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
        tokenizer =
                new TokenizerSpec.HuggingFace(folder.resolve("tokenizer.json").toString()).read();
        PretrainedModel model = PretrainedModel.read(folder);
        context = model.weights().spec().network().positions().orElseThrow();
        session = TorchSession.start(TestEngine.SPEC);
        judge = new NetworkDenoiser(
                new Backbone(
                        session,
                        new MaskLast(model.weights().vocabulary(), OptionalInt.empty()).reorder(model.weights())),
                CleanRows.BLOCK_CAUSAL);
    }

    @AfterAll
    static void close() {
        if (judge != null) {
            judge.close();
            session.close();
        }
    }

    static Stream<JsonNode> runs() throws IOException {
        Path file = SharedFiles.require("parity/published/judge/case.json");
        return StreamSupport.stream(
                new ObjectMapper().readTree(file.toFile()).get("runs").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void valuesAreThoseOfTheReference(JsonNode run) {
        ScoringProtocol protocol = protocol(run);
        List<int[]> texts = texts(run.get("texts"));
        Reading reading = reading(run);

        ProtocolScores scores = new ProtocolEvaluator(judge, protocol, reading).score(texts, new int[texts.size()]);

        assertThat(sum(scores.tokens())).isEqualTo(run.get("pooled_tokens").asDouble());
        assertThat(sum(scores.nats())).isCloseTo(run.get("pooled_nats").asDouble(), ERROR);
        assertThat(scores.perplexity().value()).isCloseTo(run.get("gen_ppl").asDouble(), ERROR);
        if (run.has("per_batch_ppl")) {
            requireBatches(run, scores, protocol.rows(texts, reading), Math.min(reading.batch(), texts.size()));
        }
    }

    /** BD3-LM's program keeps each batch's perplexity, and the entropy of its rows, padding among them. */
    private static void requireBatches(JsonNode run, ProtocolScores scores, List<int[]> rows, int size) {
        List<ProtocolScores> batches = scores.batches(size);
        assertThat(batches).hasSize(run.get("per_batch_ppl").size());
        double entropies = 0;
        for (int b = 0; b < batches.size(); b++) {
            assertThat(sum(batches.get(b).tokens()))
                    .isEqualTo(run.get("per_batch_counted").get(b).asDouble());
            assertThat(batches.get(b).perplexity().value())
                    .isCloseTo(run.get("per_batch_ppl").get(b).asDouble(), ERROR);
            double entropy = rows.subList(b * size, (b + 1) * size).stream()
                    .mapToDouble(TextStatistics::unigramEntropy)
                    .sum();
            assertThat(entropy)
                    .isCloseTo(run.get("per_batch_entropy_sum").get(b).asDouble(), ERROR);
            entropies += entropy;
        }
        assertThat(batches.stream()
                        .mapToDouble(batch -> batch.perplexity().value())
                        .average()
                        .orElseThrow())
                .isCloseTo(run.get("mean_of_batch_ppl").asDouble(), ERROR);
        assertThat(entropies / batches.size()).isCloseTo(run.get("entropy_mean").asDouble(), ERROR);
    }

    /** Nats of each text alone are known; without padding and cutting, what counts is a sum of some of these. */
    @Test
    void protocolsWithoutPaddingAreSumsOfTheNatsOfTexts() {
        List<int[]> texts = texts(null).subList(0, 11);
        Reading reading = new Reading(context, 1 << 20, 16, OptionalInt.empty(), 0);
        double perplexities = 0;
        double nats = 0;
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            double own = 0;
            boolean ended = false;
            for (int at = 1; at < texts.get(i).length; at++) {
                double one = golden.get("nats").get(i).get(at - 1).asDouble();
                own += one;
                ended |= texts.get(i)[at - 1] == 0;
                if (!ended) {
                    nats += one;
                    tokens++;
                }
            }
            perplexities += own == 0 ? 0 : Math.exp(own / (texts.get(i).length - 1));
        }
        int[] known = new int[texts.size()];
        ProtocolScores rdlm = new ProtocolEvaluator(judge, ScoringProtocol.RDLM, reading).score(texts, known);
        assertThat(rdlm.perplexity().texts()).isEqualTo(10); // one text has one token
        assertThat(rdlm.perplexity().value()).isCloseTo(perplexities / 10, ERROR);

        ProtocolScores standard = new ProtocolEvaluator(judge, ScoringProtocol.STANDARD, reading).score(texts, known);
        assertThat(sum(standard.tokens())).isEqualTo(tokens);
        assertThat(sum(standard.nats())).isCloseTo(nats, ERROR);
    }

    /**
     * The pieces of texts 0 to 2, 95, 25 and 94 tokens: behind the second, one padding counts, the batch's longest has
     * 95.
     */
    @Test
    void giddCountsWhatFollowsATextWhereItsBatchHasALongerOne() {
        List<int[]> texts = texts(null).subList(0, 3);
        Reading reading = new Reading(context, 1 << 20, 2, OptionalInt.empty(), 0);
        ProtocolScores scores = new ProtocolEvaluator(judge, ScoringProtocol.GIDD, reading).score(texts, new int[3]);
        assertThat(scores.tokens()).containsExactly(94, 25, 93);
        double end = natsOfEndBehind(texts.get(1));
        assertThat(scores.nats()[0]).isCloseTo(goldenSum(0), within(1e-3));
        assertThat(scores.nats()[1]).isCloseTo(goldenSum(1) + end, within(1e-3));
        assertThat(scores.nats()[2]).isCloseTo(goldenSum(2), within(1e-3));
    }

    private static double natsOfEndBehind(int[] text) {
        int[] ended = java.util.Arrays.copyOf(text, text.length + 1);
        ProtocolEvaluator last = new ProtocolEvaluator(
                judge, ScoringProtocol.RDLM, new Reading(context, 1 << 20, 1, OptionalInt.empty(), 0));
        return last.score(List.of(ended), new int[] {text.length}).nats()[0];
    }

    private static double goldenSum(int text) {
        return StreamSupport.stream(golden.get("nats").get(text).spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .sum();
    }

    private static ScoringProtocol protocol(JsonNode run) {
        return switch (run.get("repo").asText()) {
            case "bd3lms" -> ScoringProtocol.BD3LM;
            case "mdlm", "duo" -> ScoringProtocol.MDLM;
            default ->
                run.path("first_chunk_only").asBoolean(true)
                        ? ScoringProtocol.BLOCKGEN
                        : ScoringProtocol.BLOCKGEN_ALL_CHUNKS;
        };
    }

    private static Reading reading(JsonNode run) {
        return new Reading(
                context,
                run.get("max_length").asInt(),
                run.get("batch_size").asInt(),
                OptionalInt.empty(),
                golden.get("eos_id").asInt());
    }

    /** Returns the ids of the texts of a run: so many of the first, or those listed. */
    private static List<int[]> texts(@Nullable JsonNode which) {
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < golden.get("texts").size(); i++) {
            int text = i;
            boolean wanted = which == null
                    || (which.isArray()
                            ? StreamSupport.stream(which.spliterator(), false).anyMatch(n -> n.asInt() == text)
                            : i < which.asInt());
            if (wanted) {
                texts.add(tokenizer.encode(golden.get("texts").get(i).asText()));
            }
        }
        return texts;
    }

    private static double sum(double[] values) {
        return java.util.Arrays.stream(values).sum();
    }
}
