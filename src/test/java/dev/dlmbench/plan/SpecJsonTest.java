package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GiddNetwork;
import dev.dlmbench.backbone.Gpt2;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.ScoringProtocol;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import dev.dlmbench.text.ExampleSequenceSpec;
import dev.dlmbench.text.PublishedDataset;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.text.TokenizerSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling for each spec, and a way back from it. */
public class SpecJsonTest {
    private static final EngineSpec ENGINE = new EngineSpec("auto", EngineSpec.Precision.AUTO, 0);
    private static final SamplingSpec SAMPLING = SamplingSpec.ancestral(4, 8, 8);

    static Stream<NodeSpec> specs() {
        return Stream.of(
                new NodeSpec.Data(data(new CorpusSpec.Markov(2, 12, 0.3, 1)), ""),
                new NodeSpec.Data(data(new CorpusSpec.Stories(1)), ""),
                new NodeSpec.Data(data(new CorpusSpec.Named("tinyshakespeare")), "ab"),
                new NodeSpec.Data(data(new CorpusSpec.Ids("a/b", 50_257)), "ef"),
                new NodeSpec.Data(data(new CorpusSpec.TextFile("a b/ü.txt")), "cd"),
                new NodeSpec.Data(data(PublishedDataset.LM1B.spec()), "gh"),
                new NodeSpec.Data(data(examples("/then", "a.jsonl", "b.jsonl")), "ij"),
                new NodeSpec.Data(
                        new DataSpec(
                                examples("/then", "a.jsonl", "b.jsonl"),
                                DataSpec.TokenizerKind.BYTE,
                                16,
                                0,
                                0,
                                new ExampleSequenceSpec("~", true)),
                        "ij"),
                new NodeSpec.Data(
                        new DataSpec(
                                examples("/then", "a.jsonl", "b.jsonl"),
                                DataSpec.TokenizerKind.BYTE,
                                16,
                                0,
                                0,
                                new ExampleSequenceSpec("", false, true, false)),
                        "ij"),
                new NodeSpec.Answers("m", 4, SAMPLING.voting(3).inPasses(4), 1),
                model(1000, 50),
                published(new Gpt2(1024)),
                published(new GiddNetwork(.5, 0, 32)),
                new NodeSpec.Likelihood("m", 4, new LikelihoodSpec(Estimator.MONTE_CARLO, 4, 0.01, 9), -3),
                new NodeSpec.Likelihood("m", 4, LikelihoodSpec.exact().with(LikelihoodSpec.FirstToken.SKIP), -3),
                new ModelSpec.Control(data(new CorpusSpec.Named("tinyshakespeare")), "ab", new ControlSpec.BackOff(1)),
                new ModelSpec.Control(data(new CorpusSpec.TextFile("a.txt")), "cd", new ControlSpec.Shuffled(4, .5)),
                new NodeSpec.Mixture(List.of("a", "b"), List.of(.1, .9)),
                new NodeSpec.Profile("m", 4, 2, 1),
                new NodeSpec.Variance("m", 4, new VarianceSpec(3), 1),
                mixed(),
                new WeighingSpec("m", 4, ImportanceResampling.Energy.CO_AR, 1, 4, 2, "c"),
                new NodeSpec.Samples("m", 4, SAMPLING, 1, "c"),
                new NodeSpec.Code("m", 4, SAMPLING.with(new PlaceOrder.FixedRandom(3))),
                new NodeSpec.Samples("m", 4, SAMPLING, Long.MAX_VALUE),
                new NodeSpec.Samples("m", 4, SAMPLING.withArTokens(8), 1),
                new NodeSpec.Score("s", "d", null, ENGINE, null),
                new NodeSpec.Score("s", "d", "j", ENGINE, null),
                new NodeSpec.Score("s", "d", null, ENGINE, EVALUATOR),
                new DistributionSpec.Diversity("s", "d"),
                new DistributionSpec.Mauve("s", "d", "j", ENGINE, null),
                new DistributionSpec.Mauve("s", "d", null, ENGINE, EVALUATOR),
                new NodeSpec.Choices("m", 4, Estimator.AUTO, 4, 1),
                new NodeSpec.Latency("m", 4, SAMPLING, new LatencySpec(List.of(1, 16), 1, 2, 3)));
    }

    private static final KnownEvaluator EVALUATOR = new KnownEvaluator(
            new PublishedEvaluator(new PretrainedSpec("a", "b", null), ScoringProtocol.MDLM, 8, 32), "ab", "cd");

    private static NodeSpec published(Network network) {
        return new ModelSpec.Pretrained(
                data(new CorpusSpec.Ids("a/b", 50_257)),
                "ef",
                new PretrainedSpec("a", "b", null),
                "cd",
                Family.GPT2,
                new BackboneSpec(network, 2, 16, 2, 1, 0, false),
                new AutoregressiveSpec(Beginning.NONE),
                50_257,
                ENGINE);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void readsBackWhatItWrites(NodeSpec spec) {
        assertThat(SpecJson.parse(SpecJson.full(spec))).isEqualTo(spec);
    }

    @Test
    void sortsKeysAndNamesTheKindAndTheVersionOfItsCode() {
        assertThat(SpecJson.canonical(new NodeSpec.Mixture(List.of("a", "b"), List.of(.25, .75))))
                .isEqualTo("{\"codeVersion\":" + CodeVersions.of(NodeKind.MIXTURE)
                        + ",\"kind\":\"mixture\",\"spec\":{\"likelihoods\":[\"a\",\"b\"],\"shares\":[0.25,0.75]}}");
    }

    /** Addresses are hashes of the words that specs had in the first stores. */
    @Test
    void keepsItsFirstWords() {
        assertThat(SpecJson.canonical(new NodeSpec.Score("s", "d", "j", ENGINE, null)))
                .contains("\"judgeModel\":\"j\"");
        assertThat(SpecJson.canonical(new NodeSpec.Samples("m", 4, SAMPLING, 1)))
                .contains("\"nucleus\":1.0", "\"nucleusRule\":\"crossing\"", "\"longest\":0");
        assertThat(SpecJson.canonical(model(1000, 50)))
                .contains(
                        "\"condition\":", "\"timeInput\":", "\"microBatches\":", "\"window\":", "\"part\":\"models\"");
    }

    @Test
    void leavesOutWhatCameLaterAndHasNoEffect() {
        NodeSpec.Samples samples = new NodeSpec.Samples("m", 4, SAMPLING, 1);
        NodeSpec.Samples inPhases = new NodeSpec.Samples("m", 4, SAMPLING.withArTokens(8), 1);
        assertThat(SpecJson.canonical(samples)).doesNotContain("arTokens");
        assertThat(SpecJson.canonical(inPhases)).contains("\"arTokens\":8");
        NodeSpec.Likelihood scored = new NodeSpec.Likelihood("m", 4, LikelihoodSpec.exact(), 1);
        NodeSpec.Likelihood given =
                new NodeSpec.Likelihood("m", 4, LikelihoodSpec.exact().with(LikelihoodSpec.FirstToken.SKIP), 1);
        assertThat(SpecJson.canonical(scored)).doesNotContain("firstToken");
        assertThat(SpecJson.canonical(given)).contains("\"firstToken\":\"skip\"");
        NodeSpec.Data usual = new NodeSpec.Data(data(examples("/then", "a.jsonl", "b.jsonl")), "ij");
        assertThat(SpecJson.canonical(usual)).doesNotContain("\"examples\":{", "\"end\"");
    }

    @Test
    void findsAPublishedEvaluatorWhereItIsNow() throws IOException {
        NodeSpec then = new NodeSpec.Score("s", "d", null, ENGINE, EVALUATOR);
        assertThat(SpecJson.canonical(then)).contains("\"protocol\":\"mdlm\"").doesNotContain("\"path\"");
        assertThat(SpecJson.canonical(new NodeSpec.Score("s", "d", null, ENGINE, null)))
                .doesNotContain("published");
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        NodeSpec held = UserFiles.found(
                new DistributionSpec.Mauve("s", "d", null, ENGINE, EVALUATOR), Map.of("ab weights", "/now/b"));
        assertThat(UserFiles.places(held)).containsEntry("ab weights", "/now/b");
        NodeSpec found = UserFiles.found(stored, Map.of("ab weights", "/now/b"));
        assertThat(found)
                .isEqualTo(new NodeSpec.Score(
                        "s",
                        "d",
                        null,
                        ENGINE,
                        new KnownEvaluator(EVALUATOR.evaluator().at("/now/b"), "ab", "cd")));
        assertThat(UserFiles.written(then)).containsEntry("evaluator", "a");
        assertThat(UserFiles.places(found)).containsEntry("ab weights", "/now/b");
    }

    @Test
    void findsATextWhereItIsNow() throws IOException {
        NodeSpec then = new NodeSpec.Data(data(new CorpusSpec.TextFile("a.txt", "/then")), "ab");
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        assertThat(UserFiles.found(stored, Map.of("ab", "/now/b.txt", "cd", "/now/c.txt")))
                .isEqualTo(new NodeSpec.Data(data(new CorpusSpec.TextFile("/now/b.txt")), "ab"));
        assertThat(SpecJson.canonical(then)).doesNotContain("then").doesNotContain("a.txt");
    }

    @Test
    void findsExamplesWhereTheyAreNow() throws IOException {
        NodeSpec then = new NodeSpec.Data(data(examples("/then", "a.jsonl", "b.jsonl")), "ab");
        NodeSpec here = new NodeSpec.Data(data(examples("", "/now/c.jsonl", "/here/d.jsonl")), "ab");
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        assertThat(SpecJson.canonical(here)).isEqualTo(SpecJson.canonical(then));
        assertThat(SpecJson.canonical(then)).doesNotContain("then").doesNotContain(".jsonl");
        assertThat(UserFiles.found(stored, UserFiles.places(here))).isEqualTo(here);
    }

    private static ExampleFilesSpec examples(String folder, String train, String test) {
        JsonlSpec.Fields fields = new JsonlSpec.Fields("doc.q", "a", "why", "", "level");
        return new ExampleFilesSpec(train, folder, test, folder, fields, true, "\n", 3);
    }

    @Test
    void findsADataSetWhereItIsNow() throws IOException {
        NodeSpec then = new NodeSpec.Data(data(dataset("/then", "was.parquet")), "ab");
        DatasetSpec now = dataset("/now", "is.parquet");
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        assertThat(SpecJson.canonical(new NodeSpec.Data(data(now), "ab"))).isEqualTo(SpecJson.canonical(then));
        assertThat(SpecJson.canonical(then))
                .doesNotContain("then")
                .doesNotContain("was.parquet")
                .doesNotContain("name");
        NodeSpec here = new NodeSpec.Data(data(now), "ab");
        assertThat(UserFiles.found(stored, UserFiles.places(here))).isEqualTo(here);
    }

    private static DatasetSpec dataset(String path, String test) {
        DatasetSpec pubmed = PublishedDataset.PUBMED.spec();
        return new DatasetSpec("dataset", path, "", "", test, pubmed.documents(), pubmed.sequences());
    }

    @Test
    void findsATokenizerWhereItIsNow() throws IOException {
        NodeSpec then = tokenized(new CorpusSpec.Named("wiki27"), new TokenizerSpec.HuggingFace("a.json", "/then"));
        NodeSpec moved = tokenized(new CorpusSpec.Named("wiki27"), new TokenizerSpec.HuggingFace("b.json", "/now"));
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        assertThat(SpecJson.canonical(moved)).isEqualTo(SpecJson.canonical(then));
        assertThat(SpecJson.canonical(then)).contains("\"tokenizer\":{\"kind\":\"huggingface\"}");
        assertThat(UserFiles.found(stored, UserFiles.places(moved)))
                .isEqualTo(tokenized(new CorpusSpec.Named("wiki27"), new TokenizerSpec.HuggingFace("/now/b.json")));
    }

    @Test
    void findsATextAndItsTokenizerEachWhereItIsNow() throws IOException {
        NodeSpec then =
                tokenized(new CorpusSpec.TextFile("a.txt", "/then"), new TokenizerSpec.HuggingFace("a.json", "/then"));
        NodeSpec moved = tokenized(new CorpusSpec.TextFile("/now/b.txt"), new TokenizerSpec.HuggingFace("/now/b.json"));
        NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(then)));

        assertThat(UserFiles.found(stored, UserFiles.places(moved))).isEqualTo(moved);
    }

    /** A tokenizer of the data folder is one again, and not the one at a place that a stored spec does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/now/own"})
    void findsATokenizerInTheDataFolderOrWhereItIs(String path) throws IOException {
        for (TokenizerSpec tokenizer : List.of(new TokenizerSpec.Gpt2(path, ""), new TokenizerSpec.Bert(path, ""))) {
            NodeSpec spec = tokenized(new CorpusSpec.Named("wiki27"), tokenizer);
            NodeSpec stored = SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(spec)));

            assertThat(SpecJson.canonical(spec)).contains("\"tokenizer\":{\"kind\":\"" + tokenizer.kind() + "\"}");
            assertThat(UserFiles.found(stored, UserFiles.places(spec))).isEqualTo(spec);
        }
    }

    @Test
    void aTokenizerThatIsLearntIsItsKindAndSize() throws IOException {
        NodeSpec learnt = tokenized(new CorpusSpec.Named("wiki27"), new TokenizerSpec.BytePairs(512));

        assertThat(SpecJson.canonical(learnt)).contains("\"tokenizer\":{\"kind\":\"bpe\",\"size\":512}");
        assertThat(SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(learnt))))
                .isEqualTo(learnt);
    }

    @Test
    void aTokenizerOfNoFileIsAWord() throws IOException {
        NodeSpec bytes = tokenized(new CorpusSpec.Named("wiki27"), DataSpec.TokenizerKind.BYTE);

        assertThat(SpecJson.canonical(bytes)).contains("\"tokenizer\":\"byte\"");
        assertThat(SpecJson.parse(new JsonMapper().readTree(SpecJson.canonical(bytes))))
                .isEqualTo(bytes);
    }

    private static NodeSpec tokenized(CorpusSpec corpus, TokenizerSpec tokenizer) {
        return new NodeSpec.Data(new DataSpec(corpus, tokenizer, 16, 100, 4), "ab");
    }

    @Test
    void leavesOutHowOftenATrainingIsCheckpointed() {
        assertThat(SpecJson.canonical(model(1000, 50))).isEqualTo(SpecJson.canonical(model(1000, 70)));
        assertThat(SpecJson.canonical(model(1000, 50))).isNotEqualTo(SpecJson.canonical(model(1001, 50)));
    }

    @Test
    void readsAModelBackFromItsAddress() throws IOException {
        JsonNode stored = new JsonMapper().readTree(SpecJson.canonical(model(1000, 50)));

        assertThat(SpecJson.parse(stored)).isEqualTo(model(1000, 0));
    }

    @Test
    void writesTheShortestDigitsOfADoubleOnEveryRelease() {
        SamplingSpec tiny =
                SAMPLING.with(new Proposal(2.0e-3, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER));

        assertThat(SpecJson.canonical(new NodeSpec.Samples("m", 4, tiny, 1))).contains("\"temperature\":0.002");
    }

    /** Older work took the prediction's most probable tokens, and keeps its address. */
    @Test
    void leavesOutATailOfThePrediction() throws IOException {
        Proposal published =
                new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST, Proposal.Tail.PREDICTION);
        Proposal weighed =
                new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST, Proposal.Tail.POSTERIOR);
        for (Proposal proposal : List.of(published, weighed)) {
            NodeSpec spec = new NodeSpec.Samples("m", 4, SAMPLING.with(proposal), 1);
            String canonical = SpecJson.canonical(spec);
            assertThat(canonical.contains("\"tail\":\"posterior\"")).isEqualTo(proposal.equals(weighed));
            assertThat(canonical.contains("tail")).isEqualTo(proposal.equals(weighed));
            assertThat(SpecJson.parse(new JsonMapper().readTree(canonical))).isEqualTo(spec);
        }
    }

    @Test
    void theAddressIsTheDigestOfTheCanonicalText() {
        NodeSpec spec = new NodeSpec.Mixture(List.of("a", "b"), List.of(.25, .75));

        assertThat(Node.of(spec, "x").hash()).isEqualTo(Hashes.of(SpecJson.canonical(spec)));
    }

    private static DataSpec data(CorpusSpec corpus) {
        return new DataSpec(corpus, DataSpec.TokenizerKind.CHAR, 16, 100, 4);
    }

    public static ModelSpec.Train model(long tokens, int checkpointEvery) {
        return new ModelSpec.Train(
                data(new CorpusSpec.Markov(2, 12, 0.3, 1)),
                "",
                TextPart.MODELS,
                new BackboneSpec(1, 8, 2, 4, 0.1, true),
                ProcessSpec.of(ProcessKind.MASKED, 4),
                ObjectiveSpec.NELBO,
                new TrainingSpec(tokens, 4, 1, 1e-3, 10, TrainingSpec.Schedule.COSINE, 1, 0.99, 0.01, checkpointEvery),
                ENGINE,
                3,
                null,
                null);
    }

    private static ModelSpec.Train mixed() {
        ModelSpec.Train plain = model(1000, 50);
        BlockSizes sizes = new BlockSizes(new TreeMap<>(Map.of(1, .25, 4, .75)), BlockSizes.Draw.SAME);
        return new ModelSpec.Train(
                plain.data(),
                "",
                TextPart.MODELS,
                plain.backbone(),
                ProcessSpec.of(
                        ProcessKind.MASKED,
                        0,
                        sizes,
                        CleanRows.TOKEN_CAUSAL,
                        StandardSchedule.SQUARE_ROOT,
                        Parameterization.SUBS,
                        0,
                        0),
                new ObjectiveSpec(
                        TrainingLoss.CROSS_ENTROPY,
                        ObjectiveSpec.Sharing.SEQUENCE,
                        Window.FULL,
                        false,
                        0,
                        ObjectiveSpec.Search.NONE),
                plain.training(),
                ENGINE,
                3,
                "start",
                null);
    }
}
