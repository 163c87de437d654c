package dev.dlmbench.text;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.base.Names;
import dev.dlmbench.text.DatasetSpec.Documents;
import dev.dlmbench.text.DatasetSpec.Format;
import dev.dlmbench.text.DatasetSpec.Packing;
import dev.dlmbench.text.DatasetSpec.Sequences;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Data sets that published evaluations are made on, as the programs of MDLM, BD3-LM and Duo read them; every setting
 * can be given otherwise. Files are those that the sets are published in, put into a folder of the set's name in the
 * data folder. For the zero-shot sets, which nobody learns from, there are no training files.
 */
public enum PublishedDataset {
    /** Penn Treebank. */
    PTB(
            "Penn Treebank, validation (zero-shot, length 1024)",
            zeroShot("validation*.parquet", Format.PARQUET, "sentence", Detokenizer.PTB)),
    /** WikiText-2. */
    WIKITEXT2_RAW(
            "WikiText-2 raw, validation (zero-shot, length 1024)",
            zeroShot("validation*.parquet", Format.PARQUET, "text", Detokenizer.WIKITEXT)),
    /** WikiText-103. */
    WIKITEXT103(
            "WikiText-103 raw, validation (zero-shot, length 1024)",
            zeroShot("validation*.parquet", Format.PARQUET, "text", Detokenizer.WIKITEXT)),
    /** The One Billion Word Benchmark, unwrapped. */
    LM1B(
            "One Billion Words, a sentence to a sequence (bert-base-uncased, length 128)",
            billionWords("train*.parquet", Packing.DOCUMENTS, new Ends("", "[CLS]", "[SEP]", "[PAD]"))),
    /** The One Billion Word Benchmark, wrapped; the first id of what that tokenizer makes of its end is [CLS]. */
    LM1B_WRAPPED(
            "One Billion Words, sentences wrapped (bert-base-uncased, length 128)",
            billionWords("train*.parquet", Packing.WRAPPED, new Ends("[CLS]", "[CLS]", "[CLS]", ""))),
    /** The One Billion Word Benchmark as a zero-shot set. */
    LM1B_GPT2(
            "One Billion Words, test (zero-shot, length 1024)",
            zeroShot("test*.parquet", Format.PARQUET, "text", Detokenizer.LM1B)),
    /** LAMBADA as OpenAI published it. */
    LAMBADA(
            "LAMBADA, OpenAI's test set (zero-shot, length 1024)",
            zeroShot("lambada_test.jsonl", Format.JSONL, "text", Detokenizer.LAMBADA),
            new Download(
                    "https://openaipublic.blob.core.windows.net/gpt-2/data/lambada_test.jsonl",
                    "lambada_test.jsonl",
                    "")),
    /** AG News. */
    AG_NEWS(
            "AG News, test (zero-shot, length 1024)",
            zeroShot("test*.parquet", Format.PARQUET, "text", Detokenizer.NONE)),
    /** Papers from PubMed. */
    PUBMED(
            "scientific papers from PubMed, validation (zero-shot, length 1024)",
            zeroShot("validation*.parquet", Format.PARQUET, "article", Detokenizer.SCIENTIFIC)),
    /** Papers from arXiv. */
    ARXIV(
            "scientific papers from arXiv, validation (zero-shot, length 1024)",
            zeroShot("validation*.parquet", Format.PARQUET, "article", Detokenizer.SCIENTIFIC)),
    /** OpenWebText, whose last 100,000 documents are held out. */
    OPENWEBTEXT(
            "OpenWebText, all but the last 100,000 documents and these (GPT-2's tokenizer, length 1024)",
            new Parts(
                    "train*.parquet",
                    "",
                    new Documents(Format.PARQUET, "text", Detokenizer.NONE, 0, -100_000, -100_000),
                    Packing.WRAPPED,
                    new Ends("<|endoftext|>", "<|endoftext|>", "<|endoftext|>", ""))),
    /** The first 90 million characters of text8 and the last 5. */
    TEXT8(
            "text8, the first 90M characters and those from 95M on, in documents of 256 (length 256)",
            new Parts(
                    "text8",
                    "",
                    new Documents(Format.TEXT, "", Detokenizer.NONE, 256, 90_000_000, 95_000_000),
                    Packing.WRAPPED,
                    new Ends("", "", "", "")),
            new Download("http://mattmahoney.net/dc/text8.zip", "text8", ""));

    /** The size of text8, which its name stands for. */
    private static final long TEXT8_BYTES = 100_000_000;

    private final String description;
    private final Parts parts;
    private final Optional<Download> download;

    PublishedDataset(String description, Parts parts) {
        this.description = description;
        this.parts = parts;
        this.download = Optional.empty();
    }

    PublishedDataset(String description, Parts parts, Download download) {
        this.description = description;
        this.parts = parts;
        this.download = Optional.of(download);
    }

    /**
     * Where a file can be had without more ado.
     *
     * @param address of the file, or of a zip file with an entry of the file's name
     * @param file what it is called in the set's folder
     * @param sha256 of what the address gives; empty if nobody has told it
     */
    @Immutable
    public record Download(String address, String file, String sha256) {}

    @Immutable
    private record Ends(String document, String start, String end, String padding) {}

    @Immutable
    private record Parts(String train, String test, Documents documents, Packing packing, Ends ends) {}

    private static Parts zeroShot(String test, Format format, String field, Detokenizer detokenizer) {
        return new Parts(
                "",
                test,
                new Documents(format, field, detokenizer, 0, 0, 0),
                Packing.WRAPPED,
                new Ends("", "<|endoftext|>", "<|endoftext|>", ""));
    }

    private static Parts billionWords(String train, Packing packing, Ends ends) {
        return new Parts(
                train,
                "test*.parquet",
                new Documents(Format.PARQUET, "text", Detokenizer.LM1B, 0, 0, 0),
                packing,
                ends);
    }

    /** Returns the data set called {@code name}. */
    public static Optional<PublishedDataset> named(String name) {
        return Arrays.stream(values()).filter(set -> set.id().equals(name)).findFirst();
    }

    /** Returns all names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PublishedDataset::id).toList();
    }

    /** Returns the name in suites. */
    public String id() {
        return Names.of(this);
    }

    /** Returns what it is, in one line. */
    public String description() {
        return description;
    }

    /** Returns where its file can be had, if that is a plain download. */
    public Optional<Download> download() {
        return download;
    }

    /** Returns the size of each of its files in bytes, where that is known; 0 where it is not. */
    public long bytes() {
        return this == TEXT8 ? TEXT8_BYTES : 0;
    }

    /** Returns its settings; the files are in the data folder. */
    public DatasetSpec spec() {
        Ends ends = parts.ends();
        return new DatasetSpec(
                id(),
                "",
                "",
                parts.train(),
                parts.test(),
                parts.documents(),
                new Sequences(parts.packing(), ends.document(), ends.start(), ends.end(), ends.padding(), 0));
    }
}
