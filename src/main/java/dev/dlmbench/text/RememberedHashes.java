package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Hashes of large files, so that planning twice does not read them twice. A file is taken to be what it was as long as
 * its place, its size and the time of its last change are the same.
 *
 * @param cache the folder of all that is kept of data sets
 */
record RememberedHashes(Path cache) {
    /** Smaller files are read each time, which takes no time. */
    private static final long SMALL = 16L << 20;

    /**
     * What is known of a file.
     *
     * @param file its place
     * @param bytes its size
     * @param changed when it was changed last
     * @param hash of its content
     */
    record Known(String file, long bytes, String changed, String hash) {}

    /** Computes the hash of a file. */
    interface Digest {
        /** Returns the hash. */
        String of(Path file) throws IOException;
    }

    /** Returns the hash of {@code file}. */
    String of(Path file, Digest digest) throws IOException {
        long bytes = Files.size(file);
        if (bytes < SMALL) {
            return digest.of(file);
        }
        String place = file.toRealPath().toString();
        String changed = Files.getLastModifiedTime(file).toString();
        Path note = cache.resolve("hashes").resolve(Hashes.of(place) + ".json");
        if (Files.isRegularFile(note)) {
            Known known = read(note);
            if (known.file().equals(place)
                    && known.bytes() == bytes
                    && known.changed().equals(changed)) {
                return known.hash();
            }
        }
        String hash = digest.of(file);
        write(note, new Known(place, bytes, changed, hash));
        return hash;
    }

    /** A note that is damaged is as good as none. */
    private static Known read(Path note) {
        try {
            return Json.read(note, Known.class);
        } catch (IOException damaged) {
            return new Known("", -1, "", "");
        }
    }

    /** Notes the hash if the folder can be written; without, the file is read again. */
    private static void write(Path note, Known known) throws IOException {
        Path folder = note.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "hash", ".tmp");
            Files.write(draft, Json.pretty(known));
            Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
