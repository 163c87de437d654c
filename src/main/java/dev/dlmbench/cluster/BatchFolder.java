package dev.dlmbench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.json.Json;
import dev.dlmbench.json.StoredText;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.run.Wire;
import dev.dlmbench.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one batch. {@code batch.json} and {@code plan.jsonl}, whose line k is what element k does, are written
 * once and say everything that a worker has to know; what happens to the elements comes beside.
 */
public final class BatchFolder {
    private static final String PREFIX = "dlm-";
    private static final String BATCH = "batch.json";
    private static final String PLAN = "plan.jsonl";
    private static final String ATTEMPTS = "attempts";
    private static final String SUBMITTED = "submitted";
    private static final String CLOSED = "closed";
    private static final String WELL = "all done";
    private static final int LARGEST_PLAN = 256 << 20;
    private static final int LARGEST_NOTE = 1 << 16;

    private final Path folder;

    /** What never changes, once it was read. */
    private @Nullable Batch batch;

    private @Nullable List<Element> elements;

    /** Creates a view of a folder that may not be complete yet. */
    public BatchFolder(Path folder) {
        this.folder = folder;
    }

    /** Returns the name that the cluster knows the batch by, which no other batch of any store has. */
    public String name() {
        return PREFIX + folder.getFileName();
    }

    Path path() {
        return folder;
    }

    /** Returns the batch of the same store that the cluster knows by {@code name}. */
    BatchFolder neighbour(String name) {
        return new BatchFolder(folder.resolveSibling(name.substring(PREFIX.length())));
    }

    /** Writes what never changes, the batch's own file last: with it, the batch is there. */
    void write(Batch batch, List<NodeOrder> orders) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < orders.size(); i++) {
            lines.append(Wire.line(orders.get(i).logging(log(i)))).append('\n');
        }
        DurableFiles.write(folder.resolve(PLAN), lines.toString().getBytes(UTF_8));
        Files.createDirectories(logs());
        DurableFiles.write(folder.resolve(BATCH), Json.pretty(batch));
    }

    /** Returns whether the batch was written in full. */
    boolean isThere() {
        return Files.exists(folder.resolve(BATCH));
    }

    Batch batch() throws IOException {
        if (batch == null) {
            batch = Json.read(folder.resolve(BATCH), Batch.class);
        }
        return batch;
    }

    /** Returns what the elements do. */
    List<Element> elements() throws IOException {
        if (elements == null) {
            List<Element> read = new ArrayList<>();
            for (String line :
                    StoredText.read(folder.resolve(PLAN), LARGEST_PLAN).lines().toList()) {
                read.add(new Element(read.size(), Wire.order(line)));
            }
            elements = List.copyOf(read);
        }
        return elements;
    }

    /** Returns what one element does, in the words that {@link dev.dlmbench.run.Worker} reads. */
    String order(int element) throws IOException {
        return StoredText.read(folder.resolve(PLAN), LARGEST_PLAN)
                .lines()
                .skip(element)
                .findFirst()
                .orElseThrow(() -> new IOException(folder.resolve(PLAN) + " has no element " + element));
    }

    /** Returns the folder of the elements' output. */
    Path logs() {
        return folder.resolve("logs");
    }

    /** Returns the file that the output of an element goes to. */
    Path log(int element) {
        return logs().resolve(element + ".log");
    }

    /** Notes that the cluster has the batch, as its job {@code job}. */
    void noteSubmitted(String job) throws IOException {
        DurableFiles.write(folder.resolve(SUBMITTED), (job + "\n").getBytes(UTF_8));
    }

    /** Returns the cluster's number of the batch, if it was noted. */
    Optional<String> job() throws IOException {
        try {
            return Optional.of(
                    StoredText.read(folder.resolve(SUBMITTED), LARGEST_NOTE).strip());
        } catch (NoSuchFileException notNoted) {
            return Optional.empty();
        }
    }

    /** Returns when the batch was submitted, or written. */
    FileTime begun() throws IOException {
        Path submitted = folder.resolve(SUBMITTED);
        return Files.getLastModifiedTime(Files.exists(submitted) ? submitted : folder.resolve(BATCH));
    }

    /** Returns whether everything was concluded about every element. */
    boolean closed() {
        return Files.exists(folder.resolve(CLOSED));
    }

    /** Returns whether the batch is over and all of its nodes are done. */
    boolean closedWell() throws IOException {
        return closed() && StoredText.read(folder.resolve(CLOSED), LARGEST_NOTE).startsWith(WELL);
    }

    void close(boolean well) throws IOException {
        DurableFiles.write(folder.resolve(CLOSED), ((well ? WELL : "not all done") + "\n").getBytes(UTF_8));
    }

    /** Forgets a batch that the cluster has refused. */
    void withdraw() throws IOException {
        Files.deleteIfExists(folder.resolve(BATCH)); // without it there is no batch
    }

    void conclude(int element, ElementOutcome conclusion) throws IOException {
        DurableFiles.write(DurableFiles.unlinked(folder, conclusion(element)), Json.pretty(conclusion));
    }

    /** Returns what was concluded about an element, if anything was. */
    Optional<ElementOutcome> concluded(int element) throws IOException {
        try {
            return Optional.of(Json.read(conclusion(element), ElementOutcome.class));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    private Path conclusion(int element) {
        return folder.resolve("conclusions").resolve(element + ".json");
    }

    /** Makes the folder of a worker that begins with an element. */
    AttemptFolder begin(int element, String machine) throws IOException {
        Path parent = folder.resolve(ATTEMPTS).resolve(Integer.toString(element));
        AttemptFolder attempt = new AttemptFolder(DurableFiles.freshFolder(parent, ""));
        attempt.begin(machine);
        return attempt;
    }

    /** Returns the workers that ever began with an element, in that order. */
    List<AttemptFolder> attempts(int element) throws IOException {
        Path parent = folder.resolve(ATTEMPTS).resolve(Integer.toString(element));
        try (Stream<Path> found = Files.list(parent)) { // a listing, unlike a question for a name, is fresh on NFS
            return found.sorted(Comparator.comparingInt(BatchFolder::number))
                    .map(AttemptFolder::new)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static int number(Path attempt) {
        String name = attempt.getFileName().toString();
        return name.matches("\\d{1,9}") ? Integer.parseInt(name) : -1;
    }
}
