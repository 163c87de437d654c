package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How text becomes ids. */
public sealed interface TokenizerSpec permits DataSpec.TokenizerKind, TokenizerSpec.OnDisk, TokenizerSpec.BytePairs {

    /** Returns the words for all kinds. */
    static List<String> kinds() {
        return Stream.concat(
                        Arrays.stream(DataSpec.TokenizerKind.values()).map(TokenizerSpec::kind),
                        Stream.of(HuggingFace.KIND, Gpt2.KIND, Bert.KIND, BytePairs.KIND))
                .toList();
    }

    /** Returns the name used in suite files. */
    String kind();

    /**
     * Returns the tokenizer for a corpus.
     *
     * @param training the text to learn from
     * @param test the text to measure on
     * @param data where files lie that the setting does not name
     * @throws InvalidSettingException if it is read from files that are none of a tokenizer
     */
    Tokenizer of(String training, String test, DataFolder data);

    /** A tokenizer that files describe, wherever they are: what is in them counts, and not where that is. */
    sealed interface OnDisk extends TokenizerSpec {
        /** Returns the file or folder as it was written; empty where it is that of the data folder. */
        String path();

        /** Returns what {@link #path} is relative to; empty for the folder that the program works in. */
        String folder();

        /** Returns the same tokenizer at another place. */
        OnDisk at(String elsewhere);

        /**
         * Returns the tokenizer; no text is asked.
         *
         * @throws InvalidSettingException if its files are not there or describe none
         */
        Tokenizer read(DataFolder data);

        @Override
        default Tokenizer of(String training, String test, DataFolder data) {
            return read(data);
        }

        private static Path in(DataFolder data, String name, String key) {
            Path place = data.path().resolve(name);
            if (!Files.exists(place)) {
                throw new InvalidSettingException(key + " is not set, and there is no "
                        + place.toAbsolutePath().normalize()
                        + "; name the data folder with --data or the variable DLM_DATA");
            }
            return place;
        }

        /**
         * Returns where it is.
         *
         * @throws InvalidSettingException if that is no path
         */
        default Path place() {
            try {
                return Path.of(folder()).resolve(path()).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new InvalidSettingException("data.tokenizer has a file that is no path: " + e.getMessage(), e);
            }
        }
    }

    /**
     * A tokenizer that a file in the format of Hugging Face's library describes.
     *
     * @param path the file as it was written
     * @param folder what {@code path} is relative to; empty for the folder that the program works in
     */
    record HuggingFace(String path, String folder) implements OnDisk {
        /** The word for this kind. */
        public static final String KIND = "huggingface";

        /** Describes a file that is relative to the folder that the program works in. */
        public HuggingFace(String path) {
            this(path, "");
        }

        /** Checks the settings. */
        public HuggingFace {
            Problems.in("data.tokenizer")
                    .check(!path.isBlank(), "file", "must name a file")
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public HuggingFace at(String elsewhere) {
            return new HuggingFace(elsewhere);
        }

        @Override
        public Tokenizer read(DataFolder data) {
            return read();
        }

        /**
         * Returns the tokenizer.
         *
         * @throws InvalidSettingException if its file is not there or describes none
         */
        public Tokenizer read() {
            return PretrainedTokenizer.read(place());
        }
    }

    /**
     * A byte-level BPE in the two files that GPT-2 came in (Radford et al. 2019): a vocabulary and a list of merges.
     *
     * @param path the folder of the two files as it was written; empty for GPT-2's own in the data folder
     * @param folder what {@code path} is relative to
     */
    record Gpt2(String path, String folder) implements OnDisk {
        /** The word for this kind. */
        public static final String KIND = "gpt2";

        private static final String IN_DATA_FOLDER = "gpt2_bpe";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Gpt2 at(String elsewhere) {
            return new Gpt2(elsewhere, "");
        }

        @Override
        public Tokenizer read(DataFolder data) {
            Path place = path.isEmpty() ? OnDisk.in(data, IN_DATA_FOLDER, "data.tokenizer.folder") : place();
            return PretrainedTokenizer.of(VocabularyFiles.bytePairs(place));
        }
    }

    /**
     * BERT's word pieces, lower case, from a vocabulary with one token in a line (Devlin et al. 2019).
     *
     * @param path the file as it was written; empty for BERT's own in the data folder
     * @param folder what {@code path} is relative to
     */
    record Bert(String path, String folder) implements OnDisk {
        /** The word for this kind. */
        public static final String KIND = "bert";

        private static final String IN_DATA_FOLDER = "bert_vocab/vocab.txt";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Bert at(String elsewhere) {
            return new Bert(elsewhere, "");
        }

        @Override
        public Tokenizer read(DataFolder data) {
            Path place = path.isEmpty() ? OnDisk.in(data, IN_DATA_FOLDER, "data.tokenizer.file") : place();
            return PretrainedTokenizer.of(VocabularyFiles.wordPieces(place));
        }
    }

    /**
     * A byte-level BPE that is learnt from the text that models and evaluators learn from, and from no test text.
     *
     * @param size K, how many tokens it has: the 256 bytes, merged ones, and the end of a text
     */
    record BytePairs(int size) implements TokenizerSpec {
        /** The word for this kind. */
        public static final String KIND = "bpe";

        private static final int MOST = 1_000_000;
        private static final Path ORIGIN = Path.of("trained");

        /** Checks the settings. */
        public BytePairs {
            Problems.in("data.tokenizer")
                    .check(
                            size >= BytePairTraining.FEWEST && size <= MOST,
                            "size",
                            "must be between %d and %d, got %d",
                            BytePairTraining.FEWEST,
                            MOST,
                            size)
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Tokenizer of(String training, String test, DataFolder data) {
            return PretrainedTokenizer.of(TokenizerFile.of(learnt(training), ORIGIN));
        }

        private String learnt(String training) {
            try {
                return BytePairTraining.tokenizer(training, size);
            } catch (IllegalArgumentException e) {
                throw new InvalidSettingException("data.tokenizer.size is " + size + ", but " + e.getMessage(), e);
            }
        }
    }
}
