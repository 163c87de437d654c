package dev.dlmbench.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.backbone.Safetensors;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of one training, each a folder {@code step-<n>} that appears whole by a rename; the highest counts.
 *
 * @param folder of this training alone
 */
record Checkpoints(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "step-";
    private static final String HISTORY = "training.jsonl";
    private static final String SEARCHES = "windows.jsonl";

    /**
     * A checkpoint as read.
     *
     * @param history every step so far
     * @param searches every search for a window so far
     * @param tensors of the training state
     */
    record Checkpoint(List<StepRecord> history, List<WindowSearch> searches, Map<String, Safetensors.Tensor> tensors) {}

    /** Publishes a checkpoint and removes the ones before it. */
    void write(List<StepRecord> history, List<WindowSearch> searches, Map<String, Safetensors.Tensor> tensors)
            throws IOException {
        long step = history.size();
        Path aside = folder.resolve("writing-" + step);
        delete(aside);
        Files.createDirectories(aside);
        Safetensors.write(aside.resolve("state.safetensors"), tensors);
        writeLines(aside.resolve(HISTORY), history);
        writeLines(aside.resolve(SEARCHES), searches);
        Path published = folder.resolve(PREFIX + step);
        delete(published);
        Files.move(aside, published, StandardCopyOption.ATOMIC_MOVE);
        for (Path older : published()) {
            if (!older.equals(published)) {
                delete(older);
            }
        }
    }

    /** Returns the checkpoint with the most steps. */
    Optional<Checkpoint> latest() throws IOException {
        Optional<Path> latest = published().stream().max(Comparator.comparingLong(Checkpoints::step));
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint(
                readLines(latest.get().resolve(HISTORY), StepRecord.class),
                readLines(latest.get().resolve(SEARCHES), WindowSearch.class),
                Safetensors.read(latest.get().resolve("state.safetensors"))));
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
        try {
            for (String line : Files.readAllLines(file)) {
                records.add(JSON.readValue(line, type));
            }
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw new IOException(file + ":" + (records.size() + 1) + ": not what a checkpoint has there", e);
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
                    Files.delete(entry);
                }
            }
        }
    }
}
