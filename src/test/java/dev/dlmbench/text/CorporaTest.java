package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.text.DataSpec.TokenizerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorporaTest {
    private static final DataFolder NOWHERE = new DataFolder(Path.of("nowhere"));

    @TempDir
    private Path folder;

    @Test
    void bytesThatAreNoUtf8AreNamedByTheirPlace() throws IOException {
        Path file = folder.resolve("broken.txt");
        Files.write(file, new byte[] {'o', 'k', (byte) 0xC3, 'x'});
        assertThatThrownBy(() -> Corpora.prepare(of(file, 2), NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("broken.txt", "byte 2");
    }

    @Test
    void characterCutOffAtTheEndIsNoUtf8() throws IOException {
        Path file = folder.resolve("cut.txt");
        Files.write(file, new byte[] {'o', 'k', 'a', (byte) 0xE2, (byte) 0x82});
        assertThatThrownBy(() -> Corpora.prepare(of(file, 2), NOWHERE)).hasMessageContaining("byte 3");
    }

    @Test
    void unknownCorpusComesWithTheChoices() {
        assertThatThrownBy(() -> Corpora.contentHash(new CorpusSpec.Named("tinyshakspeare"), NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("'tinyshakspeare'")
                .hasMessageContainingAll("markov, stories, tinyshakespeare, wiki27, wikitext2, file".split(", "));
    }

    @Test
    void missingFileOfTheDataFolderSaysWhereItWasLookedFor() {
        DataFolder empty = DataFolder.find(Optional.of(folder), Optional.of("ignored"));
        assertThatThrownBy(() -> Corpora.contentHash(new CorpusSpec.Named("wiki27"), empty))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("wiki27/train.txt", folder.toString(), "--data", "DLM_DATA");
    }

    @Test
    void missingFileOfTheUsersSaysWhereItWasLookedFor() {
        DataSpec spec = new DataSpec(new CorpusSpec.TextFile("no-such.txt"), TokenizerKind.CHAR, 2, 0, 0);
        assertThatThrownBy(() -> Corpora.prepare(spec, NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(Path.of("no-such.txt").toAbsolutePath().toString());
    }

    @Test
    void dataFolderIsTheNamedOneThenTheVariablesThenTheUsualOne() {
        assertThat(DataFolder.find(Optional.of(Path.of("a")), Optional.of("b")).path())
                .isEqualTo(Path.of("a"));
        assertThat(DataFolder.find(Optional.empty(), Optional.of("b")).path()).isEqualTo(Path.of("b"));
        assertThat(DataFolder.find(Optional.empty(), Optional.empty()).path())
                .isEqualTo(Path.of("..", "shared", "data"));
    }

    /** The words of the text are all different, so a part that is found tells where it was cut. */
    @ParameterizedTest
    @EnumSource
    void partsOfAFileAreDisjointAndNothingIsDropped(TokenizerKind tokenizer) throws IOException {
        String text = words(0, 1000);
        PreparedText prepared = Corpora.prepare(spec(write("text.txt", text), tokenizer, 30, 0, 0), NOWHERE);
        String train = prepared.tokenizer().decode(prepared.train().tokens());
        String evaluator = prepared.tokenizer().decode(prepared.evaluator().tokens());
        String held = prepared.test().stream().map(prepared.tokenizer()::decode).collect(Collectors.joining());
        assertThat(text).hasSize(5000);
        assertThat(train + evaluator + held).isEqualTo(text);
        assertThat(held).isEqualTo(text.substring(4500));
        assertThat(train).hasSize(2250);
        int tokens = prepared.tokenizer().encode(held).length;
        assertThat(prepared.test()).hasSize((tokens + 29) / 30);
        assertThat(prepared.test().get(tokens / 30)).hasSize(tokens % 30);
    }

    /** 500 characters are 17 windows of 30: the middle ones of both halves are those at 4 and 12, counted from 0. */
    @Test
    void fewerTokensAreTakenFromTheFrontAndFewerDocumentsFromAllOverTheText() throws IOException {
        String text = words(0, 1000);
        PreparedText prepared = Corpora.prepare(spec(write("text.txt", text), TokenizerKind.CHAR, 30, 100, 2), NOWHERE);
        Tokenizer tokenizer = prepared.tokenizer();
        assertThat(tokenizer.decode(prepared.train().tokens())).isEqualTo(text.substring(0, 100));
        assertThat(tokenizer.decode(prepared.evaluator().tokens())).isEqualTo(text.substring(2250, 2350));
        assertThat(prepared.test().stream().map(tokenizer::decode))
                .containsExactly(text.substring(4620, 4650), text.substring(4860, 4890));
    }

    @ParameterizedTest
    @EnumSource
    void aTestSplitThatCopiesTheTrainingTextIsRefused(TokenizerKind tokenizer) throws IOException {
        String text = words(0, 900).replace('0', 'é');
        Path file = write("copy.txt", text + text.substring(0, text.length() / 9));
        assertThatThrownBy(() -> Corpora.prepare(spec(file, tokenizer, 65, 0, 0), NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("copy.txt", "test split", "overlap");
    }

    @Test
    void shortDocumentsDoNotHideACopy() throws IOException {
        String text = words(0, 900);
        Path file = write("copy.txt", text + text.substring(0, text.length() / 9));
        assertThatThrownBy(() -> Corpora.prepare(of(file, 16), NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the 64 tokens from token 0 of the test split on");
    }

    @Test
    void shortCommonPhraseIsNoCopy() throws IOException {
        String text = words(0, 900);
        int tenth = text.length() / 9;
        Path file = write("phrase.txt", text + text.substring(0, 63) + "#".repeat(tenth - 63));
        assertThat(Corpora.prepare(of(file, 64), NOWHERE).test()).isNotEmpty();
    }

    @Test
    void sequenceLongerThanTheTextIsRefusedWithBothLengths() throws IOException {
        Path file = write("short.txt", words(0, 20));
        assertThatThrownBy(() -> Corpora.prepare(of(file, 64), NOWHERE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll("data.sequence", "45", "64");
        Path empty = write("empty.txt", "");
        assertThatThrownBy(() -> Corpora.prepare(of(empty, 2), NOWHERE)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void contentHashFollowsTheContentAndNotTheName() throws IOException {
        String hash = contentHash(write("a.txt", "same"));
        assertThat(contentHash(write("b.txt", "same"))).isEqualTo(hash);
        assertThat(contentHash(write("a.txt", "sane"))).isNotEqualTo(hash);
        assertThat(Corpora.contentHash(new CorpusSpec.Stories(1), NOWHERE)).isEmpty();
    }

    /** The second text has the same ids as the first, in other letters. */
    @Test
    void preparedHashFollowsTheTextAndNotTheName() throws IOException {
        String text = words(0, 500);
        String hash = Corpora.prepare(of(write("a.txt", text), 30), NOWHERE).hash();
        assertThat(Corpora.prepare(of(write("b.txt", text), 30), NOWHERE).hash())
                .isEqualTo(hash);
        assertThat(Corpora.prepare(of(write("c.txt", text.replace('9', 'z')), 30), NOWHERE)
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Corpora.prepare(of(write("d.txt", text + "x"), 30), NOWHERE).hash())
                .isNotEqualTo(hash);
    }

    @Test
    void syntheticTextDependsOnItsSettingsAlone() {
        CorpusSpec.Markov corpus = new CorpusSpec.Markov(2, 5, .3, 11);
        DataSpec spec = new DataSpec(corpus, TokenizerKind.CHAR, 16, 1000, 7);
        PreparedText text = Corpora.prepare(spec, NOWHERE);
        assertThat(Corpora.prepare(spec, NOWHERE).hash()).isEqualTo(text.hash());
        assertThat(text.train().tokens()).hasSize(1000);
        assertThat(text.evaluator().tokens())
                .hasSize(1000)
                .isNotEqualTo(text.train().tokens());
        assertThat(text.test()).hasSize(7).allSatisfy(d -> assertThat(d).hasSize(16));
        assertThat(Arrays.stream(text.train().tokens())).allMatch(token -> token >= 0 && token < 5);
        assertThat(text.source()).isPresent();
    }

    @Test
    void storiesAreARowOfDocumentsThatEachStartAStory() {
        DataSpec spec = new DataSpec(new CorpusSpec.Stories(3), TokenizerKind.CHAR, 64, 1000, 5);
        PreparedText text = Corpora.prepare(spec, NOWHERE);
        assertThat(text.train().stride()).isEqualTo(64);
        assertThat(text.train().tokens()).hasSize(1024); // whole documents
        assertThat(text.train().starts(64)).isEqualTo(16);
        for (int[] row : Batches.batch(text.train(), 64, 20, new Seeds(1), 0)) {
            assertThat(text.source().orElseThrow().logLikelihood(row))
                    .isNegative()
                    .isFinite();
        }
    }

    @Test
    void tinyShakespeareHasSixtyFiveCharacters() {
        Path data = SharedFiles.require("data/tinyshakespeare").getParent();
        DataSpec spec = new DataSpec(new CorpusSpec.Named("tinyshakespeare"), TokenizerKind.CHAR, 256, 0, 0);
        PreparedText text = Corpora.prepare(spec, new DataFolder(Objects.requireNonNull(data)));
        assertThat(text.tokenizer().tokens()).isEqualTo(65);
        assertThat(text.tokenizer().decode(text.train().tokens())).startsWith("First Citizen:");
    }

    private static DataSpec of(Path file, int sequence) {
        return spec(file, TokenizerKind.CHAR, sequence, 0, 0);
    }

    private static DataSpec spec(Path file, TokenizerKind tokenizer, int sequence, long tokens, int documents) {
        return new DataSpec(new CorpusSpec.TextFile(file.toString()), tokenizer, sequence, tokens, documents);
    }

    private static String contentHash(Path file) {
        return Corpora.contentHash(new CorpusSpec.TextFile(file.toString()), NOWHERE);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** Returns words such as {@code 0042}, each with a space. */
    private static String words(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> (10_000 + i + " ").substring(1))
                .collect(Collectors.joining());
    }
}
