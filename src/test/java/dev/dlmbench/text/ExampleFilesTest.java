package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples in files of one's own, under every kind of tokenizer. */
class ExampleFilesTest {
    private static final JsonlSpec.Fields FIELDS = new JsonlSpec.Fields("q", "a", "why", "", "");
    private static final String LEARNT = """
            {"q": "What is 2 and 2?\\nTell me.", "a": "4", "why": "It is 2+2.\\nThat is 4."}
            {"q": "Who said it?", "a": "my sister", "why": "She did."}
            """;
    private static final String TESTED = """
            {"q": "How many  legs\\nhave two cats?", "a": "8 legs", "why": "A cat has 4.\\n4+4 is 8."}
            {"q": "Which town?", "a": "New York", "why": "The big one."}
            """;

    @TempDir
    private Path folder;

    private TokenizerSpec tokenizer(String name) {
        return switch (name) {
            case "byte" -> DataSpec.TokenizerKind.BYTE;
            case "bpe" -> new TokenizerSpec.BytePairs(270);
            case "gpt2" ->
                new TokenizerSpec.Gpt2(SharedFiles.require("data/gpt2_bpe").toString(), "");
            case "bert" ->
                new TokenizerSpec.Bert(
                        SharedFiles.require("data/bert_vocab/vocab.txt").toString(), "");
            case "huggingface" ->
                new TokenizerSpec.HuggingFace(
                        SharedFiles.require("parity/published/tokenizers/tiny_bpe_512/tokenizer.json")
                                .toString());
            default -> DataSpec.TokenizerKind.CHAR;
        };
    }

    private DataSpec spec(
            String train, String test, TokenizerSpec tokenizer, int sequence, String separator, String end)
            throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), test);
        Files.writeString(folder.resolve("train.jsonl"), train);
        ExampleFilesSpec files = new ExampleFilesSpec(
                train.isEmpty() ? "" : "train.jsonl",
                folder.toString(),
                "test.jsonl",
                folder.toString(),
                FIELDS,
                false,
                separator,
                1);
        return new DataSpec(files, tokenizer, sequence, 0, 0, new ExampleSequenceSpec(end, false));
    }

    private PreparedText prepared(DataSpec spec) {
        return Corpora.prepare(spec, new DataFolder(folder));
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"char", "byte", "bpe", "gpt2", "bert", "huggingface"})
    void promptAndTargetAreEncodedApartAndEndInOneToken(String name) throws IOException {
        PreparedText text = prepared(spec(LEARNT, TESTED, tokenizer(name), 160, "\n", ""));
        Tokenizer tokenizer = text.tokenizer();
        int end =
                switch (name) {
                    case "char" -> tokenizer.encode("\u00b6")[0];
                    case "byte" -> 0;
                    default -> tokenizer.special().end().orElseThrow();
                };
        Task task = text.task().orElseThrow();
        for (int i = 0; i < 2; i++) {
            Example example = task.test().get(i);
            int[] prompt = tokenizer.encode(example.prompt() + "\n");
            int[] target = tokenizer.encode(String.join("\n", example.thoughts()) + "\n#### " + example.answer());
            int[] wanted = joined(prompt, target);
            int[] row = text.test().get(i);
            assertThat(row).hasSize(160).startsWith(wanted);
            assertThat(Arrays.copyOfRange(row, wanted.length, 160)).containsOnly(end);
            assertThat(text.context(i)).isEqualTo(prompt.length);

            ExampleTokens tokens = text.examples().orElseThrow().tokens();
            int[] output = joined(target, new int[] {end}, prompt);
            assertThat(tokens.length(output)).isEqualTo(target.length);
            if (!name.equals("bert")) {
                assertThat(tokens.text(output)).isEqualTo(task.layout().target(example));
            }
            String answer = task.answer(tokens.text(output)).orElseThrow();
            assertThat(tokens.right(example, answer)).isTrue();
            assertThat(tokens.right(task.test().get(1 - i), answer)).isFalse();
        }
        for (int i = 0; i < 2; i++) {
            int[] row = text.train().ids().slice(160L * i, 160);
            int prompt = Arrays.asList(0, 1).stream()
                    .map(task::training)
                    .map(example -> tokenizer.encode(example.prompt() + "\n"))
                    .filter(ids -> Arrays.equals(ids, Arrays.copyOf(row, ids.length)))
                    .findFirst()
                    .orElseThrow()
                    .length;
            assertThat(text.examples().orElseThrow().given(row).stream().boxed())
                    .as("a line break in a prompt does not end it")
                    .isEqualTo(IntStream.range(0, prompt).boxed().toList());
        }
    }

    @Test
    void aBlankBeforeTheTargetBelongsToTheTarget() throws IOException {
        PreparedText text =
                prepared(spec("", "{\"q\": \"Answer:\", \"a\": \"yes\"}\n", tokenizer("gpt2"), 16, " ", ""));
        Tokenizer tokenizer = text.tokenizer();
        assertThat(text.test().get(0)).startsWith(joined(tokenizer.encode("Answer:"), tokenizer.encode(" #### yes")));
        assertThat(text.context(0)).isEqualTo(tokenizer.encode("Answer:").length);
    }

    @Test
    void aFileToBeTestedOnAloneGivesNothingToLearnFrom() throws IOException {
        PreparedText text = prepared(spec("", TESTED, tokenizer("byte"), 160, "\n", ""));
        assertThat(text.train().ids().length()).isZero();
        assertThat(text.evaluator().ids().length()).isZero();
        assertThat(text.test()).hasSize(2);
    }

    @Test
    void theEndCanBeNamedAndMustBeOneToken() throws IOException {
        PreparedText text = prepared(spec(LEARNT, TESTED, tokenizer("byte"), 160, "\n", "~"));
        assertThat(text.test().get(0)).endsWith('~', '~').doesNotContain(0);
        assertThat(text.hash())
                .isNotEqualTo(prepared(spec(LEARNT, TESTED, tokenizer("byte"), 160, "\n", ""))
                        .hash());
        assertThatThrownBy(() -> prepared(spec(LEARNT, TESTED, tokenizer("byte"), 160, "\n", "~~")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.corpus.end must be one token");
        assertThatThrownBy(() -> prepared(spec(LEARNT, TESTED, tokenizer("char"), 160, "\n", "4")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:1: the target has the token that ends answers, '4'");
        Path vocabulary = folder.resolve("vocab.txt");
        Files.write(vocabulary, List.of("[UNK]", "[PAD]", "a", "b", "q"));
        assertThatThrownBy(() ->
                        prepared(spec("", TESTED, new TokenizerSpec.Bert(vocabulary.toString(), ""), 160, "\n", "")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.corpus.end must name the token that ends an answer");
    }

    @Test
    void answersThatATokenizerDoesNotKnowOrGiveBackAreNamed() throws IOException {
        String snowman = "{\"q\": \"b\", \"a\": \"\u2603\"}\n";
        assertThatThrownBy(() -> prepared(spec("", snowman, tokenizer("bert"), 16, "\n", "")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:1: the target has text that data.tokenizer does not know, '[UNK]'");
        String decimal = "{\"q\": \"b\", \"a\": \"-0.5\"}\n";
        Files.writeString(folder.resolve("numbers.jsonl"), decimal);
        ExampleFilesSpec numbers =
                new ExampleFilesSpec("", "", "numbers.jsonl", folder.toString(), FIELDS, true, "\n", 1);
        assertThatThrownBy(() -> prepared(new DataSpec(numbers, tokenizer("bert"), 32, 0, 0)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("numbers.jsonl:1: data.tokenizer does not give the answer '-0.5' back");
        assertThat(prepared(new DataSpec(numbers, tokenizer("gpt2"), 32, 0, 0)).test())
                .hasSize(1);
    }

    /** Behind all thoughts there is one more end than when all is written at once: 101 tokens instead of 100. */
    @Test
    void inSeveralPassesTheLongestCutHasToFit() throws IOException {
        String exact = "{\"q\": \"b\", \"a\": \"" + "c".repeat(90) + "\", \"why\": \"d\"}\n";
        DataSpec together = spec(exact + LEARNT, TESTED, tokenizer("byte"), 100, "\n", "");
        assertThat(prepared(together).examples().orElseThrow().facts())
                .containsEntry("training-examples", "3 of 3 fit into 100 tokens, the longest has 100");
        DataSpec parted = new DataSpec(
                together.corpus(), together.tokenizer(), 100, 0, 0, new ExampleSequenceSpec("", false, true, true));
        assertThat(prepared(parted).examples().orElseThrow().facts())
                .containsEntry(
                        "training-examples",
                        "2 of 3 fit into 100 tokens, the longest has 101; those that do not are left out");
    }

    @Test
    void trainingExamplesThatAreTooLongAreLeftOutAndCountedAndTestExamplesAreRefused() throws IOException {
        String longer = "{\"q\": \"b\", \"a\": \"" + "c".repeat(200) + "\", \"why\": \"d\"}\n";
        PreparedText text = prepared(spec(longer + LEARNT, TESTED, tokenizer("byte"), 100, "\n", ""));
        assertThat(text.task().orElseThrow().size()).hasValue(3);
        assertThat(text.train().ids().length()).isEqualTo(200);
        assertThat(text.tokenizer().decode(text.train().ids().slice(0, 200))).doesNotContain("ccc");
        assertThat(text.examples().orElseThrow().facts())
                .containsEntry(
                        "training-examples",
                        "2 of 3 fit into 100 tokens, the longest has 210; those that do not are left out")
                .containsEntry("test-examples", "2 of 2 fit into 100 tokens, the longest has 65");
        assertThatThrownBy(() -> prepared(spec(longer, TESTED, tokenizer("byte"), 100, "\n", "")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("no training example fits: the shortest has 210 tokens");
        assertThatThrownBy(() -> prepared(spec(LEARNT, TESTED + longer, tokenizer("byte"), 100, "\n", "")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:3: the example has 210 tokens, 2 of them its prompt and one its end,"
                        + " but data.sequence is 100; 1 of 3 do not fit, the longest has 210");
    }

    @Test
    void planningFindsWhatDoesNotFit() {
        String longer = "{\"q\": \"" + "b".repeat(120) + "\", \"a\": 1}\n";
        assertThatThrownBy(() -> Corpora.contentHash(
                        spec(LEARNT, TESTED + longer, tokenizer("byte"), 100, "\n", ""), new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:3: the example has 128 tokens, 121 of them its prompt");
    }

    /** Sequences of 100 bytes hold examples of 20 to 50 bytes: as many as fit, none cut, in the order of an epoch. */
    @Test
    void packedExamplesStandOneBehindTheOtherAndEveryPromptIsGiven() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            lines.append(String.format(
                    Locale.ROOT, "{\"q\": \"q%02d%s\", \"a\": \"a%d\", \"why\": \"because\"}\n", i, "?".repeat(i), i));
        }
        DataSpec apart = spec(lines.toString(), TESTED, tokenizer("byte"), 100, "\n", "");
        PreparedText text =
                prepared(new DataSpec(apart.corpus(), apart.tokenizer(), 100, 0, 0, new ExampleSequenceSpec("", true)));
        Task task = text.task().orElseThrow();
        List<String> expected = IntStream.range(0, 30)
                .mapToObj(i -> task.layout().text(task.training(i)))
                .toList();
        List<String> found = new ArrayList<>();
        for (long start = 0; start < text.train().ids().length(); start += 100) {
            int[] sequence = text.train().ids().slice(start, 100);
            BitSet given = text.examples().orElseThrow().given(sequence);
            StringBuilder prompts = new StringBuilder();
            given.stream().forEach(place -> prompts.append((char) sequence[place]));
            List<String> here = Arrays.stream(text.tokenizer().decode(sequence).split("\0", -1))
                    .filter(example -> !example.isEmpty())
                    .toList();
            assertThat(prompts.toString())
                    .isEqualTo(here.stream()
                            .map(example -> example.substring(0, example.indexOf('\n') + 1))
                            .collect(Collectors.joining()));
            int used = here.stream().mapToInt(example -> example.length() + 1).sum();
            found.addAll(here);
            if (found.size() < expected.size()) {
                assertThat(used + expected.get(found.size()).length() + 1)
                        .as("the next one has no room")
                        .isGreaterThan(100);
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(text.test())
                .as("a document ends with its example")
                .allSatisfy(row -> assertThat(row).endsWith(0).containsOnlyOnce(0));
        assertThat(text.hash()).isNotEqualTo(prepared(apart).hash());
        DataSpec some = new DataSpec(apart.corpus(), apart.tokenizer(), 100, 300, 0, new ExampleSequenceSpec("", true));
        assertThat(prepared(some).train().ids().length()).isEqualTo(300);
    }

    @Test
    void repeatedExamplesAreLeftOutAndCounted() throws IOException {
        PreparedText text = prepared(spec(LEARNT + TESTED, TESTED + TESTED, tokenizer("byte"), 100, "\n", ""));
        assertThat(text.test()).hasSize(2);
        assertThat(text.examples().orElseThrow().facts())
                .containsEntry(
                        "left-out",
                        "2 of 4 test examples are left out: each says what one before it says; 2 of 4 training examples"
                                + " are left out: their problems are in the test set");
    }

    @Test
    void whatIsInTheFilesCountsAndNotWhereTheyAre() throws IOException {
        DataSpec here = spec(LEARNT, TESTED, tokenizer("byte"), 100, "\n", "");
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.copy(folder.resolve("test.jsonl"), other.resolve("moved.jsonl"));
        ExampleFilesSpec corpus = (ExampleFilesSpec) here.corpus();
        ExampleFilesSpec moved = corpus.at(folder.resolve("train.jsonl") + "\n" + other.resolve("moved.jsonl"));
        DataFolder nowhere = new DataFolder(Path.of(""));
        assertThat(Corpora.contentHash(here.of(moved, here.tokenizer()), nowhere))
                .isEqualTo(Corpora.contentHash(here, nowhere));
        assertThat(corpus.at(corpus.whereabouts()).whereabouts()).isEqualTo(corpus.whereabouts());
        Files.writeString(other.resolve("moved.jsonl"), TESTED.replace("8 legs", "9 legs"));
        assertThat(Corpora.contentHash(moved, nowhere)).isNotEqualTo(Corpora.contentHash(corpus, nowhere));
    }

    @Test
    void missingFieldsAreNamedBesideThoseThatThereAre() throws IOException {
        assertThatThrownBy(() -> prepared(
                        spec("", "{\"doc\": {\"question\": \"b\"}, \"a\": 1}\n", tokenizer("byte"), 100, "\n", "")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("test.jsonl:1: field 'q' is missing; there are doc.question, a");
    }
}
