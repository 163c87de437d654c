package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import dev.dlmbench.task.TaskKind;
import dev.dlmbench.task.TaskSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which text to learn from. */
public sealed interface CorpusSpec
        permits CorpusSpec.Markov,
                CorpusSpec.Topics,
                CorpusSpec.Stories,
                CorpusSpec.Examples,
                CorpusSpec.Named,
                CorpusSpec.OnDisk {

    /** Returns the name used in suite files and result rows. */
    String kind();

    /** Returns whether test documents are windows of one running text, and not drawn one by one from a source. */
    default boolean running() {
        return !(this instanceof Markov || this instanceof Topics || this instanceof Stories)
                && examples().isEmpty();
    }

    /** Returns whether there is no end of the text to learn from. */
    default boolean endless() {
        return !running() && !examples().map(task -> task.kind().ofFiles()).orElse(false);
    }

    /** Returns whether every document begins with a label. */
    default boolean labelled() {
        return this instanceof Topics;
    }

    /** Returns how many tokens at the start of a document are given: neither learnt nor measured. */
    default int given() {
        return 0;
    }

    /** Returns the task whose examples the text is; nothing for a text without answers. */
    default Optional<TaskSpec> examples() {
        return Optional.empty();
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
     * Documents of several classes. Each is a label and then letters of an order-k Markov source of its class; some
     * labels say nothing. The classes are equally frequent, and likelihood, every conditional and the posterior of the
     * class are exact.
     *
     * @param classes how many there are, at most 20
     * @param order how many tokens the next one depends on
     * @param symbols how many letters there are, at most 26
     * @param concentration of the symmetric Dirichlet that each row of a transition table is drawn from; small means
     *     predictable
     * @param contrast how much of its transitions a class has for itself, from 0 (exclusive) to 1; the rest is common
     * @param unlabelled share of documents whose label says nothing
     * @param learnLabels whether labels are learnt and measured as any other token; else they are given
     * @param seed of the transition tables
     */
    record Topics(
            int classes,
            int order,
            int symbols,
            double concentration,
            double contrast,
            double unlabelled,
            boolean learnLabels,
            long seed)
            implements CorpusSpec {
        /** Checks the settings. */
        public Topics {
            int tokens = 1 + classes + symbols;
            Problems.in("data.corpus")
                    .check(classes >= 2 && classes <= 20, "classes", "must be between 2 and 20, got %d", classes)
                    .check(order >= 1 && order <= 4, "order", "must be between 1 and 4, got %d", order)
                    .check(symbols >= 2 && symbols <= 26, "symbols", "must be between 2 and 26, got %d", symbols)
                    .check(
                            Math.pow(tokens, order) <= 4096,
                            "order",
                            "must leave at most 4096 contexts, got %d^%d with labels",
                            tokens,
                            order)
                    .check(concentration > 0, "concentration", "must be positive, got %s", concentration)
                    .check(
                            contrast > 0 && contrast <= 1,
                            "contrast",
                            "must be positive and at most 1, got %s",
                            contrast)
                    .check(
                            unlabelled > 0 && unlabelled < 1,
                            "unlabelled",
                            "must be between 0 and 1, both exclusive, got %s",
                            unlabelled)
                    .rejectIfAny();
        }

        @Override
        public String kind() {
            return "topics";
        }

        /** Returns the letters that stand for the classes. */
        public List<String> letters() {
            return TopicsSource.LETTERS_OF_CLASSES
                    .substring(0, classes)
                    .chars()
                    .mapToObj(Character::toString)
                    .toList();
        }

        @Override
        public int given() {
            return learnLabels ? 0 : 1;
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
     * The examples of a task that the program knows.
     *
     * @param task whose they are
     */
    record Examples(TaskSpec task) implements CorpusSpec {
        /** Returns the task that is a corpus under a name; nothing if none is. */
        public static Optional<TaskKind> kind(String name) {
            return TaskKind.named(name).filter(kind -> kind != TaskKind.JSONL);
        }

        @Override
        public String kind() {
            return task.kind().id();
        }

        @Override
        public Optional<TaskSpec> examples() {
            return Optional.of(task);
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

    /** A corpus that is wherever its owner has put it: what is in it counts, and not where that is. */
    sealed interface OnDisk extends CorpusSpec permits Ids, TextFile, DatasetSpec, ExampleFilesSpec {
        /** Returns the file or folder as it was written. */
        String path();

        /** Returns what {@link #path} is relative to; empty for the folder that the program works in. */
        String folder();

        /** Returns what {@link #at} needs to find it from any folder. */
        default String whereabouts() {
            return place().toString();
        }

        /** Returns the same corpus at other {@linkplain #whereabouts whereabouts}. */
        OnDisk at(String elsewhere);

        /**
         * Returns where it is.
         *
         * @throws InvalidSettingException if that is no path
         */
        default Path place() {
            try {
                return Path.of(folder()).resolve(path()).toAbsolutePath().normalize();
            } catch (InvalidPathException e) {
                throw new InvalidSettingException("data.corpus.path is no path: " + e.getMessage(), e);
            }
        }
    }

    /**
     * Text that another program has turned into ids: {@code train.bin} and {@code test.bin} in a folder, one unsigned
     * number of 16 bits after the other, or of 32 bits where the vocabulary has more than 65,536 tokens, lowest byte
     * first. No id is the mask's: that is {@code vocabulary} itself.
     *
     * @param path the folder as it was written
     * @param folder what {@code path} is relative to
     * @param vocabulary K, the number of real tokens
     */
    record Ids(String path, String folder, int vocabulary) implements OnDisk {
        /** Describes a folder that is relative to the one that the program works in. */
        public Ids(String path, int vocabulary) {
            this(path, "", vocabulary);
        }

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

        @Override
        public Ids at(String elsewhere) {
            return new Ids(elsewhere, vocabulary);
        }
    }

    /**
     * Any UTF-8 file.
     *
     * @param path the file as it was written
     * @param folder what {@code path} is relative to
     */
    record TextFile(String path, String folder) implements OnDisk {
        /** Describes a file that is relative to the folder that the program works in. */
        public TextFile(String path) {
            this(path, "");
        }

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

        @Override
        public TextFile at(String elsewhere) {
            return new TextFile(elsewhere);
        }
    }
}
