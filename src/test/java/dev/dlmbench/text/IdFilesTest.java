package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that comes as ids. */
class IdFilesTest {
    @TempDir
    Path folder;

    @Test
    void shortIdsAreReadLowestByteFirst() throws IOException {
        write("train.bin", 2, 1, 258, 999, 3, 5, 7, 9, 11);
        write("test.bin", 2, 4, 5, 6);
        PreparedText text = Corpora.prepare(spec(1000, 0, 2), new DataFolder(folder));
        assertThat(text.train().tokens()).containsExactly(1, 258, 999, 3);
        assertThat(text.evaluator().tokens()).containsExactly(5, 7, 9, 11);
        assertThat(text.test()).containsExactly(new int[] {4, 5}, new int[] {6});
        assertThat(text.tokenizer().size()).isEqualTo(1001);
        assertThat(text.tokenizer().decode(new int[] {258, 1000, 3})).isEqualTo("258 _ 3");
        assertThat(text.tokenizer().spells()).isFalse();
    }

    @Test
    void longIdsTakeFourBytesAndOnlyWhatIsWantedIsRead() throws IOException {
        write("train.bin", 4, 1, 70_000, 3, 99_999, 5, 6, 7, 8);
        write("test.bin", 4, 4, 5, 6, 7, 8);
        PreparedText text = Corpora.prepare(spec(100_000, 2, 2), new DataFolder(folder));
        assertThat(text.train().tokens()).containsExactly(1, 70_000);
        assertThat(text.evaluator().tokens()).containsExactly(3, 99_999);
        assertThat(text.test()).containsExactly(new int[] {6, 7}); // the middle one of three windows
    }

    /** Forty windows of 4; of ten, the third begins at (2 * 2 + 1) * 40 / 20 = 10 windows. */
    @Test
    void aCopyIsFoundInScoredWindowsAndNamedByItsPlaceInTheFile() throws IOException {
        int[] test = IntStream.range(1_000, 1_160).toArray();
        int[] training = IntStream.concat(IntStream.range(0, 100), Arrays.stream(test, 40, 104))
                .toArray();
        write("train.bin", 2, training);
        write("test.bin", 2, test);
        DataSpec spec =
                new DataSpec(new CorpusSpec.Ids(folder.toString(), 2_000), DataSpec.TokenizerKind.CHAR, 4, 0, 10);
        assertThatThrownBy(() -> Corpora.prepare(spec, new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the 64 tokens from token 40 of the test split on");
    }

    /** The bytes are 0 to 255 in the order of their spellings: ! is the first, and a number 64 (33 and 64 are 97). */
    @Test
    void idsAreSpelledByTheTokenizerThatMadeThem() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), BytePairTraining.tokenizer("abab", 258));
        write("train.bin", 2, 64, 65, 256, 257, 0, 0, 64, 64);
        write("test.bin", 2, 256, 65, 0);
        PreparedText text = Corpora.prepare(spelled(258, file), new DataFolder(folder));
        assertThat(text.tokenizer().spells()).isTrue();
        assertThat(text.tokenizer().size()).isEqualTo(259);
        assertThat(text.tokenizer().decode(text.test().get(0))).isEqualTo("abb");
        assertThat(text.tokenizer().characterCount(text.test().get(0))).isEqualTo(3);
        assertThat(text.tokenizer().decode(text.train().tokens())).isEqualTo("abab<|endoftext|>");
        assertThatThrownBy(() -> Corpora.prepare(spelled(300, file), new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("data.tokenizer has 258 tokens, but data.corpus.vocabulary is 300");
    }

    private DataSpec spelled(int vocabulary, Path tokenizer) {
        return new DataSpec(
                new CorpusSpec.Ids(folder.toString(), vocabulary),
                new TokenizerSpec.HuggingFace(tokenizer.toString()),
                2,
                0,
                2);
    }

    @Test
    void anIdBeyondTheVocabularyIsNamed() throws IOException {
        write("train.bin", 2, 1, 2, 77);
        assertThatThrownBy(() -> Corpora.prepare(spec(50, 0, 2), new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("id number 2 is 77, beyond data.corpus.vocabulary of 50");
    }

    @Test
    void aMissingFileIsNamedWhenItIsNeededAndNotBefore() throws IOException {
        CorpusSpec.Ids corpus = new CorpusSpec.Ids(folder.toString(), 50);
        String before = Corpora.contentHash(corpus, new DataFolder(folder));
        assertThatThrownBy(() -> Corpora.prepare(spec(50, 0, 2), new DataFolder(folder)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("there is no file " + folder.resolve("train.bin"));
        write("train.bin", 2, 1, 2, 7);
        write("test.bin", 2, 1, 2, 7);
        assertThat(Corpora.contentHash(corpus, new DataFolder(folder))).isNotEqualTo(before);
    }

    @Test
    void aTestSplitMayHaveItsFormerName() throws IOException {
        write("train.bin", 2, 1, 2, 7, 8);
        write("held-out.bin", 2, 4, 5, 6, 7);

        assertThat(Corpora.prepare(spec(50, 0, 2), new DataFolder(folder)).test())
                .containsExactly(new int[] {4, 5}, new int[] {6, 7});
    }

    private DataSpec spec(int tokenizer, long tokens, int sequence) {
        return new DataSpec(
                new CorpusSpec.Ids(folder.toString(), tokenizer),
                DataSpec.TokenizerKind.CHAR,
                sequence,
                tokens,
                tokens == 0 ? 0 : 1);
    }

    private void write(String name, int width, int... ids) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(width * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids) {
            if (width == 2) {
                bytes.putShort((short) id);
            } else {
                bytes.putInt(id);
            }
        }
        Files.write(folder.resolve(name), bytes.array());
    }
}
