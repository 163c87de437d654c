package dev.dlmbench.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.Disk;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.results.TrainingStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of one training, each a folder {@code step-<n>} that appears whole by a rename; the highest counts
 * whose files are those that were written.
 *
 * @param folder of this training alone
 */
public record Checkpoints(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "step-";
    private static final String ASIDE = "writing-";
    private static final String HISTORY = "training.jsonl";
    private static final String SEARCHES = "windows.jsonl";
    private static final String STATE = "state.safetensors";
    private static final String SEAL = "seal";

    /**
     * A checkpoint as read.
     *
     * @param history every step so far
     * @param searches every search for a window so far
     * @param tensors of the training state
     */
    record Checkpoint(
            List<TrainingStep> history, List<WindowSearch> searches, Map<String, Safetensors.Tensor> tensors) {
        /** Returns the same for a training that does not search. */
        Checkpoint withoutSearches() {
            return new Checkpoint(history, List.of(), tensors);
        }
    }

    /** Returns whether {@code path} is a published checkpoint. */
    public static boolean published(Path path) {
        return Files.isDirectory(path) && path.getFileName().toString().startsWith(PREFIX);
    }

    /** Publishes a checkpoint and removes the ones before it. */
    void write(List<TrainingStep> history, List<WindowSearch> searches, Map<String, Safetensors.Tensor> tensors)
            throws IOException {
        long step = history.size();
        Path aside = folder.resolve(ASIDE + step + "-" + ProcessHandle.current().pid());
        delete(aside);
        Files.createDirectories(aside);
        Safetensors.write(aside.resolve(STATE), tensors);
        writeLines(aside.resolve(HISTORY), history);
        writeLines(aside.resolve(SEARCHES), searches);
        Files.writeString(aside.resolve(SEAL), seal(aside));
        for (String name : List.of(STATE, HISTORY, SEARCHES, SEAL)) {
            try (FileChannel channel = FileChannel.open(aside.resolve(name), StandardOpenOption.WRITE)) {
                Disk.force(channel);
            }
        }
        Path published = folder.resolve(PREFIX + step);
        delete(published);
        Files.move(aside, published, StandardCopyOption.ATOMIC_MOVE);
        for (Path older : published()) {
            if (!older.equals(published)) {
                delete(older);
            }
        }
    }

    /** Returns the checkpoint with the most steps, of those that are as they were written. */
    Optional<Checkpoint> latest() throws IOException {
        deleteUnfinished();
        List<Path> latestFirst = published().stream()
                .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
                .toList();
        for (Path found : latestFirst) {
            if (isSound(found)) {
                return Optional.of(new Checkpoint(
                        readLines(found.resolve(HISTORY), TrainingStep.class),
                        readLines(found.resolve(SEARCHES), WindowSearch.class),
                        Safetensors.read(found.resolve(STATE))));
            }
        }
        return Optional.empty();
    }

    /** Deletes what others have begun to write; whoever computes a node is alone with its folder. */
    private void deleteUnfinished() throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.toList()) {
                    if (entry.getFileName().toString().startsWith(ASIDE)) {
                        delete(entry);
                    }
                }
            }
        }
    }

    private static boolean isSound(Path checkpoint) throws IOException {
        try {
            return Files.readString(checkpoint.resolve(SEAL)).equals(seal(checkpoint));
        } catch (NoSuchFileException | CharacterCodingException damaged) {
            return false;
        }
    }

    /** Returns the digest of a checkpoint's files. */
    private static String seal(Path checkpoint) throws IOException {
        MessageDigest digest = Hashes.sha256();
        for (String name : List.of(STATE, HISTORY, SEARCHES)) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(checkpoint.resolve(name)), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest()) + "\n";
    }

    private static void writeLines(Path file, List<?> records) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Object record : records) {
            lines.append(JSON.writeValueAsString(record)).append('\n');
        }
        Files.writeString(file, lines);
    }

    private static <T> List<T> readLines(Path file, Class<T> type) throws IOException {
        List<T> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            records.add(JSON.readValue(line, type));
        }
        return records;
    }

    private List<Path> published() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> entry.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
                    .toList();
        }
    }

    private static long step(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.walk(folder)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(entry);
                }
            }
        }
    }
}
