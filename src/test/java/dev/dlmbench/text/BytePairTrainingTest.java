package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges are those that counting everything anew before each merge gives, or a hand computation. */
class BytePairTrainingTest {
    private static final DataFolder NOWHERE = new DataFolder(Path.of("nowhere"));

    /** In aab, a-a and a-b are as frequent, and a comes before b; c comes before the blank's spelling. */
    @Test
    void theMostFrequentPairIsMergedAndThenTheSmaller() throws IOException {
        assertThat(merges("aab", 259)).containsExactly("a a", "aa b");
        assertThat(merges("ab ab cb cb cb", 258)).containsExactly("c b");
    }

    /** Overlapping pairs are merged from the left: aaaaa becomes aa aa a, whose two pairs are as frequent. */
    @Test
    void pairsThatOverlapAreMergedFromTheLeft() throws IOException {
        assertThat(merges("aaaaa", 260)).containsExactly("a a", "aa a", "aa aaa");
    }

    /** Words end where GPT-2's pattern ends them, so that no token goes beyond one. */
    @Test
    void noMergeCrossesAWord() throws IOException {
        assertThat(merges("we'll 12ab  x", 264)) // each pair occurs once
                .containsExactly("' l", "1 2", "a b", "w e", "\u0120 x", "\u0120 12", "'l l");
        assertThatThrownBy(() -> merges("a1 b", 259))
                .hasMessageContaining("gives 258 tokens"); // only the blank and b are neighbours in a word
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void mergesAreThoseOfCountingEverythingAnew(long seed) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        StringBuilder text = new StringBuilder();
        String letters = seed % 2 == 0 ? "aab " : "ab\u00e9 c1";
        for (int i = 0; i < 300; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        assertThat(merges(text.toString(), 257 + 12)).isEqualTo(counted(text.toString(), 12));
    }

    /** Byte-pair encoding as its definition says it, on lists of spellings. */
    private static List<String> counted(String text, int tokens) {
        List<List<String>> words = new ArrayList<>();
        for (String word : text.split("(?<=\\S)(?=\\s)|(?<=[\\p{L}])(?=\\d)|(?<=\\d)(?=\\p{L})|(?<= )(?= \\S)")) {
            List<String> spelled = new ArrayList<>();
            for (byte octet : word.getBytes(StandardCharsets.UTF_8)) {
                spelled.add(octet == ' ' ? "\u0120" : spelling(octet & 0xff));
            }
            words.add(spelled);
        }
        List<String> order = new ArrayList<>(
                words.stream().flatMap(List::stream).distinct().sorted().toList());
        List<String> merges = new ArrayList<>();
        int added = 0;
        while (added < tokens) {
            Map<List<Integer>, Integer> counts =
                    new TreeMap<>((a, b) -> a.get(0).equals(b.get(0))
                            ? a.get(1).compareTo(b.get(1))
                            : a.get(0).compareTo(b.get(0)));
            for (List<String> word : words) {
                for (int i = 1; i < word.size(); i++) {
                    counts.merge(List.of(order.indexOf(word.get(i - 1)), order.indexOf(word.get(i))), 1, Integer::sum);
                }
            }
            int most =
                    counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
            List<Integer> best = counts.keySet().stream()
                    .filter(pair -> counts.get(pair) == most)
                    .findFirst()
                    .orElseThrow();
            String first = order.get(best.get(0));
            String second = order.get(best.get(1));
            if (!merges.contains(first + " " + second)) {
                merges.add(first + " " + second);
            }
            if (!order.contains(first + second)) {
                order.add(first + second);
                added++;
            }
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    if (word.get(i).equals(first) && word.get(i + 1).equals(second)) {
                        word.set(i, first + second);
                        word.remove(i + 1);
                    }
                }
            }
        }
        return merges;
    }

    /** Bytes of Latin-1's letters are spelled as themselves; those of the text here are among them. */
    private static String spelling(int octet) {
        return Character.toString(octet);
    }

    @Test
    void textsComeBackAndTheEndOfATextIsTheLastToken() {
        String text = "fox \uD83E\uDD8A n\u00e9 \u4e2d\u6587, and so on and so on";
        Tokenizer tokenizer = new TokenizerSpec.BytePairs(270).of(text, "no test text", NOWHERE);
        assertThat(tokenizer.tokens()).isEqualTo(270);
        int[] ids = tokenizer.encode(text);
        assertThat(ids).hasSizeLessThan(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(tokenizer.decode(ids)).isEqualTo(text);
        assertThat(tokenizer.characterCount(ids)).isEqualTo(text.codePoints().count());
        String other = "something else: \u00df\u0000\n\t'";
        assertThat(tokenizer.decode(tokenizer.encode(other))).isEqualTo(other);
        assertThat(tokenizer.special().end()).hasValue(269);
        assertThat(tokenizer.encode("<|endoftext|>")).containsExactly(269);
    }

    /** All test documents spell the test split, whatever its tokens; some of them spell what their windows are. */
    @Test
    void testDocumentsAreTheSameTextUnderEveryTokenizer(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("n\u00e9 ").append(i * i).append(' ');
        }
        Path file = Files.writeString(folder.resolve("text.txt"), text);
        List<TokenizerSpec> tokenizers =
                List.of(DataSpec.TokenizerKind.CHAR, DataSpec.TokenizerKind.BYTE, new TokenizerSpec.BytePairs(300));
        assertThat(tokenizers.stream().map(each -> testHash(file, each, 0)).distinct())
                .hasSize(1);
        assertThat(tokenizers.stream().map(each -> testHash(file, each, 2)).distinct())
                .hasSize(3);
    }

    private static String testHash(Path file, TokenizerSpec tokenizer, int documents) {
        CorpusSpec corpus = new CorpusSpec.TextFile(file.toString());
        return Corpora.prepare(new DataSpec(corpus, tokenizer, 16, 0, documents), NOWHERE)
                .testHash();
    }

    /** Without a merge the tokens are the bytes. */
    @Test
    void theFewestTokensAreTheBytes() {
        Tokenizer tokenizer = new TokenizerSpec.BytePairs(257).of("", "", NOWHERE);
        assertThat(tokenizer.encode("n\u00e9")).hasSize(3);
        assertThat(tokenizer.tokens()).isEqualTo(257);
    }

    @Test
    void aSizeThatTheTextCannotGiveIsAnError() {
        assertThatThrownBy(() -> new TokenizerSpec.BytePairs(1024).of("ab ab", "", NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage(
                        "data.tokenizer.size is 1024, but the text to learn from gives 259 tokens, and no pair occurs"
                                + " in it any more");
        assertThatThrownBy(() -> new TokenizerSpec.BytePairs(256))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.tokenizer.size must be between 257 and 1000000, got 256");
    }

    /** The first merges of Tiny Shakespeare, as Python's tokenizers 0.23.2 learns them, are the same to the last. */
    @Test
    void mergesAreThoseOfTheReferenceOnItsText() throws IOException {
        String text = Files.readString(SharedFiles.require("data/tinyshakespeare/input.txt"));
        JsonNode reference = Json.read(
                SharedFiles.require("parity/published/tokenizers/tiny_bpe_512/tokenizer.json"), JsonNode.class);
        List<String> expected = new ArrayList<>();
        reference
                .at("/model/merges")
                .forEach(pair ->
                        expected.add(pair.path(0).asText() + " " + pair.path(1).asText()));
        assertThat(merges(text, 512)).isEqualTo(expected);
    }

    private static List<String> merges(String text, int size) throws IOException {
        JsonNode whole = Json.parse(BytePairTraining.tokenizer(text, size), JsonNode.class, Path.of("x"), 1);
        List<String> merges = new ArrayList<>();
        whole.at("/model/merges").forEach(merge -> merges.add(merge.asText()));
        return merges;
    }
}
