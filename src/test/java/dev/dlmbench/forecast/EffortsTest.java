package dev.dlmbench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Arithmetic;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleSequenceSpec;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.TrainingSpec;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nodes take, counted by hand. */
class EffortsTest {
    private static final int VOCABULARY = 9;
    private static final int N = 16;
    private static final BackboneSpec NETWORK = new BackboneSpec(3, 8, 2, 4, 0, false);
    private static final DataSpec DATA =
            new DataSpec(new CorpusSpec.Markov(1, VOCABULARY - 1, 1, 1), DataSpec.TokenizerKind.CHAR, N, 1000, 40);

    private final Efforts efforts = new Efforts();

    private static ModelSpec.Train model(ProcessSpec process, String device) {
        return model(DATA, process, device);
    }

    private static ModelSpec.Train model(DataSpec data, ProcessSpec process, String device) {
        return new ModelSpec.Train(
                data,
                "",
                TextPart.MODELS,
                NETWORK,
                process,
                ObjectiveSpec.NELBO,
                new TrainingSpec(1280, 8, 2, 1e-3, 0, TrainingSpec.Schedule.CONSTANT, 1, 0, 0, 0),
                new EngineSpec(device, EngineSpec.Precision.AUTO, 1),
                1,
                null,
                null);
    }

    private Effort of(ProcessSpec process, NodeSpec spec) {
        efforts.add("m", model(process, "cpu"), OptionalLong.of(Weights.parameters(NETWORK, VOCABULARY)));
        efforts.add("x", spec, OptionalLong.empty());
        return efforts.of("x").orElseThrow();
    }

    private static Arithmetic one(ProcessKind kind, int block) {
        return new Arithmetic(NETWORK, VOCABULARY, N, kind, block);
    }

    @Test
    void aTrainingTakesWhatItsStepsTake() {
        efforts.add(
                "m",
                model(ProcessSpec.of(ProcessKind.MASKED, 4), "cuda"),
                OptionalLong.of(Weights.parameters(NETWORK, VOCABULARY)));
        Effort effort = efforts.of("m").orElseThrow();

        assertThat(effort.amount().multiplications()) // 10 steps of 8 sequences
                .isCloseTo(80 * one(ProcessKind.MASKED, 4).training().multiplications(), within(1e-3));
        assertThat(effort.launches()).isEqualTo(10 * 2 * (3 + 1)); // two micro-batches, three layers and the output
        assertThat(effort.engine()).isEqualTo("cuda");
    }

    @Test
    void aLikelihoodTakesAllItsCorruptedCopies() {
        Effort drawn = of(
                ProcessSpec.of(ProcessKind.MASKED, 4),
                new NodeSpec.Likelihood("m", 4, new LikelihoodSpec(Estimator.EXACT_COUNT, 6), 1));
        assertThat(drawn.amount().multiplications())
                .isCloseTo(6 * 40 * one(ProcessKind.MASKED, 4).forward().multiplications(), within(1e-3));
        assertThat(drawn.launches()).isEqualTo(6 * 2 * 4); // 40 documents are two calls of at most 32

        Effort enumerated = of(
                ProcessSpec.of(ProcessKind.MASKED, 4),
                new NodeSpec.Likelihood("m", 4, new LikelihoodSpec(Estimator.ENUMERATION, 6), 1));
        assertThat(enumerated.launches()).isEqualTo(15 * 2 * 4);
    }

    /** 40 examples are taken to have four choices each, which are five calls; drawn in eight rounds of two. */
    @Test
    void choicesTakeAllTheirCopies() {
        Effort exact =
                of(ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), new NodeSpec.Choices("m", 0, Estimator.EXACT, 1, 1));
        assertThat(exact.launches()).isEqualTo(5 * 4);
        Effort drawn = of(ProcessSpec.of(ProcessKind.MASKED, 4), new NodeSpec.Choices("m", 4, Estimator.AUTO, 2, 1));
        assertThat(drawn.launches()).isEqualTo(8 * 2 * 5 * 4);
    }

    @Test
    void samplesTakeTheCallsOfTheirBatches() {
        Effort left = of(
                ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0),
                new NodeSpec.Samples("m", 0, SamplingSpec.ancestral(0, 10, 4), 1));
        assertThat(left.launches()).isEqualTo(3 * N * 4); // batches of 4, 4 and 2
        assertThat(left.amount().multiplications())
                .isCloseTo(10 * one(ProcessKind.AUTOREGRESSIVE, 0).decoding(1).multiplications(), within(1e-3));

        Effort replaced = of(
                ProcessSpec.of(ProcessKind.UNIFORM, 4),
                new NodeSpec.Samples("m", 4, SamplingSpec.ancestral(5, 10, 10), 1));
        assertThat(replaced.launches()).isEqualTo(4 * 5 * 4); // four blocks, five steps
    }

    /** 40 documents in batches of 16 are three batches, coded and decoded, of four blocks of three steps each. */
    @Test
    void aCodeIsDecodedToo() {
        SamplingSpec order = SamplingSpec.ancestral(3, 1, 16).with(new PlaceOrder.LeftToRight());
        Effort coded = of(ProcessSpec.of(ProcessKind.MASKED, 4), new NodeSpec.Code("m", 4, order));
        assertThat(coded.launches()).isEqualTo(2 * 40 / 16 * 4 * 3 * 4);
    }

    /** As many answers as no suite draws texts, and more than an int counts, of which each is N calls. */
    @ParameterizedTest
    @CsvSource({"1319, 1000, 10", "100000, 1000, 1000"})
    void answersTakeTheCallsOfAllVotesAndPasses(int documents, int votes, int passes) {
        DataSpec data = new DataSpec(
                DATA.corpus(), DATA.tokenizer(), N, 1000, documents, new ExampleSequenceSpec("", false, true, true));
        efforts.add(
                "m",
                model(data, ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), "cpu"),
                OptionalLong.of(Weights.parameters(NETWORK, VOCABULARY)));
        SamplingSpec sampling = SamplingSpec.ancestral(0, 1, 100).voting(votes).inPasses(passes);
        efforts.add("x", new NodeSpec.Answers("m", 0, sampling, 1), OptionalLong.empty());
        Effort effort = efforts.of("x").orElseThrow();

        double count = (double) documents * votes * passes;
        assertThat(effort.launches()).isEqualTo(count / 100 * N * 4); // whole batches of 100
        assertThat(effort.amount().multiplications())
                .isCloseTo(
                        count * one(ProcessKind.AUTOREGRESSIVE, 0).decoding(1).multiplications(),
                        withinPercentage(1e-9));
    }

    /** Of T steps over S tokens, each equally likely to reveal a token, T (1 - (1 - 1/T)^S) reveal any. */
    @Test
    void stepsThatRevealNothingAreNotCounted() {
        Effort effort = of(
                ProcessSpec.of(ProcessKind.MASKED, 4),
                new NodeSpec.Samples("m", 4, SamplingSpec.ancestral(8, 1, 1), 1));
        double each = 8 * (1 - Math.pow(7 / 8.0, 4));
        assertThat(effort.launches()).isCloseTo(4 * each * 4, within(1e-9));
    }

    @Test
    void timingsTakeEveryDecodingOfEveryJvm() {
        Effort effort = of(
                ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0),
                new NodeSpec.Latency(
                        "m", 0, SamplingSpec.ancestral(0, 1, 1), new LatencySpec(List.of(1, 5), 3, 40, 7)));
        int decodings = 3 + 1 + 7; // 40 calls are three decodings of 16, and one more for JMH itself
        assertThat(effort.starts()).isEqualTo(6);
        assertThat(effort.launches()).isEqualTo(2 * 3 * decodings * N * 4);
        assertThat(effort.amount().multiplications())
                .isCloseTo(
                        3
                                * decodings
                                * (1 + 5)
                                * one(ProcessKind.AUTOREGRESSIVE, 0).decoding(1).multiplications(),
                        within(1e-3));
    }

    @Test
    void whatReadsAnUnknownModelIsUnknown() {
        efforts.add("x", new NodeSpec.Likelihood("nobody", 0, LikelihoodSpec.exact(), 1), OptionalLong.empty());

        assertThat(efforts.of("x")).isEmpty();
    }

    @Test
    void parametersTellTheVocabulary() {
        for (int vocabulary : new int[] {1, 2, 28, 50_258}) {
            assertThat(Weights.vocabulary(NETWORK, Weights.parameters(NETWORK, vocabulary)))
                    .isEqualTo(vocabulary);
        }
    }

    /** As many test documents are read as samples; n-grams of the samples are looked for in all that was learnt. */
    @Test
    void samplesAreReadBesideTestDocumentsAndTheTrainingText() {
        EngineSpec engine = new EngineSpec("cpu", EngineSpec.Precision.AUTO, 1);
        efforts.add(
                "m",
                model(ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0), "cpu"),
                OptionalLong.of(Weights.parameters(NETWORK, VOCABULARY)));
        efforts.add("d", new NodeSpec.Data(DATA, ""), OptionalLong.empty());
        efforts.add("s", new NodeSpec.Samples("m", 0, SamplingSpec.ancestral(0, 20, 8), 1), OptionalLong.empty());
        efforts.add("score", new NodeSpec.Score("s", "d", "m", engine, null), OptionalLong.empty());
        efforts.add("held", new DistributionSpec.Mauve("s", "d", "m", engine, null), OptionalLong.empty());
        efforts.add("counted", new DistributionSpec.Diversity("s", "d"), OptionalLong.empty());

        assertThat(efforts.of("held").orElseThrow().amount().multiplications())
                .isCloseTo(2 * efforts.of("score").orElseThrow().amount().multiplications(), within(1e-3));
        assertThat(efforts.of("counted").orElseThrow().amount().elements()).isEqualTo(1000 + 40 * N + 20 * N);
    }
}
