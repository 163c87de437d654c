package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.task.Task;
import dev.dlmbench.task.TaskKind;
import dev.dlmbench.task.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The corpora by name, and the one way from a specification to text that can be learnt from. */
public final class Corpora {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int LONG_ENOUGH_TO_BE_A_COPY = 64;
    private static final int HASHED_AT_ONCE = 1 << 14;

    private Corpora() {}

    /** Returns every corpus that a suite can name, with what it is, in one line each. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        descriptions.put("markov", "letters from an order-k Markov source; entropy rate and every conditional exact");
        descriptions.put(
                "topics", "labelled letters: a label, then a Markov source of its class; posterior of the class exact");
        descriptions.put("stories", "short English-like stories from a grammar with exact likelihood");
        for (TaskKind task : TaskKind.values()) {
            descriptions.put(task.id(), "a task with answers: " + task.description());
        }
        TextFiles.NAMED.forEach((name, files) -> descriptions.put(name, files.description()));
        for (PublishedDataset set : PublishedDataset.values()) {
            descriptions.put(set.id(), set.description());
        }
        descriptions.put(
                "ids", "text as ids in train.bin and test.bin: {kind: ids, path: <folder>, vocabulary: <tokens>}");
        descriptions.put(
                "dataset", "documents in files of text, JSON lines or Parquet: {kind: dataset, path: <folder>, ...}");
        descriptions.put("file", "any UTF-8 text file: {kind: file, path: ...}; its last tenth is the test split");
        return Collections.unmodifiableMap(descriptions);
    }

    /** Returns the names of the corpora that are examples of a task. */
    public static Set<String> tasks() {
        return Set.copyOf(TaskKind.names());
    }

    /**
     * Makes sure that the examples in files of the user's own can be read and asked. Where the tokenizer is one of the
     * data folder, how long they are is not looked at.
     *
     * @throws InvalidSettingException naming file and line
     */
    public static void checkOwnExamples(DataSpec spec) {
        DataFolder nowhere = new DataFolder(Path.of(""));
        if (spec.tokenizer() instanceof TokenizerSpec.OnDisk files
                && files.path().isEmpty()) {
            contentHash(spec.corpus(), nowhere);
        } else {
            contentHash(spec, nowhere);
        }
    }

    /**
     * Returns the hash of the files that a corpus is read from; empty for a synthetic one.
     *
     * @throws InvalidSettingException if there is no such corpus or file
     */
    public static String contentHash(CorpusSpec corpus, DataFolder folder) {
        if (corpus instanceof CorpusSpec.Ids ids) {
            return new IdFiles(ids).hash();
        }
        if (corpus instanceof DatasetSpec dataset) {
            return new DatasetFiles(dataset, folder).hash();
        }
        if (corpus.examples().isPresent()) {
            return corpus.examples().get().open(folder.path()).contentHash();
        }
        Optional<TextFiles> files = TextFiles.of(corpus);
        return files.isPresent() ? files.get().hash(folder) : "";
    }

    /**
     * Returns the hash of all files behind a text, its tokenizer's included; empty if there are none.
     *
     * @throws InvalidSettingException if there is no such corpus or file, the tokenizer's describes none, or an example
     *     of a file cannot be asked in sequences of that length
     */
    public static String contentHash(DataSpec spec, DataFolder folder) {
        Optional<TaskSpec> task =
                spec.corpus().examples().filter(of -> of.kind().ofFiles());
        String corpus = task.isPresent()
                ? new TaskText(spec, task.get().open(folder.path()), folder).checked()
                : contentHash(spec.corpus(), folder);
        return spec.tokenizer() instanceof TokenizerSpec.OnDisk files
                ? Hashes.of(corpus + files.read(folder).identity())
                : corpus;
    }

    /**
     * Returns the number of ids of a text, the mask's included; only a corpus of files is read for it.
     *
     * @throws InvalidSettingException as {@link #prepare} does
     */
    public static int vocabularySize(DataSpec spec, DataFolder folder) {
        if (spec.corpus() instanceof CorpusSpec.Markov markov) {
            return letters(markov).size();
        }
        if (spec.corpus() instanceof CorpusSpec.Topics topics) {
            return TopicsSource.tokenizer(topics).size();
        }
        if (spec.corpus() instanceof CorpusSpec.Stories) {
            return new StoriesSource().tokenizer().size();
        }
        if (spec.tokenizer() instanceof TokenizerSpec.OnDisk files) {
            return files.read(folder).size();
        }
        if (spec.tokenizer() instanceof TokenizerSpec.BytePairs learnt) {
            return learnt.size() + 1;
        }
        if (spec.corpus() instanceof DatasetSpec dataset) {
            return new DatasetText(spec, dataset, folder, TextProgress.NONE, DatasetText.BATCH)
                    .tokenizer()
                    .size();
        }
        return spec.corpus() instanceof CorpusSpec.Ids ids
                ? new IdTokenizer(ids.vocabulary()).size()
                : tokenizer(spec, folder).size();
    }

    private static Tokenizer tokenizer(DataSpec spec, DataFolder folder) {
        return spec.corpus().examples().isPresent()
                ? new TaskText(spec, spec.corpus().examples().get().open(folder.path()), folder)
                        .tokens()
                        .tokenizer()
                : prepare(spec, folder).tokenizer();
    }

    private static Tokenizer letters(CorpusSpec.Markov markov) {
        return CharacterTokenizer.of(LETTERS.substring(0, markov.symbols()));
    }

    /** Returns the files of a corpus that can be planned with but are not there to be read. */
    public static List<String> missing(CorpusSpec corpus) {
        return corpus instanceof CorpusSpec.Ids ids ? new IdFiles(ids).missing() : List.of();
    }

    /**
     * Returns the text of an experiment; the same specification always gives the same.
     *
     * @throws InvalidSettingException if the corpus cannot be read, is too short, or its parts overlap
     */
    public static PreparedText prepare(DataSpec spec, DataFolder folder) {
        return prepare(spec, folder, TextProgress.NONE);
    }

    /** Does the same, and tells how far it is where that takes long. */
    public static PreparedText prepare(DataSpec spec, DataFolder folder, TextProgress progress) {
        if (spec.corpus() instanceof DatasetSpec dataset) {
            return new DatasetText(spec, dataset, folder, progress, DatasetText.BATCH).prepare();
        }
        if (spec.corpus().examples().isPresent()) {
            Task task = spec.corpus().examples().get().open(folder.path());
            return new TaskText(spec, task, folder).prepare();
        }
        if (spec.corpus() instanceof CorpusSpec.Markov markov) {
            return synthetic(spec, MarkovSource.random(markov), letters(markov), new Seeds(markov.seed()), 1);
        }
        if (spec.corpus() instanceof CorpusSpec.Topics topics) {
            Tokenizer tokenizer = TopicsSource.tokenizer(topics);
            return synthetic(spec, new TopicsSource(topics), tokenizer, new Seeds(topics.seed()), spec.sequence());
        }
        if (spec.corpus() instanceof CorpusSpec.Stories stories) {
            StoriesSource source = new StoriesSource();
            return synthetic(spec, source, source.tokenizer(), new Seeds(stories.seed()), spec.sequence());
        }
        if (spec.corpus() instanceof CorpusSpec.Ids ids) {
            IdFiles files = new IdFiles(ids);
            int[] training = files.read(files.training(), 2 * spec.tokens());
            Path file = files.test();
            long[] starts = windows(files.count(file), spec.sequence(), spec.documents());
            int piece = piece(spec);
            long[] whole = Arrays.stream(starts)
                    .filter(start -> start + piece <= files.count(file))
                    .toArray();
            int[] test = files.read(file, whole, piece).stream()
                    .flatMapToInt(Arrays::stream)
                    .toArray();
            String description = "in " + ids.path();
            PreparedText text = halved(
                    spec,
                    files.tokenizer(spec.tokenizer(), folder),
                    training,
                    files.read(file, starts, spec.sequence()));
            rejectCopies(training, test, piece, at -> whole[at / piece] + at % piece, description);
            return text;
        }
        return written(spec, TextFiles.of(spec.corpus()).orElseThrow(), folder);
    }

    /** The parts are drawn from streams of their own, so they share text only where the source repeats itself. */
    private static PreparedText synthetic(
            DataSpec spec, ExactSource source, Tokenizer tokenizer, Seeds seeds, int stride) {
        return prepared(
                tokenizer,
                stream(spec, source, seeds, "train", stride),
                stream(spec, source, seeds, "judge", stride), // the stream's first name, which fixes its numbers
                IntStream.range(0, spec.documents())
                        .mapToObj(i -> source.draw(spec.sequence(), seeds.stream("held out", i)))
                        .toList(),
                Optional.of(source),
                spec.corpus().given());
    }

    private static TokenStream stream(DataSpec spec, ExactSource source, Seeds seeds, String part, int stride) {
        int length = Math.toIntExact(spec.tokens());
        if (stride == 1) {
            return new TokenStream(source.draw(length, seeds.stream(part)), 1);
        }
        int[] tokens = new int[(length + stride - 1) / stride * stride];
        for (int start = 0; start < tokens.length; start += stride) {
            int[] document = source.draw(stride, seeds.stream(part, start / stride));
            System.arraycopy(document, 0, tokens, start, stride);
        }
        return new TokenStream(tokens, stride);
    }

    private static PreparedText written(DataSpec spec, TextFiles files, DataFolder folder) {
        TextFiles.Split split = files.read(folder);
        Tokenizer tokenizer = spec.tokenizer().of(split.training(), split.test(), folder);
        int[] training = encoded(split.training(), tokenizer);
        int[] test = encoded(split.test(), tokenizer);
        List<int[]> documents = Arrays.stream(windows(test.length, spec.sequence(), spec.documents()))
                .mapToObj(start ->
                        Arrays.copyOfRange(test, (int) start, (int) Math.min(test.length, start + spec.sequence())))
                .toList();
        PreparedText text = halved(spec, tokenizer, training, documents);
        rejectCopies(training, test, piece(spec), at -> at, files.description());
        return text;
    }

    private static int[] encoded(String text, Tokenizer tokenizer) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("data.tokenizer: " + e.getMessage(), e);
        }
    }

    /** The first half of the training text is the models', the second the evaluator's. */
    private static PreparedText halved(DataSpec spec, Tokenizer tokenizer, int[] training, List<int[]> test) {
        int half = training.length / 2;
        int wanted = spec.tokens() == 0 ? half : (int) Math.min(half, spec.tokens());
        if (wanted < spec.sequence()) {
            throw new InvalidSettingException(
                    "data.sequence must be at most " + wanted + ", the number of tokens to learn"
                            + " from (half of the training text is " + half + "), got " + spec.sequence());
        }
        return prepared(
                tokenizer,
                new TokenStream(Arrays.copyOf(training, wanted), 1),
                new TokenStream(Arrays.copyOfRange(training, half, half + wanted), 1),
                test,
                Optional.empty(),
                0);
    }

    /**
     * Returns where windows of a text begin: the middle one of each of as many equal parts, in the text's order; all of
     * them, the last perhaps shorter, where {@code wanted} is 0 or more than there are.
     */
    static long[] windows(long tokens, int length, int wanted) {
        long there = (tokens + length - 1) / length;
        long windows = wanted == 0 ? there : Math.min(there, wanted);
        return LongStream.range(0, windows)
                .map(i -> (2 * i + 1) * there / (2 * windows) * length)
                .toArray();
    }

    private static int piece(DataSpec spec) {
        return Math.max(spec.sequence(), LONG_ENOUGH_TO_BE_A_COPY);
    }

    /** Test text that stands word for word in the training text measures memory, not modelling. */
    private static void rejectCopies(
            int[] training, int[] test, int piece, IntToLongFunction place, String description) {
        OptionalInt copy = SplitGuard.overlap(training, test, piece);
        if (copy.isPresent()) {
            throw new InvalidSettingException("data.corpus " + description + ": the " + piece
                    + " tokens from token " + place.applyAsLong(copy.getAsInt())
                    + " of the test split on stand word for word in the training text, so the splits overlap");
        }
    }

    private static PreparedText prepared(
            Tokenizer tokenizer,
            TokenStream train,
            TokenStream evaluator,
            List<int[]> test,
            Optional<ExactSource> source,
            int given) {
        MessageDigest digest = Hashes.sha256();
        add(digest, new int[] {tokenizer.tokens(), train.stride()});
        digest.update(tokenizer.identity().getBytes(StandardCharsets.UTF_8));
        add(digest, train.tokens());
        add(digest, evaluator.tokens());
        test.forEach(document -> add(digest, document));
        return new PreparedText(
                tokenizer,
                train,
                evaluator,
                test,
                HexFormat.of().formatHex(digest.digest()),
                source,
                given == 0 ? List.of() : Collections.nCopies(test.size(), given),
                Optional.empty(),
                OptionalInt.empty(),
                Set.of());
    }

    private static void add(MessageDigest digest, int[] tokens) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * HASHED_AT_ONCE);
        digest.update(bytes.putInt(0, tokens.length).array(), 0, 4);
        for (int from = 0; from < tokens.length; from += HASHED_AT_ONCE) {
            int count = Math.min(HASHED_AT_ONCE, tokens.length - from);
            bytes.asIntBuffer().put(tokens, from, count);
            digest.update(bytes.array(), 0, 4 * count);
        }
    }
}
