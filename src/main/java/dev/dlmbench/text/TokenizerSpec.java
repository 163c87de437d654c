package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How text becomes ids. */
public sealed interface TokenizerSpec permits DataSpec.TokenizerKind, TokenizerSpec.HuggingFace {

    /** Returns the words for all kinds. */
    static List<String> kinds() {
        return Stream.concat(
                        Arrays.stream(DataSpec.TokenizerKind.values()).map(TokenizerSpec::kind),
                        Stream.of(HuggingFace.KIND))
                .toList();
    }

    /** Returns the name used in suite files. */
    String kind();

    /**
     * Returns the tokenizer for a corpus, from all of its text.
     *
     * @throws InvalidSettingException if it is read from a file that is none of a tokenizer
     */
    Tokenizer of(String text);

    /**
     * A tokenizer that a file in the format of Hugging Face's library describes. What is in the file counts, and not
     * where it is.
     *
     * @param path the file as it was written
     * @param folder what {@code path} is relative to; empty for the folder that the program works in
     */
    record HuggingFace(String path, String folder) implements TokenizerSpec {
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

        /**
         * Returns where it is.
         *
         * @throws InvalidSettingException if that is no path
         */
        public Path place() {
            try {
                return Path.of(folder).resolve(path).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new InvalidSettingException("data.tokenizer.file is no path: " + e.getMessage(), e);
            }
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Tokenizer of(String text) {
            return PretrainedTokenizer.read(place());
        }
    }
}
