package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * What is made of a data set's files and kept: ids, and the characters that occur. Each is in a folder that is named
 * after the hash of all that decides it.
 *
 * @param dataset the data set
 * @param folder where its files are, and where ids are kept
 * @param progress hears how far the work is
 * @param batch how much text is tokenized at once, in bytes or characters
 */
record DatasetIds(DatasetSpec dataset, DataFolder folder, TextProgress progress, int batch) {
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
    record Ids(Path folder, List<IdPart> train, List<IdPart> test) {}

    /**
     * Returns the files of ids, which are made if they are not there; of two processes, one waits for the other.
     *
     * @param kind the word for the tokenizer
     */
    Ids tokenized(Tokenizer tokenizer, String kind) throws IOException {
        DatasetFiles files = new DatasetFiles(dataset, folder);
        int[] end = PackedSequences.token(
                tokenizer, "documentEnd", dataset.sequences().documentEnd());
        String words = kind + " " + tokenizer.tokens() + " " + tokenizer.identity();
        Path entry = entry(files, words, Arrays.toString(end));
        synchronized (DatasetIds.class) {
            Files.createDirectories(entry);
            try (FileChannel channel = FileChannel.open(
                            entry.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
        List<IdPart> test =
                tokenization.run(batches, files.test(), tested(batches, files.test()), entry, "test", progress);
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
        return new DocumentBatches.Range(from >= 0 ? from : Math.max(0, batches.count(files) + from), Long.MAX_VALUE);
    }

    /** Returns the folder for what the files give when they are cut into documents and treated in this way. */
    private Path entry(DatasetFiles files, String... ways) {
        String key = Hashes.of(String.join(
                "\n",
                FORMAT,
                files.hash(),
                dataset.documents().toString(),
                Integer.toString(batch),
                String.join("\n", ways)));
        return folder.cache().resolve("texts").resolve(key);
    }

    /** Returns the characters that occur in the text and behind documents and sequences. */
    String alphabet() {
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
