package dev.dlmbench.text;

import dev.dlmbench.base.Problems;

/** Which text to learn from. */
public sealed interface CorpusSpec {

    /** Returns the name used in suite files and result rows. */
    String kind();

    /** Returns whether held-out documents are windows of one running text, and not drawn one by one from a source. */
    default boolean running() {
        return !(this instanceof Markov || this instanceof Stories);
    }

    /**
     * An order-k Markov source over letters, whose entropy rate, likelihood and conditionals are exact.
     *
     * @param order how many letters the next one depends on
     * @param symbols how many letters there are, at most 26
     * @param concentration of the symmetric Dirichlet that each row of the transition table is drawn from; small means
     *     predictable
     * @param seed of the transition table
     */
    record Markov(int order, int symbols, double concentration, long seed) implements CorpusSpec {
        /** Checks the settings. */
        public Markov {
            Problems.in("data.corpus")
                    .check(order >= 1 && order <= 4, "order", "must be between 1 and 4, got %d", order)
                    .check(symbols >= 2 && symbols <= 26, "symbols", "must be between 2 and 26, got %d", symbols)
                    .check(
                            Math.pow(symbols, order) <= 4096,
                            "order",
                            "must leave at most 4096 contexts, got %d^%d",
                            symbols,
                            order)
                    .check(concentration > 0, "concentration", "must be positive, got %s", concentration)
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return "markov";
        }
    }

    /**
     * Short English-like stories drawn from a grammar with exact string likelihood.
     *
     * @param seed of the stories drawn; the grammar is fixed
     */
    record Stories(long seed) implements CorpusSpec {
        @Override
        public String kind() {
            return "stories";
        }
    }

    /**
     * A text in the data folder, such as {@code tinyshakespeare}.
     *
     * @param name one of the names that {@code dlm list corpora} prints
     */
    record Named(String name) implements CorpusSpec {
        @Override
        public String kind() {
            return name;
        }
    }

    /**
     * Text that another program has turned into ids: {@code train.bin} and {@code held-out.bin} in a folder, one
     * unsigned number of 16 bits after the other, or of 32 bits where the vocabulary has more than 65,536 tokens,
     * lowest byte first. No id is the mask's: that is {@code vocabulary} itself.
     *
     * @param path the folder, relative to the working folder unless absolute
     * @param vocabulary K, the number of real tokens
     */
    record Ids(String path, int vocabulary) implements CorpusSpec {
        /** Checks the settings. */
        public Ids {
            Problems.in("data.corpus")
                    .check(!path.isBlank(), "path", "must name a folder")
                    .check(
                            vocabulary >= 2 && vocabulary <= 10_000_000,
                            "vocabulary",
                            "must be between 2 and 10000000, got %d",
                            vocabulary)
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return "ids";
        }
    }

    /**
     * Any UTF-8 file.
     *
     * @param path the file, relative to the working folder unless absolute
     */
    record TextFile(String path) implements CorpusSpec {
        /** Checks the settings. */
        public TextFile {
            Problems.in("data.corpus")
                    .check(!path.isBlank(), "path", "must name a file")
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return "file";
        }
    }
}
