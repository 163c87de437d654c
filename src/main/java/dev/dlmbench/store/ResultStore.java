package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that was ever measured, in a folder: nodes by the hash of what determines them, and suites that point to
 * them.
 *
 * <p>A node appears in one atomic rename and is never changed afterwards. Any number of processes may use one store.
 */
public final class ResultStore {
    public static final String DIFFERING = "differing";
    private static final int PURPOSE_LENGTH = 16;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_LOG = 64 << 10;

    private final Path root;
    private final SuiteIndexes indexes;

    /** What the store holds to; it gets one when something is first written. */
    private volatile int format;

    private volatile boolean begun;

    private ResultStore(Path root, int format) {
        this.root = root;
        this.indexes = new SuiteIndexes(root);
        this.format = format;
    }

    /**
     * Returns the store in {@code root}; the folder is made when something is first written.
     *
     * @throws InvalidSettingException if there is a file, or a store of a format that this program does not know
     */
    public static ResultStore open(Path root) {
        try {
            return new ResultStore(folder(root), StoreFormat.known(root, StoreFormat.read(root)));
        } catch (IOException damaged) {
            throw new InvalidSettingException(damaged.getMessage() + "; dlm fsck tells more", damaged);
        }
    }

    /** Returns the store in {@code root} also where the file that names its format is damaged. */
    public static ResultStore openToRepair(Path root) {
        try {
            return open(root);
        } catch (InvalidSettingException refused) {
            if (refused.getCause() instanceof IOException) {
                return new ResultStore(folder(root), StoreFormat.UNNAMED);
            }
            throw refused;
        }
    }

    private static Path folder(Path root) {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new InvalidSettingException("the store must be a folder, got the file " + root);
        }
        return root;
    }

    /** Makes sure that a store says which format it has before it holds anything else. */
    void begin() throws IOException {
        if (!begun) {
            format = StoreFormat.begin(root);
            begun = true;
        }
    }

    /** Returns whether every node must have checksums. */
    public boolean sealed() {
        return format > StoreFormat.UNNAMED;
    }

    /** Returns the store's folder. */
    public Path root() {
        return root;
    }

    /** Returns whether {@code text} could be a node's address. */
    public static boolean isAddress(String text) {
        return HASH.matcher(text).matches();
    }

    /** Returns whether the node is there in full. */
    public boolean has(String hash) {
        return Files.exists(node(hash).resolve(NodeFiles.STATUS));
    }

    /** Returns the folder that the node has or would have. */
    public Path node(String hash) {
        return root.resolve(StoreFolders.NODES)
                .resolve(checked(hash).substring(0, 2))
                .resolve(hash);
    }

    /** Starts an attempt at the node, invisible until it is committed. */
    public Attempt begin(String hash) throws IOException {
        return new Attempt(this, hash, privateFolder(checked(hash).substring(0, PURPOSE_LENGTH)));
    }

    /** Makes a folder of this process's own, to be deleted by it, or by {@link #discardLeftovers} after its death. */
    public Path privateFolder(String purpose) throws IOException {
        begin();
        return DurableFiles.freshFolder(
                own(StoreFolders.ATTEMPTS), purpose + "-" + Owner.current().inName() + "-");
    }

    /** Returns where a node's files are that came out differently when it was computed a second time, if it did. */
    public Optional<Path> differing(String hash) throws IOException {
        String purpose = checked(hash).substring(0, PURPOSE_LENGTH) + "-";
        return DurableFiles.list(root.resolve(StoreFolders.DIFFERING)).stream()
                .filter(folder -> folder.getFileName().toString().startsWith(purpose))
                .findFirst();
    }

    /** Deletes a folder that {@link #privateFolder} made. */
    public void discard(Path privateFolder) throws IOException {
        DurableFiles.deleteTree(privateFolder);
    }

    /**
     * Deletes what processes that have ended left of their attempts, and what nodes would resume from that are there;
     * that of living processes stays.
     */
    public void discardLeftovers() throws IOException {
        own(StoreFolders.ATTEMPTS);
        for (Path folder : Leftovers.attempts(root)) {
            DurableFiles.deleteTree(folder);
        }
        own(StoreFolders.WORK);
        for (Path folder : Leftovers.finishedWork(this)) {
            Leftovers.discardWork(this, folder.getFileName().toString());
        }
    }

    /** Returns the addresses of all nodes, sorted. */
    public List<String> nodes() throws IOException {
        List<String> hashes = new ArrayList<>();
        for (Path bucket : DurableFiles.list(root.resolve(StoreFolders.NODES))) {
            for (Path node : DurableFiles.list(bucket)) {
                String hash = node.getFileName().toString();
                if (HASH.matcher(hash).matches() && has(hash)) {
                    hashes.add(hash);
                }
            }
        }
        return hashes;
    }

    /** Returns the folder for what an interrupted node resumes from, which survives the process. */
    public Path work(String hash) throws IOException {
        begin();
        return Files.createDirectories(own(StoreFolders.WORK, checked(hash)));
    }

    /** Deletes the node's {@link #work} folder. */
    public void discardWork(String hash) throws IOException {
        DurableFiles.deleteTree(own(StoreFolders.WORK).resolve(checked(hash)));
    }

    /**
     * Reads a node.
     *
     * @throws DamagedNodeException naming the file, if one of the node's files is not what was committed
     * @throws IOException naming the file and the line, if a file of the node is not what it should be
     */
    public Optional<NodeRecord> read(String hash) throws IOException {
        if (!has(hash)) {
            return Optional.empty();
        }
        Checksums.check(node(hash), sealed());
        return Optional.of(parse(hash));
    }

    /**
     * Reads a node without comparing all of its files with their checksums, for what is an estimate only; what cannot
     * be parsed is told as {@link #read} tells it.
     */
    public Optional<NodeRecord> readUnchecked(String hash) throws IOException {
        if (!has(hash)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(hash));
        } catch (IOException malformed) {
            return read(hash);
        }
    }

    /** Reads what determined a node's output, and nothing else. */
    JsonNode spec(String hash) throws IOException {
        return Json.read(node(hash).resolve(NodeFiles.SPEC), JsonNode.class);
    }

    private NodeRecord parse(String hash) throws IOException {
        Path folder = node(hash);
        return new NodeRecord(
                hash,
                folder,
                spec(hash),
                measurements(folder.resolve(NodeFiles.MEASUREMENTS)),
                Json.read(folder.resolve(NodeFiles.PROVENANCE), JsonNode.class));
    }

    /** Reads the measurements in a file. */
    public static List<StoredMeasurement> measurements(Path file) throws IOException {
        List<StoredMeasurement> measurements = new ArrayList<>();
        for (MeasurementLine line : JsonLines.read(file, MeasurementLine.class)) {
            try {
                measurements.add(line.toMeasurement());
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ":" + (measurements.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return measurements;
    }

    /** Records why the node is not there and never will be, with the end of the log where there is one. */
    public void writeFailure(String hash, String kind, String reason, Path log) throws IOException {
        writeFailure(hash, kind, reason, true, log);
    }

    /** Records why the node is not there, with the end of the log where there is one. */
    public void writeFailure(String hash, String kind, String reason, boolean permanent, Path log) throws IOException {
        write(new Failure(hash, kind, reason, permanent, end(log)));
    }

    /** Writes down a failure. */
    public void write(Failure failure) throws IOException {
        begin();
        own(StoreFolders.FAILED);
        DurableFiles.write(failed(failure.hash()), Json.pretty(failure));
    }

    /** Returns why the last attempt at the node failed, if it did. */
    public Optional<Failure> failure(String hash) throws IOException {
        try {
            return Optional.of(Json.read(failed(hash), Failure.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Forgets the node's failure. */
    public void clearFailure(String hash) throws IOException {
        own(StoreFolders.FAILED);
        Files.deleteIfExists(failed(hash));
    }

    /** Writes which nodes belong to a suite, replacing what was there. */
    public void writeIndex(SuiteIndex index) throws IOException {
        begin();
        own(StoreFolders.SUITES, index.suite());
        indexes.write(index);
    }

    /** Reads which nodes belong to a suite, if it was ever planned. */
    public Optional<SuiteIndex> readIndex(String suite) throws IOException {
        return indexes.read(suite);
    }

    /** Returns the names of the suites, sorted. */
    public List<String> suites() throws IOException {
        return indexes.names();
    }

    /** Returns a folder of the store that is to be written into, which no link may lead to. */
    public Path own(String... steps) throws IOException {
        Path folder = root;
        for (String step : steps) {
            folder = folder.resolve(step);
        }
        return DurableFiles.unlinked(root, folder);
    }

    private Path failed(String hash) {
        return root.resolve(StoreFolders.FAILED).resolve(checked(hash) + ".json");
    }

    private static String checked(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a node's hash is 64 hexadecimal digits, got '" + hash + "'");
        }
        return hash;
    }

    private static String end(Path log) throws IOException {
        if (!Files.isRegularFile(log)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(log)) {
            channel.position(Math.max(0, channel.size() - LONGEST_LOG));
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LOG);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }
}
