package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.BooleanSpec;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An untrained model chooses between the values of expressions. */
class ChoicesWorkTest {
    private static final int SEQUENCE = 52;
    private static final int TESTS = 12;
    private static final BackboneSpec BACKBONE = new BackboneSpec(1, 8, 2, 4, 0, false);
    private static final CorpusSpec DIRECT = new CorpusSpec.Examples(new BooleanSpec(new Range(2), false, TESTS, 3));

    @TempDir
    private Path folder;

    private static DataSpec data(CorpusSpec corpus) {
        return new DataSpec(corpus, DataSpec.TokenizerKind.CHAR, SEQUENCE, 520, TESTS);
    }

    /** A file of examples whose choices are of any number and length. */
    private ExampleFilesSpec file(String lines) throws IOException {
        return file(lines, "train.jsonl", 1);
    }

    private ExampleFilesSpec file(String lines, String train, long seed) throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), lines);
        Files.writeString(folder.resolve("train.jsonl"), """
                {"q": "Which is red?", "c": ["snow", "blood"], "a": 1}
                """);
        JsonlSpec.Fields fields = new JsonlSpec.Fields("q", "a", "", "c", "");
        String place = folder.toString();
        return new ExampleFilesSpec(train, place, "test.jsonl", place, fields, false, " ", seed);
    }

    private PreparedText text(CorpusSpec corpus) throws IOException {
        return new ModelCache(new DataFolder(folder)).text(data(corpus), new FolderPlace(folder.resolve("text")));
    }

    private Weights weights(CorpusSpec corpus) throws IOException {
        return RandomWeights.of(BACKBONE, text(corpus).tokenizer().size(), .4, 1);
    }

    private List<Measurement> measured(CorpusSpec corpus, int block, Estimator estimator) throws IOException {
        ProcessKind kind = block == 0 ? ProcessKind.AUTOREGRESSIVE : ProcessKind.MASKED;
        FolderPlace place = new FolderPlace(folder);
        ModelCache cache = new ModelCache(new DataFolder(folder));
        UntrainedModel.put(
                place, "model", cache, UntrainedModel.spec(data(corpus), BACKBONE, ProcessSpec.of(kind, block), 1));
        return new ChoicesWork(cache).run(new NodeSpec.Choices("model", block, estimator, 1, 7), place);
    }

    private List<ChosenAnswer> chosen() throws IOException {
        return JsonLines.read(folder.resolve("folder").resolve(NodeFiles.CHOICES), ChosenAnswer.class);
    }

    private static double share(List<ChosenAnswer> chosen, Predicate<ChosenAnswer> counts) {
        return (double) chosen.stream().filter(counts).count() / chosen.size();
    }

    /** Minus the log-probability of a token among the K that are no mask. */
    private static double nats(double[] logits, int token) {
        double sum = Arrays.stream(logits, 0, logits.length - 1).map(Math::exp).sum();
        return Math.log(sum) - logits[token];
    }

    private static int[] whole(PreparedText text, String given, String choice) {
        return Arrays.copyOf(text.tokenizer().encode(given + choice), SEQUENCE);
    }

    /** Returns the nats of each token as a second implementation of the network has them, in one pass. */
    private double[] leftToRight(CorpusSpec corpus, int[] tokens) throws IOException {
        ReferenceNetwork network = new ReferenceNetwork(BACKBONE, RandomWeights.doubles(weights(corpus)));
        int[] read = new int[SEQUENCE];
        read[0] = text(corpus).tokenizer().tokens(); // the mask begins a sequence
        System.arraycopy(tokens, 0, read, 1, SEQUENCE - 1);
        double[][] logits =
                network.logits(read, IntStream.range(0, SEQUENCE).toArray(), new double[SEQUENCE], (q, k) -> k <= q);
        return IntStream.range(0, SEQUENCE)
                .mapToDouble(i -> nats(logits[i], tokens[i]))
                .toArray();
    }

    @Test
    void autoregressionAddsUpTheTokensOfAChoiceBehindItsPrompt() throws IOException {
        List<Measurement> measured = measured(DIRECT, 0, Estimator.EXACT);
        List<ChosenAnswer> chosen = chosen();
        assertThat(chosen).hasSize(TESTS);
        for (ChosenAnswer answer : chosen) {
            String given = answer.prompt() + "||";
            for (ChosenAnswer.Choice choice : answer.choices()) {
                double[] nats = leftToRight(DIRECT, whole(text(DIRECT), given, choice.text()));
                int until = given.length() + choice.text().length();
                double expected = Arrays.stream(nats, given.length(), until).sum();
                assertThat(choice.nats()).isCloseTo(expected, within(1e-4));
                assertThat(choice.standardError()).isZero();
                assertThat(choice.tokens()).isEqualTo(choice.text().length());
                assertThat(choice.perByte()).isCloseTo(choice.nats() / choice.tokens(), within(1e-12));
            }
            assertChosen(answer);
        }
        assertThat(Measured.value(Metric.CHOICE_ACCURACY, measured)).isEqualTo(share(chosen, ChosenAnswer::right));
        assertThat(Measured.value(Metric.CHOICE_ACCURACY_NORM, measured))
                .isEqualTo(share(chosen, ChosenAnswer::rightByLength));
        assertThat(Measured.value(Metric.NOT_SEPARATED, measured)).isZero();
    }

    /** The blank between prompt and choice is scored with the choice, and does not count as its length. */
    @Test
    void choicesOfAFileAreScoredWithTheBlankBeforeThem() throws IOException {
        CorpusSpec file = file("""
                {"q": "Which is white?", "c": ["ink", "sn\u00f6w", "quite dark"], "a": "B"}
                {"q": "Which is black?", "c": ["ink", "snow"], "a": 0}
                """);
        measured(file, 0, Estimator.EXACT);
        List<ChosenAnswer> chosen = chosen();
        assertThat(chosen).extracting(ChosenAnswer::expected).containsExactly("sn\u00f6w", "ink");
        for (ChosenAnswer answer : chosen) {
            for (ChosenAnswer.Choice choice : answer.choices()) {
                double[] nats = leftToRight(file, whole(text(file), answer.prompt(), " " + choice.text()));
                int from = answer.prompt().length();
                double expected = Arrays.stream(
                                nats, from, from + 1 + choice.text().length())
                        .sum();
                assertThat(choice.nats()).isCloseTo(expected, within(1e-4));
                assertThat(choice.tokens()).isEqualTo(choice.text().length() + 1);
                assertThat(choice.perCharacter())
                        .isCloseTo(expected / choice.text().length(), within(1e-4));
            }
        }
        ChosenAnswer.Choice white = chosen.get(0).choices().get(1);
        assertThat(white.perByte()).isCloseTo(white.nats() / 5, within(1e-12));
    }

    /** What is learnt, if anything is, and in which order is no part of what is asked. */
    @Test
    void valuesOfOneTestFileCompareWhateverIsLearnt() throws IOException {
        String asked = """
                {"q": "Which is white?", "c": ["ink", "snow"], "a": "B"}
                {"q": "Which is black?", "c": ["ink", "snow"], "a": 0}
                """;
        Map<String, String> trained = conditions(file(asked));
        assertThat(conditions(file(asked, "", 1))).isEqualTo(trained);
        assertThat(conditions(file(asked, "train.jsonl", 2))).isEqualTo(trained);
        for (String other : List.of(
                asked.replace("white", "pale"),
                asked.replace("\"B\"", "\"A\""),
                asked.replace("[\"ink\", ", "[\"ink\", \"soot\", ").replace("B", "C"),
                asked.substring(0, asked.indexOf('\n') + 1))) {
            assertThat(conditions(file(other))).isNotEqualTo(trained);
        }
    }

    private Map<String, String> conditions(CorpusSpec corpus) throws IOException {
        List<Measurement> measured = measured(corpus, 0, Estimator.EXACT);
        assertThat(measured)
                .extracting(Measurement::conditions)
                .containsOnly(measured.get(0).conditions());
        return measured.get(0).conditions();
    }

    @Test
    void whatAShareIsAtEachExampleIsKept() throws IOException {
        measured(DIRECT, SEQUENCE, Estimator.EXACT_COUNT);
        List<ExampleScore> kept =
                JsonLines.read(folder.resolve("folder").resolve(NodeFiles.EXAMPLES), ExampleScore.class);
        assertThat(kept)
                .isEqualTo(chosen().stream()
                        .map(answer -> new ExampleScore(
                                answer.id(),
                                Map.of(
                                        "choice-accuracy", answer.right() ? 1.0 : 0.0,
                                        "choice-accuracy-norm", answer.rightByLength() ? 1.0 : 0.0,
                                        "not-separated", answer.separated() ? 0.0 : 1.0)))
                        .toList());
    }

    @Test
    void aChoiceThatDoesNotFitIsRefusedWithItsLine() throws IOException {
        CorpusSpec file = file("""
                {"q": "Which is white?", "c": ["snow", "%s"], "a": "A"}
                """.formatted("dark ".repeat(10)));
        assertThatThrownBy(() -> measured(file, 0, Estimator.EXACT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:1: data.sequence leaves no room for a choice");
    }

    private static void assertChosen(ChosenAnswer answer) {
        assertThat(answer.choices()).extracting(ChosenAnswer.Choice::text).containsExactly("True", "False");
        ChosenAnswer.Choice yes = answer.choices().get(0);
        ChosenAnswer.Choice no = answer.choices().get(1);
        assertThat(answer.chosen()).isEqualTo(yes.nats() < no.nats() ? "True" : "False");
        assertThat(answer.chosenByLength()).isEqualTo(yes.nats() / 4 < no.nats() / 5 ? "True" : "False");
        assertThat(answer.right()).isEqualTo(answer.chosen().equals(answer.expected()));
        assertThat(answer.rightByLength()).isEqualTo(answer.chosenByLength().equals(answer.expected()));
        assertThat(answer.margin()).isCloseTo(Math.abs(yes.nats() - no.nats()), within(1e-12));
    }

    /** In one block the score is the mean over all orders, while everything behind the choice is masked. */
    @Test
    void shortChoicesOfAMaskedModelAreScoredUnderEverySetOfMasks() throws IOException {
        List<Measurement> measured = measured(DIRECT, SEQUENCE, Estimator.AUTO);
        PreparedText text = text(DIRECT);
        ReferenceNetwork network = new ReferenceNetwork(BACKBONE, RandomWeights.doubles(weights(DIRECT)));
        ChosenAnswer answer = chosen().get(0);
        int from = answer.prompt().length() + 2;
        for (ChosenAnswer.Choice choice : answer.choices()) {
            int[] tokens = whole(text, answer.prompt() + "||", choice.text());
            int length = choice.text().length();
            double[] cost = new double[1 << length]; // mean over orders, by the set left to write
            for (int left = 1; left < 1 << length; left++) {
                int[] read = tokens.clone();
                Arrays.fill(read, from + length, SEQUENCE, text.tokenizer().tokens());
                for (int i = 0; i < length; i++) {
                    read[from + i] = (left >> i & 1) == 1 ? text.tokenizer().tokens() : read[from + i];
                }
                double[][] logits = network.logits(
                        read, IntStream.range(0, SEQUENCE).toArray(), new double[SEQUENCE], (q, k) -> true);
                double sum = 0;
                for (int i = 0; i < length; i++) {
                    if ((left >> i & 1) == 1) {
                        sum += nats(logits[from + i], tokens[from + i]) + cost[left - (1 << i)];
                    }
                }
                cost[left] = sum / Integer.bitCount(left);
            }
            assertThat(choice.nats()).isCloseTo(cost[cost.length - 1], within(1e-4));
            assertThat(choice.standardError()).isZero();
        }
        assertThat(measured.get(0).details())
                .containsEntry("scores", "upper bounds")
                .containsEntry("choices", "24")
                .containsEntry("choices-with-noise", "0")
                .as("by which exports know the task")
                .containsEntry("layout", text.task().orElseThrow().contentHash());
    }

    /** Eight rounds leave seven degrees of freedom; 2.3646 is Student's t for 95 % then. */
    @Test
    void anExampleIsNotSeparatedWhereTheIntervalOfTheMarginHoldsZero() throws IOException {
        List<Measurement> measured = measured(DIRECT, SEQUENCE, Estimator.EXACT_COUNT);
        List<ChosenAnswer> chosen = chosen();
        for (ChosenAnswer answer : chosen) {
            assertThat(answer.separated()).isEqualTo(answer.margin() > 2.3646 * answer.marginError());
            assertChosen(answer);
        }
        assertThat(chosen).anyMatch(answer -> !answer.separated());
        assertThat(Measured.value(Metric.NOT_SEPARATED, measured))
                .isCloseTo(share(chosen, answer -> !answer.separated()), within(1e-12));
        assertThat(measured.get(0).details()).containsEntry("choices-with-noise", "24");
    }

    @Test
    void anExampleWithoutChoicesIsRefused() {
        CorpusSpec products = new CorpusSpec.Examples(
                new MultiplicationSpec(new Range(1, 2), new Range(1, 2), false, false, TESTS, "", 3));
        assertThatThrownBy(() -> measured(products, 0, Estimator.EXACT))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("there are no choices right behind the prompt");
    }
}
