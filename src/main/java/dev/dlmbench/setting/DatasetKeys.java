package dev.dlmbench.setting;

import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.DatasetSpec.Documents;
import dev.dlmbench.text.DatasetSpec.Format;
import dev.dlmbench.text.DatasetSpec.Packing;
import dev.dlmbench.text.DatasetSpec.Sequences;
import dev.dlmbench.text.Detokenizer;
import dev.dlmbench.text.PublishedDataset;
import java.util.Optional;

/** The keys of {@code data.corpus} for data sets; what is not written is as the set's definition has it. */
final class DatasetKeys {
    /** What a data set without a definition starts from. */
    private static final Documents LINES = new Documents(Format.LINES, "", Detokenizer.NONE, 0, 0, 0);

    private static final Sequences RUNNING = new Sequences(Packing.WRAPPED, "", "", "", "", 0);

    private final Key<String> train;
    private final Key<String> test;
    private final Key<Format> format;
    private final Key<String> field;
    private final Key<Detokenizer> detokenizer;
    private final Key<Integer> piece;
    private final Key<Long> trainUntil;
    private final Key<Long> testFrom;
    private final Key<Packing> packing;
    private final Key<String> documentEnd;
    private final Key<String> sequenceStart;
    private final Key<String> sequenceEnd;
    private final Key<String> padding;
    private final Key<Integer> stride;

    /**
     * Adds the keys.
     *
     * @param train the key of the training files, which examples have, too
     * @param test the key of the test files, likewise
     */
    DatasetKeys(SettingRows<DatasetSpec> rows, Key<String> train, Key<String> test) {
        this.train = train;
        this.test = test;
        SettingRows<Documents> documents = rows.part(DatasetSpec::documents);
        format = documents.choice(
                "format", Format.class, defined("lines"), "dataset: what the files are", Documents::format);
        field = documents.text(
                "field", defined("none"), "dataset: the field or column with the text", Documents::field);
        detokenizer = documents.choice(
                "detokenizer",
                Detokenizer.class,
                defined("none"),
                "dataset: what makes running text of a document",
                Documents::detokenizer);
        piece = documents.integer(
                "piece", defined("0"), "dataset of text: characters in a document; 0: a file is one", Documents::piece);
        trainUntil = documents.whole(
                "trainUntil",
                defined("0"),
                "dataset: documents to learn from (text: characters); negative: all but as many; 0: all",
                Documents::trainUntil);
        testFrom = documents.whole(
                "testFrom",
                defined("0"),
                "dataset: the first document (text: character) of the test text; negative: from the end",
                Documents::testFrom);
        SettingRows<Sequences> sequences = rows.part(DatasetSpec::sequences);
        packing = sequences.choice(
                "packing",
                Packing.class,
                defined("wrapped"),
                "dataset: documents wrapped, one to a sequence, or as many whole ones as fit",
                Sequences::rule);
        documentEnd = sequences.text(
                "documentEnd", defined("none"), "dataset: the token behind every document", Sequences::documentEnd);
        sequenceStart = sequences.text(
                "sequenceStart", defined("none"), "dataset: the token before every sequence", Sequences::sequenceStart);
        sequenceEnd = sequences.text(
                "sequenceEnd", defined("none"), "dataset: the token behind every sequence", Sequences::sequenceEnd);
        padding = sequences.text(
                "padding",
                defined("none"),
                "dataset: the token that fills up short training sequences",
                Sequences::padding);
        stride = sequences.integer(
                "stride",
                defined("0"),
                "dataset: tokens from one test sequence to the next, which sees the rest as context; 0: side by side",
                Sequences::stride);
    }

    private static Fallback defined(String otherwise) {
        return Fallback.words("as the set is defined, else " + otherwise);
    }

    /** Returns the data set that a suite describes. */
    DatasetSpec read(PointValues values, String name, String path, String folder) {
        Optional<DatasetSpec> set = PublishedDataset.named(name).map(PublishedDataset::spec);
        Documents documents = set.map(DatasetSpec::documents).orElse(LINES);
        Sequences sequences = set.map(DatasetSpec::sequences).orElse(RUNNING);
        return new DatasetSpec(
                name,
                path,
                path.isEmpty() ? "" : folder,
                values.written(train).or(() -> set.map(DatasetSpec::train)).orElse(""),
                values.written(test).or(() -> set.map(DatasetSpec::test)).orElse(""),
                new Documents(
                        values.written(format).orElse(documents.format()),
                        values.written(field).orElse(documents.field()),
                        values.written(detokenizer).orElse(documents.detokenizer()),
                        values.written(piece).orElse(documents.piece()),
                        values.written(trainUntil).orElse(documents.trainUntil()),
                        values.written(testFrom).orElse(documents.testFrom())),
                new Sequences(
                        values.written(packing).orElse(sequences.rule()),
                        values.written(documentEnd).orElse(sequences.documentEnd()),
                        values.written(sequenceStart).orElse(sequences.sequenceStart()),
                        values.written(sequenceEnd).orElse(sequences.sequenceEnd()),
                        values.written(padding).orElse(sequences.padding()),
                        values.written(stride).orElse(sequences.stride())));
    }
}
