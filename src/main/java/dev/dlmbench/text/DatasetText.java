package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * The text of a data set: tokenized once into files, which are mapped into memory. Neither the text nor its ids ever
 * lie in memory as a whole.
 *
 * @param spec the text of the experiment
 * @param dataset its corpus
 * @param folder where its files are, and where ids are kept
 * @param progress hears how far the preparation is
 * @param batch how much text is tokenized at once, in bytes or characters
 */
record DatasetText(DataSpec spec, DatasetSpec dataset, DataFolder folder, TextProgress progress, int batch) {
    /** What is tokenized at once. */
    static final int BATCH = 1 << 22;

    private static final int LONG_ENOUGH_TO_BE_A_COPY = 64;
    private static final String FORMAT = "ids 1";
    private static final String MANIFEST = "manifest.json";

    /**
     * What says that all files of a text are there.
     *
     * @param train how many files hold training text
     * @param test how many files hold test text
     */
    record Manifest(int train, int test) {}

    /**
     * A text in files of ids.
     *
     * @param folder of the files
     * @param train training text
     * @param test test text
     */
    private record Ids(Path folder, List<IdPart> train, List<IdPart> test) {}

    /** Returns the tokenizer, which needs the text only where its characters are the tokens. */
    Tokenizer tokenizer() {
        return spec.tokenizer() == DataSpec.TokenizerKind.CHAR
                ? CharacterTokenizer.of(alphabet())
                : spec.tokenizer().of("");
    }

    /**
     * Returns the text.
     *
     * @throws InvalidSettingException if files are missing, or hold something else, or make no sequence
     */
    PreparedText prepare() {
        Tokenizer tokenizer = tokenizer();
        PackedSequences.Frame frame = PackedSequences.Frame.of(dataset.sequences(), tokenizer, spec.sequence());
        try {
            Ids ids = tokenized(tokenizer);
            DatasetSpec.Packing rule = dataset.sequences().rule();
            MappedIds training = new MappedIds(ids.train());
            MappedIds held = new MappedIds(ids.test());
            PackedSequences learnt = new PackedSequences(training, rule, frame, 0);
            int stride = dataset.sequences().stride();
            PackedSequences test = new PackedSequences(held, rule, frame, stride);
            long[] measured = Corpora.windows(test.count(), 1, spec.documents());
            if (measured.length == 0) {
                throw new InvalidSettingException("data.sequence must be at most the length of the test text of "
                        + dataset.kind() + ", " + held.length() + " tokens, got " + spec.sequence());
            }
            if (dataset.name().equals(DatasetSpec.KIND)) {
                rejectCopies(training, held, Arrays.stream(measured).map(test::start), frame.room(), ids.folder());
            }
            return new PreparedText(
                    tokenizer,
                    half(learnt, 0),
                    half(learnt, 1),
                    Arrays.stream(measured).mapToObj(test::sequence).toList(),
                    hash(tokenizer, ids),
                    Optional.empty(),
                    stride == 0
                            ? List.of()
                            : Arrays.stream(measured)
                                    .mapToObj(test::context)
                                    .toList(),
                    rule == DatasetSpec.Packing.WRAPPED ? OptionalInt.empty() : frame.padding());
        } catch (IOException e) {
            throw new InvalidSettingException("data.corpus cannot be prepared: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new InvalidSettingException(
                    "data.corpus cannot be prepared: " + e.getCause().getMessage(), e);
        }
    }

    /** Returns the first half of the training sequences, which is the models', or the evaluator's second. */
    private TokenStream half(PackedSequences sequences, int which) {
        if (dataset.train().isBlank()) {
            return new TokenStream(new int[0], 1);
        }
        int length = spec.sequence();
        long half = sequences.count() / 2;
        long wanted = spec.tokens() == 0 ? half : Math.min(half, spec.tokens() / length);
        if (wanted == 0) {
            throw new InvalidSettingException("data.sequence and data.tokens leave no sequence to learn from: half of"
                    + " the training text of " + dataset.kind() + " has " + half + " of " + length + " tokens");
        }
        return new TokenStream(sequences.padded().part(which * half * length, wanted * length), length);
    }

    private String hash(Tokenizer tokenizer, Ids ids) {
        List<String> facts = new ArrayList<>(List.of(
                ids.folder().getFileName().toString(),
                Integer.toString(tokenizer.tokens()),
                tokenizer.identity(),
                dataset.sequences().toString(),
                spec.sequence() + " " + spec.tokens() + " " + spec.documents()));
        ids.train().forEach(part -> facts.add("train " + part.ids() + " " + part.sum()));
        ids.test().forEach(part -> facts.add("test " + part.ids() + " " + part.sum()));
        return Hashes.of(String.join("\n", facts));
    }

    /** Test text that stands word for word in the training text measures memory; what was found is noted. */
    private void rejectCopies(MappedIds training, MappedIds test, LongStream starts, int room, Path folder)
            throws IOException {
        Path note = folder.resolve("no-copies-" + Hashes.of(spec.sequence() + " " + spec.documents() + dataset.sequences()));
        if (Files.exists(note)) {
            return;
        }
        int piece = Math.max(room, LONG_ENOUGH_TO_BE_A_COPY);
        long[] whole = starts.filter(start -> start + piece <= test.length()).toArray();
        int[] pieces = Arrays.stream(whole)
                .mapToObj(start -> test.slice(start, piece))
                .flatMapToInt(Arrays::stream)
                .toArray();
        OptionalInt copy = SplitGuard.overlap(training, pieces, piece);
        if (copy.isPresent()) {
            throw new InvalidSettingException("data.corpus in " + dataset.path() + ": the " + piece
                    + " tokens from token " + whole[copy.getAsInt() / piece]
                    + " of the test text on stand word for word in the training text, so the splits overlap");
        }
        Files.createFile(note);
    }

    /** Returns the files of ids, which are made if they are not there; of two processes, one waits for the other. */
    private Ids tokenized(Tokenizer tokenizer) throws IOException {
        DatasetFiles files = new DatasetFiles(dataset, folder);
        int[] end = PackedSequences.token(tokenizer, "documentEnd", dataset.sequences().documentEnd());
        String kind = spec.tokenizer().kind() + " " + tokenizer.tokens() + " " + tokenizer.identity();
        Path entry = entry(files, kind, Arrays.toString(end));
        synchronized (DatasetText.class) {
            Files.createDirectories(entry);
            try (FileChannel channel =
                            FileChannel.open(entry.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock own = channel.lock()) {
                assert own.isValid();
                return tokenized(new Tokenization(tokenizer, dataset.documents().detokenizer(), end), files, entry);
            }
        }
    }

    private Ids tokenized(Tokenization tokenization, DatasetFiles files, Path entry) throws IOException {
        Path manifest = entry.resolve(MANIFEST);
        if (Files.isRegularFile(manifest)) {
            Manifest known = Json.read(manifest, Manifest.class);
            return new Ids(
                    entry,
                    tokenization.opened(entry, "train", known.train()),
                    tokenization.opened(entry, "test", known.test()));
        }
        DocumentBatches batches = DocumentBatches.of(dataset.documents(), tokenization.tokenizer(), batch);
        List<Path> training = files.training();
        List<IdPart> train = tokenization.run(batches, training, learnt(batches, training), entry, "train", progress);
        List<IdPart> test = tokenization.run(batches, files.test(), tested(batches, files.test()), entry, "test", progress);
        Path draft = entry.resolve(MANIFEST + ".tmp");
        Files.write(draft, Json.pretty(new Manifest(train.size(), test.size())));
        Files.move(draft, manifest, StandardCopyOption.ATOMIC_MOVE);
        return new Ids(entry, train, test);
    }

    private DocumentBatches.Range learnt(DocumentBatches batches, List<Path> files) throws IOException {
        long until = dataset.documents().trainUntil();
        return new DocumentBatches.Range(
                0, until == 0 ? Long.MAX_VALUE : until > 0 ? until : Math.max(0, batches.count(files) + until));
    }

    private DocumentBatches.Range tested(DocumentBatches batches, List<Path> files) throws IOException {
        long from = dataset.documents().testFrom();
        return new DocumentBatches.Range(
                from >= 0 ? from : Math.max(0, batches.count(files) + from), Long.MAX_VALUE);
    }

    /** Returns the folder for what the files give when they are cut into documents and treated in this way. */
    private Path entry(DatasetFiles files, String... ways) {
        String key = Hashes.of(String.join(
                "\n", FORMAT, files.hash(), dataset.documents().toString(), Integer.toString(batch), String.join("\n", ways)));
        return folder.cache().resolve("texts").resolve(key);
    }

    /** Returns the characters that occur in the text and behind documents and sequences. */
    private String alphabet() {
        DatasetFiles files = new DatasetFiles(dataset, folder);
        Path note = entry(files, "alphabet").resolve("alphabet.txt");
        try {
            String found = Files.isRegularFile(note) ? Files.readString(note) : search(files, note);
            DatasetSpec.Sequences ends = dataset.sequences();
            return found + ends.documentEnd() + ends.sequenceStart() + ends.sequenceEnd() + ends.padding();
        } catch (IOException e) {
            throw new InvalidSettingException("data.corpus cannot be read: " + e.getMessage(), e);
        }
    }

    private String search(DatasetFiles files, Path note) throws IOException {
        TreeSet<Integer> found = new TreeSet<>();
        DocumentBatches batches = DocumentBatches.of(dataset.documents(), new ByteTokenizer(), batch);
        collect(batches, files.training(), learnt(batches, files.training()), found);
        collect(batches, files.test(), tested(batches, files.test()), found);
        StringBuilder characters = new StringBuilder();
        found.forEach(characters::appendCodePoint);
        Files.createDirectories(note.resolveSibling("."));
        Path draft = Files.createTempFile(note.resolveSibling("."), "alphabet", ".tmp");
        Files.writeString(draft, characters);
        Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return characters.toString();
    }

    private void collect(DocumentBatches batches, List<Path> files, DocumentBatches.Range range, TreeSet<Integer> found)
            throws IOException {
        Detokenizer detokenizer = dataset.documents().detokenizer();
        Tokenization.onAllProcessors(batches, files, range, progress, batch -> () -> {
            int[] characters = batch.documents().get().stream()
                    .flatMapToInt(document -> detokenizer.apply(document).codePoints())
                    .distinct()
                    .toArray();
            synchronized (found) {
                Arrays.stream(characters).forEach(found::add);
            }
        });
    }
}
