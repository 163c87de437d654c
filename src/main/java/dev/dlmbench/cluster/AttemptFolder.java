package dev.dlmbench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.json.Json;
import dev.dlmbench.json.StoredText;
import dev.dlmbench.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The files of one worker process: where it runs, its heartbeat, and its last word. */
final class AttemptFolder {
    private static final int LARGEST_NOTE = 1 << 16;

    private final Path folder;

    AttemptFolder(Path folder) {
        this.folder = folder;
    }

    void begin(String machine) throws IOException {
        DurableFiles.write(folder.resolve("machine"), (machine + "\n").getBytes(UTF_8));
        beat("starting");
    }

    /** Shows that the worker lives, and what it does. */
    void beat(String words) throws IOException {
        Files.writeString(heartbeat(), words + "\n");
    }

    void end(WorkerEnd end) throws IOException {
        DurableFiles.write(folder.resolve("end.json"), Json.pretty(end));
    }

    /** Returns the machine's name; empty if the worker did not get as far as to say. */
    String machine() throws IOException {
        try {
            return StoredText.read(folder.resolve("machine"), LARGEST_NOTE).strip();
        } catch (NoSuchFileException notYet) {
            return "";
        }
    }

    /** Returns what the worker last said that it does. */
    String doing() throws IOException {
        try {
            return StoredText.read(heartbeat(), LARGEST_NOTE).strip();
        } catch (NoSuchFileException notYet) {
            return "";
        }
    }

    /** Returns when the worker last showed that it lives. */
    FileTime lastBeat() throws IOException {
        try {
            return Files.getLastModifiedTime(heartbeat());
        } catch (NoSuchFileException notYet) {
            return Files.getLastModifiedTime(folder);
        }
    }

    /** Returns when the worker began. */
    FileTime begun() throws IOException {
        try {
            return Files.getLastModifiedTime(folder.resolve("machine"));
        } catch (NoSuchFileException notYet) {
            return Files.getLastModifiedTime(folder);
        }
    }

    /** Returns the worker's last word, if it had one. */
    Optional<WorkerEnd> end() throws IOException {
        try {
            return Optional.of(Json.read(folder.resolve("end.json"), WorkerEnd.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Path heartbeat() {
        return folder.resolve("heartbeat");
    }
}
