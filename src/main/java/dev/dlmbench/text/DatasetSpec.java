package dev.dlmbench.text;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.util.List;

/**
 * A data set in files of its owner: documents, which are tokenized one by one, and how sequences are made of them. What
 * is in the files counts, and neither where they are nor what they are called.
 *
 * @param name of the definition in {@link PublishedDataset} that settings come from, or {@link #KIND}
 * @param path the folder of the files as it was written; empty for the folder {@code name} of the data folder
 * @param folder what {@code path} is relative to
 * @param train which files hold the training text, as a pattern such as {@code train-*.parquet}; empty for none
 * @param test which files hold the test text; empty if it is a part of the training files
 * @param documents how files are cut into documents
 * @param sequences how sequences are made of documents
 */
public record DatasetSpec(
        String name, String path, String folder, String train, String test, Documents documents, Sequences sequences)
        implements CorpusSpec.OnDisk {
    /** The word for a data set without a definition. */
    public static final String KIND = "dataset";

    private static final int PLACES = 4;

    /** The format of a file. */
    public enum Format {
        /** UTF-8, one document from the first character to the last. */
        TEXT,
        /** UTF-8, each line a document, empty ones too. */
        LINES,
        /** Each line an object of JSON with the document in a field. */
        JSONL,
        /** Parquet with the documents in a column. */
        PARQUET
    }

    /** How sequences are made of documents. */
    public enum Packing {
        /** Documents one behind the other, cut wherever a sequence is full. */
        WRAPPED,
        /** One document to a sequence, its end left out where it is too long. */
        DOCUMENTS,
        /**
         * As many whole documents to a sequence as it has room for, one that is longer than all of it cut at its end.
         */
        WHOLE
    }

    /**
     * How files are cut into documents.
     *
     * @param format of the files
     * @param field the field or column with the text; empty for formats without
     * @param detokenizer what brings a document into the shape of running text
     * @param piece for {@link Format#TEXT}, the number of characters that make a document, a shorter rest being left
     *     out; 0 if all of a file is one
     * @param trainUntil how many documents (characters, for {@link Format#TEXT}) of the training files are to learn
     *     from; a negative number counts from the end, 0 means all
     * @param testFrom where the test text begins in its files, counted in the same way; 0 means at the beginning
     */
    @Immutable
    public record Documents(
            Format format, String field, Detokenizer detokenizer, int piece, long trainUntil, long testFrom) {
        /** Checks the settings. */
        public Documents {
            boolean named = format == Format.JSONL || format == Format.PARQUET;
            Problems.in("data.corpus")
                    .check(
                            named != field.isBlank(),
                            "field",
                            named ? "must name the text's field" : "goes with jsonl and parquet")
                    .check(piece >= 0, "piece", "must not be negative, got %d", piece)
                    .check(piece == 0 || format == Format.TEXT, "piece", "goes with format text")
                    .check(
                            detokenizer == Detokenizer.NONE || format != Format.TEXT,
                            "detokenizer",
                            "goes with documents of lines, jsonl or parquet, not with running text")
                    .rejectIfAny();
        }
    }

    /**
     * How sequences of a length are made of documents. Tokens are given as text that is one token to the tokenizer;
     * empty means none.
     *
     * @param rule which documents a sequence holds
     * @param documentEnd the token behind every document
     * @param sequenceStart the token that every sequence begins with
     * @param sequenceEnd the token that every sequence ends with
     * @param padding the token that short training sequences are filled up with
     * @param stride tokens of text from where one test sequence begins to where the next does: what both have is
     *     measured in the first and context in the second; 0 if sequences lie side by side
     */
    public record Sequences(
            Packing rule, String documentEnd, String sequenceStart, String sequenceEnd, String padding, int stride) {
        /** Checks the settings. */
        public Sequences {
            boolean own = !List.of(documentEnd, sequenceStart, sequenceEnd).contains(padding);
            Problems.in("data.corpus")
                    .check(stride >= 0, "stride", "must not be negative, got %d", stride)
                    .check(
                            stride == 0 || (rule == Packing.WRAPPED && sequenceEnd.isEmpty()),
                            "stride",
                            "goes with packing wrapped, and without sequenceEnd")
                    .check(
                            own || padding.isEmpty() || rule == Packing.WRAPPED,
                            "padding",
                            "must be a token of its own, since it is not learnt, got '%s' for padding and for another",
                            padding)
                    .rejectIfAny();
        }
    }

    /** Checks the settings. */
    public DatasetSpec {
        boolean halves = test.isBlank() && documents.testFrom() != 0 && documents.trainUntil() != 0;
        Problems.in("data.corpus")
                .check(!path.isBlank() || !name.equals(KIND), "path", "must name a folder")
                .check(!train.isBlank() || !test.isBlank(), "test", "must name files, since train names none")
                .check(
                        !test.isBlank() || train.isBlank() || halves,
                        "testFrom",
                        "and trainUntil must say where test text begins and training text ends, where test names no"
                                + " files")
                .check(!halves || apart(documents), "testFrom", "must not lie before trainUntil")
                .rejectIfAny();
    }

    private static boolean apart(Documents documents) {
        boolean comparable = documents.testFrom() < 0 == documents.trainUntil() < 0;
        return !comparable || documents.testFrom() >= documents.trainUntil();
    }

    /** Returns whether the test text is a part of the training files. */
    boolean halves() {
        return test.isBlank();
    }

    @Override
    public String kind() {
        return name;
    }

    /** Returns the folder, the patterns and the name, a line each. */
    @Override
    public String whereabouts() {
        return String.join("\n", path.isEmpty() ? "" : place().toString(), train, test, name);
    }

    @Override
    public DatasetSpec at(String elsewhere) {
        List<String> places = List.of(elsewhere.split("\n", -1));
        if (places.size() != PLACES) {
            throw new InvalidSettingException("data.corpus: no place of a data set: " + elsewhere);
        }
        return new DatasetSpec(places.get(3), places.get(0), "", places.get(1), places.get(2), documents, sequences);
    }
}
