package dev.dlmbench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder of a report, into which nothing is written through links: they could lead anywhere, and reports come from
 * others, too.
 *
 * @param path of the folder
 */
public record ReportFolder(Path path) {
    private static final OpenOption[] OWN = {
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS
    };

    /** Returns the folder called {@code name} in {@code parent}, made if need be. */
    public static ReportFolder make(Path parent, String name) throws IOException {
        Path folder = parent.resolve(name);
        if (Files.isSymbolicLink(folder)) {
            throw new IOException(folder + ": is a link; reports are not written through links");
        }
        return new ReportFolder(Files.createDirectories(folder));
    }

    /** Writes a file of the folder anew and returns it. */
    public Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file of the folder anew and returns it. */
    public Path write(String name, byte[] bytes) throws IOException {
        Path file = path.resolve(name);
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + ": is a link; reports are not written through links");
        }
        return Files.write(file, bytes, OWN);
    }
}
