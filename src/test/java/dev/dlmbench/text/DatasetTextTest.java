package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blue.strategic.parquet.ParquetWriter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.json.Json;
import dev.dlmbench.text.DataSpec.TokenizerKind;
import dev.dlmbench.text.DatasetSpec.Documents;
import dev.dlmbench.text.DatasetSpec.Format;
import dev.dlmbench.text.DatasetSpec.Packing;
import dev.dlmbench.text.DatasetSpec.Sequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTextTest {
    private static final Sequences PLAIN = new Sequences(Packing.WRAPPED, "", "", "", "", 0);
    private static final Documents LINES = new Documents(Format.LINES, "", Detokenizer.NONE, 0, 0, 0);

    @TempDir
    Path folder;

    /** The blocks come from the programs of the papers, each with its five documents. */
    @Test
    void wrapsAsThePublishedProgramsDo() throws IOException {
        JsonNode cases = Json.read(SharedFiles.require("parity/published/datasets.json"), JsonNode.class)
                .path("wrapping");
        assertThat(cases).hasSize(4);
        for (JsonNode published : cases) {
            int[] eos = {published.path("eos").asInt()};
            int[] between = published.path("insert_eos").asBoolean() ? eos : new int[0];
            boolean around = published.path("insert_special_tokens").asBoolean();
            MappedIds ids = documents(published.path("documents"), between);
            PackedSequences packed = new PackedSequences(
                    ids,
                    Packing.WRAPPED,
                    new PackedSequences.Frame(
                            around ? new int[] {published.path("bos").asInt()} : new int[0],
                            around ? eos : new int[0],
                            OptionalInt.empty(),
                            published.path("block_length").asInt()),
                    0);
            List<int[]> blocks = new ArrayList<>();
            published.path("blocks").forEach(block -> blocks.add(ints(block)));
            assertThat(packed.count()).isEqualTo(blocks.size());
            for (int block = 0; block < blocks.size(); block++) {
                assertThat(packed.sequence(block)).as(published.toString()).isEqualTo(blocks.get(block));
            }
            int[] all = blocks.stream().flatMapToInt(Arrays::stream).toArray();
            assertThat(packed.padded().slice(0, all.length)).isEqualTo(all);
            assertThat(packed.padded().slice(4, 7)).isEqualTo(Arrays.copyOfRange(all, 4, 11));
        }
    }

    /** Documents of 5, 2, 7, 1 and 3 ids in sequences of 6, of which an id at each end is taken. */
    @Test
    void wholeDocumentsAreNotCutUnlessTheyAreLongerThanASequence() throws IOException {
        MappedIds ids = written(List.of(range(1, 6), range(6, 8), range(8, 15), range(15, 16), range(16, 19)), 2);
        PackedSequences.Frame frame = new PackedSequences.Frame(new int[] {98}, new int[] {99}, OptionalInt.of(0), 6);
        PackedSequences whole = new PackedSequences(ids, Packing.WHOLE, frame, 0);
        assertThat(all(whole))
                .containsExactly(
                        List.of(98, 1, 2, 3, 4, 99),
                        List.of(98, 6, 7, 99),
                        List.of(98, 8, 9, 10, 11, 99),
                        List.of(98, 15, 16, 17, 18, 99));
        PackedSequences single = new PackedSequences(ids, Packing.DOCUMENTS, frame, 0);
        assertThat(all(single))
                .containsExactly(
                        List.of(98, 1, 2, 3, 4, 99),
                        List.of(98, 6, 7, 99),
                        List.of(98, 8, 9, 10, 11, 99),
                        List.of(98, 15, 99),
                        List.of(98, 16, 17, 18, 99));
        assertThat(single.padded().slice(6, 6)).containsExactly(98, 6, 7, 99, 0, 0);
        assertThat(single.padded().length()).isEqualTo(30);
    }

    /** Sequences of 5 tokens with a start, so 4 of text, 3 of which are new; what is measured is every token once. */
    @Test
    void withAStrideEveryTokenIsMeasuredOnce() throws IOException {
        Files.writeString(folder.resolve("s.txt"), "abcdefghijklmnop");
        Documents how = new Documents(Format.TEXT, "", Detokenizer.NONE, 0, 0, 0);
        Sequences strided = new Sequences(Packing.WRAPPED, "", "<", "", "", 3);
        PreparedText text = prepare(dataset("", "s.txt", how, strided), 5, 1000);
        assertThat(text.test().stream().map(text.tokenizer()::decode))
                .containsExactly("<abcd", "<defg", "<ghij", "<jklm", "<mnop");
        String measured = IntStream.range(0, 5)
                .mapToObj(d -> text.tokenizer().decode(text.test().get(d)).substring(text.context(d)))
                .collect(Collectors.joining());
        assertThat(measured).isEqualTo("<abcdefghijklmnop");
        assertThatThrownBy(() ->
                        prepare(dataset("", "s.txt", how, new Sequences(Packing.WRAPPED, "", "<", "", "", 5)), 5, 1000))
                .hasMessageContaining("data.corpus.stride must be at most 4");
        assertThatThrownBy(() -> new Sequences(Packing.WHOLE, "", "", "", "", 3))
                .hasMessageContaining("stride");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatGivesItsDocuments(Format format) throws IOException {
        List<String> documents = List.of("the first", "", "the thïrd \"one\"", "the last");
        Path file = write(format, "a", documents);
        Documents how = new Documents(format, field(format), Detokenizer.NONE, 0, 0, 0);
        Sequences ended = new Sequences(Packing.DOCUMENTS, "|", "", "", "", 0);
        PreparedText text = prepare(dataset("", file.getFileName().toString(), how, ended), 64, 1 << 20);
        List<String> expected = format == Format.TEXT
                ? List.of(String.join("\n", documents) + "|")
                : documents.stream().map(document -> document + "|").toList();
        assertThat(text.test().stream().map(text.tokenizer()::decode)).isEqualTo(expected);
    }

    /** However little is read at once, the ids are those of all the text in one piece. */
    @ParameterizedTest
    @ValueSource(ints = {17, 100, 1000, 1 << 20})
    void whereTheTextIsCutForTheWorkChangesNoId(int batch) throws IOException {
        List<String> documents = IntStream.range(0, 300)
                .mapToObj(i -> "line " + i + " é€😀 of".repeat(i % 5))
                .toList();
        for (Format format : Format.values()) {
            Path file = write(format, "b" + format, documents);
            Documents how = new Documents(format, field(format), Detokenizer.NONE, 0, 0, 0);
            for (TokenizerKind tokenizer : TokenizerKind.values()) {
                DatasetSpec set = dataset("", file.getFileName().toString(), how, PLAIN);
                PreparedText text = new DatasetText(
                                new DataSpec(set, tokenizer, 7, 0, 0), set, data(), TextProgress.NONE, batch)
                        .prepare();
                String whole = String.join(format == Format.TEXT ? "\n" : "", documents);
                int[] expected = text.tokenizer().encode(whole);
                int[] ids = text.test().stream().flatMapToInt(Arrays::stream).toArray();
                assertThat(ids).isEqualTo(Arrays.copyOf(expected, expected.length / 7 * 7));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 3000})
    void aPublishedTokenizerGivesTheSameIdsFromPieces(int batch) throws IOException {
        Path tokenizer = SharedFiles.require("parity/published/tokenizers");
        try (Stream<Path> files = Files.walk(tokenizer)) {
            List<Path> described = files.filter(file -> file.endsWith("tokenizer.json"))
                    .sorted()
                    .toList();
            assertThat(described).isNotEmpty();
            String text = Files.readString(SharedFiles.require("data/tinyshakespeare/input.txt"))
                    .substring(0, 20_000);
            Path file = Files.writeString(folder.resolve("c.txt"), text);
            for (Path json : described) {
                DatasetSpec set =
                        dataset("", "c.txt", new Documents(Format.TEXT, "", Detokenizer.NONE, 0, 0, 0), PLAIN);
                DataSpec spec = new DataSpec(
                        set, new TokenizerSpec.HuggingFace(json.toAbsolutePath().toString()), 5, 0, 0);
                PreparedText prepared = new DatasetText(spec, set, data(), TextProgress.NONE, batch).prepare();
                int[] expected = prepared.tokenizer().encode(Files.readString(file));
                assertThat(prepared.test().stream().flatMapToInt(Arrays::stream).toArray())
                        .isEqualTo(Arrays.copyOf(expected, expected.length / 5 * 5));
            }
        }
    }

    /** Characters 0 to 89 are to learn from and those from 95 on to measure on, in pieces of 7. */
    @Test
    void aTextIsSplitByCharactersAndCutIntoPieces() throws IOException {
        String text = IntStream.range(0, 130)
                .mapToObj(i -> Character.toString(0x4e00 + i))
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("d.txt"), text);
        Documents how = new Documents(Format.TEXT, "", Detokenizer.NONE, 7, 90, 95);
        PreparedText prepared = prepare(dataset("d.txt", "", how, PLAIN), 7, 40);
        assertThat(prepared.test().stream().map(prepared.tokenizer()::decode))
                .containsExactly(
                        text.substring(95, 102),
                        text.substring(102, 109),
                        text.substring(109, 116),
                        text.substring(116, 123),
                        text.substring(123, 130));
        assertThat(prepared.tokenizer().decode(prepared.train().tokens())).isEqualTo(text.substring(0, 42));
        assertThat(prepared.tokenizer().decode(prepared.evaluator().tokens())).isEqualTo(text.substring(42, 84));
        assertThat(prepared.train().starts(7)).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINES", "JSONL", "PARQUET"})
    void theLastDocumentsCanBeHeldOut(Format format) throws IOException {
        List<String> documents =
                IntStream.range(100, 200).mapToObj(Integer::toString).toList();
        Path file = write(format, "e", documents);
        Documents how = new Documents(format, field(format), Detokenizer.NONE, 0, -4, -3);
        for (int batch : new int[] {8, 1 << 20}) {
            PreparedText text = prepare(dataset(file.getFileName().toString(), "", how, PLAIN), 3, batch);
            assertThat(text.test().stream().map(text.tokenizer()::decode)).containsExactly("197", "198", "199");
            assertThat(text.tokenizer().decode(text.train().tokens()))
                    .isEqualTo(String.join("", documents.subList(0, 48)));
            assertThat(text.tokenizer().decode(text.evaluator().tokens()))
                    .isEqualTo(String.join("", documents.subList(48, 96)));
        }
    }

    /** A part that is there is taken as it is; here one was exchanged, which no new work would give. */
    @Test
    void preparationGoesOnWhereItWasInterrupted() throws IOException {
        Files.writeString(folder.resolve("f.txt"), "abcdefghijklmnopqrstuvwxyz\n".repeat(40));
        DatasetSpec set = dataset("", "f.txt", LINES, PLAIN);
        String whole = prepare(set, 26, 100).hash();
        Path entry = entry("manifest.json");
        byte[] first = Files.readAllBytes(entry.resolve("test-000000.ids"));
        long parts;
        try (Stream<Path> files = Files.list(entry)) {
            parts = files.filter(file -> file.toString().endsWith(".ids")).count();
        }
        assertThat(parts).isGreaterThan(5);
        Files.delete(entry.resolve("manifest.json"));
        Files.delete(entry.resolve("test-000003.ids"));
        Files.write(entry.resolve("test-000002.ids"), Arrays.copyOf(first, first.length - 1)); // cut off
        long made = Files.getLastModifiedTime(entry.resolve("test-000001.ids")).toMillis();
        Files.setLastModifiedTime(
                entry.resolve("test-000001.ids"), java.nio.file.attribute.FileTime.fromMillis(made - 100_000));

        assertThat(prepare(set, 26, 100).hash()).isEqualTo(whole);
        assertThat(Files.getLastModifiedTime(entry.resolve("test-000001.ids")).toMillis())
                .isEqualTo(made - 100_000);
    }

    @Test
    void theHashFollowsWhatTheFilesHoldAndNotWhereTheyAre() throws IOException {
        Files.writeString(folder.resolve("g.txt"), "one\ntwo\n");
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("h.txt"), "one\ntwo\n");
        Files.writeString(folder.resolve("i.txt"), "one\ntwi\n");
        DatasetSpec there = new DatasetSpec(DatasetSpec.KIND, elsewhere.toString(), "", "", "h.txt", LINES, PLAIN);
        String hash = Corpora.contentHash(dataset("", "g.txt", LINES, PLAIN), data());
        assertThat(Corpora.contentHash(there, data())).isEqualTo(hash);
        assertThat(Corpora.contentHash(dataset("", "i.txt", LINES, PLAIN), data()))
                .isNotEqualTo(hash);
        assertThat(there.at(there.whereabouts())).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "JSONL; `{\"text\": \"a\"}\n{\"text\": 5}\n`; x.txt:2: has no text under 'text'",
                "JSONL; `{\"text\": \"a\"}\n\n{\"text\": \"b\"}\n`; x.txt:2:",
                "JSONL; `{\"text\": \"a\"}\n{\"tex`; x.txt:2:",
                "PARQUET; `no such thing`; x.txt: is not Parquet"
            })
    void badFilesAreNamedWithTheirLine(Format format, String content, String message) throws IOException {
        Files.writeString(folder.resolve("x.txt"), content);
        Documents how = new Documents(format, field(format), Detokenizer.NONE, 0, 0, 0);
        assertThatThrownBy(() -> prepare(dataset("", "x.txt", how, PLAIN), 2, 1000))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"LINES, z.txt:2: the line is not UTF-8", "TEXT, byte 5 starts no character"})
    void bytesThatAreNoUtf8AreNamedByTheirPlace(Format format, String message) throws IOException {
        Files.write(folder.resolve("z.txt"), new byte[] {'o', 'k', '\n', 'a', 'b', (byte) 0xC3, 'x'});
        Documents how = new Documents(format, "", Detokenizer.NONE, 0, 0, 0);
        assertThatThrownBy(() -> prepare(dataset("", "z.txt", how, PLAIN), 2, 1000))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void missingFilesColumnsAndTokensAreNamed() throws IOException {
        assertThatThrownBy(() -> prepare(dataset("", "no-*.txt", LINES, PLAIN), 2, 1000))
                .hasMessageContainingAll("data.corpus.test", "no-*.txt", folder.toString());
        Path file = write(Format.PARQUET, "y", List.of("abc"));
        Documents other = new Documents(Format.PARQUET, "article", Detokenizer.NONE, 0, 0, 0);
        assertThatThrownBy(() -> prepare(dataset("", file.getFileName().toString(), other, PLAIN), 2, 1000))
                .hasMessageContainingAll("no column 'article'", "text");
        Files.writeString(folder.resolve("w.txt"), "some text\n");
        Sequences ended = new Sequences(Packing.WRAPPED, "<end>", "", "", "", 0);
        assertThatThrownBy(() -> prepare(dataset("", "w.txt", LINES, ended), 2, 1000))
                .hasMessageContainingAll("data.corpus.documentEnd", "one token", "5");
        assertThatThrownBy(() -> prepare(dataset("", "w.txt", LINES, PLAIN), 64, 1000))
                .hasMessageContainingAll("data.sequence", "9 tokens", "64");
        DataSpec named = new DataSpec(PublishedDataset.PTB.spec(), TokenizerKind.BYTE, 2, 0, 0);
        assertThatThrownBy(() -> Corpora.contentHash(named, data())).hasMessageContaining("dlm data check ptb");
    }

    @Test
    void testTextThatStandsInTheTrainingTextIsRefusedUnlessTheSplitIsPublished() throws IOException {
        String text = IntStream.range(1000, 1100).mapToObj(i -> i + " ").collect(Collectors.joining());
        Files.writeString(folder.resolve("train.txt"), text + "\n" + text.replace('1', 'x'));
        Files.writeString(folder.resolve("test.txt"), text.substring(100, 300));
        DatasetSpec own = dataset("train.txt", "test.txt", LINES, PLAIN);
        assertThatThrownBy(() -> prepare(own, 64, 1000)).hasMessageContaining("overlap");
        DatasetSpec published = new DatasetSpec("ptb", folder.toString(), "", "train.txt", "test.txt", LINES, PLAIN);
        assertThat(prepare(published, 64, 1000).test()).hasSize(3);
    }

    @Test
    void anEmptyDocumentIsNotMeasured() throws IOException {
        write(Format.LINES, "train", List.of("abcd", "abdc", "acbd", "acdb"));
        write(Format.LINES, "test", List.of("", "dcba", "", "dbca", ""));
        Sequences single = new Sequences(Packing.DOCUMENTS, "", "", "", "~", 0);
        PreparedText text = prepare(dataset("train*", "test*", LINES, single), 4, DatasetText.BATCH);
        assertThat(text.test()).extracting(text.tokenizer()::decode).containsExactly("dcba", "dbca");
    }

    /** Else no end would be learnt. */
    @Test
    void whatIsNotLearntIsNoEnd() {
        assertThatThrownBy(() -> new Sequences(Packing.DOCUMENTS, "", "<s>", "</s>", "</s>", 0))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("data.corpus.padding must be a token of its own");
        assertThat(new Sequences(Packing.DOCUMENTS, "", "<s>", "</s>", "<pad>", 0).padding())
                .isEqualTo("<pad>");
        assertThat(new Sequences(Packing.WRAPPED, "|", "", "", "|", 0).padding())
                .isEqualTo("|");
    }

    private DataFolder data() {
        return new DataFolder(folder.resolve("data"), folder.resolve("cache"));
    }

    private DatasetSpec dataset(String train, String test, Documents documents, Sequences sequences) {
        return new DatasetSpec(DatasetSpec.KIND, folder.toString(), "", train, test, documents, sequences);
    }

    private PreparedText prepare(DatasetSpec set, int sequence, int batch) {
        DataSpec spec = new DataSpec(set, TokenizerKind.CHAR, sequence, 0, 0);
        return new DatasetText(spec, set, data(), TextProgress.NONE, batch).prepare();
    }

    private Path entry(String file) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(path -> path.endsWith(file))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String field(Format format) {
        return format == Format.JSONL || format == Format.PARQUET ? "text" : "";
    }

    private Path write(Format format, String name, List<String> documents) throws IOException {
        Path file = folder.resolve(name + ".data");
        switch (format) {
            case TEXT -> Files.writeString(file, String.join("\n", documents));
            case LINES -> Files.writeString(file, String.join("\n", documents) + "\n");
            case JSONL -> {
                StringBuilder lines = new StringBuilder();
                documents.forEach(text -> lines.append(Json.line(java.util.Map.of("id", 1, "text", text)))
                        .append("\n"));
                Files.writeString(file, lines);
            }
            case PARQUET -> {
                MessageType schema = new MessageType(
                        "rows",
                        Types.required(PrimitiveTypeName.INT64).named("id"),
                        Types.required(PrimitiveTypeName.BINARY)
                                .as(LogicalTypeAnnotation.stringType())
                                .named("text"));
                try (ParquetWriter<String> writer = ParquetWriter.writeFile(
                        schema, file.toFile(), (String text, blue.strategic.parquet.ValueWriter cells) -> {
                            cells.write("id", 1L);
                            cells.write("text", text);
                        })) {
                    for (String document : documents) {
                        writer.write(document);
                    }
                }
            }
        }
        return file;
    }

    private MappedIds documents(JsonNode documents, int[] between) throws IOException {
        List<int[]> ids = new ArrayList<>();
        documents.forEach(document -> ids.add(IntStream.concat(Arrays.stream(ints(document)), Arrays.stream(between))
                .toArray()));
        return written(ids, 2);
    }

    /** Writes documents into two files, the first of which holds {@code first} of them. */
    private MappedIds written(List<int[]> documents, int first) throws IOException {
        List<IdPart> parts = new ArrayList<>();
        for (List<int[]> some : List.of(documents.subList(0, first), documents.subList(first, documents.size()))) {
            int[] ends = some.stream().mapToInt(document -> document.length).toArray();
            Arrays.parallelPrefix(ends, Integer::sum);
            Path file = Files.createTempFile(folder, "part", ".ids");
            IdPart.write(file, 2, some, ends);
            parts.add(IdPart.open(file, 2));
        }
        return new MappedIds(parts);
    }

    private static List<List<Integer>> all(PackedSequences sequences) {
        return IntStream.range(0, (int) sequences.count())
                .mapToObj(i -> Arrays.stream(sequences.sequence(i)).boxed().toList())
                .toList();
    }

    private static int[] range(int from, int until) {
        return IntStream.range(from, until).toArray();
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    }
}
