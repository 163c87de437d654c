package dev.dlmbench.store;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which format a store has: a number in a file at its root, written before anything else.
 *
 * <p>Format 1 is that of stores without such a file; their nodes may lack checksums. In format 2 every node has them.
 */
public final class StoreFormat {
    /** The file that names the format. */
    public static final String FILE = "FORMAT";

    /** The format of new stores. */
    public static final int CURRENT = 2;

    /** The format of stores that do not say. */
    public static final int UNNAMED = 1;

    private static final int LONGEST = 64;
    private static final Pattern TEXT = Pattern.compile("dlm-bench results (\\d{1,9})\n");

    private StoreFormat() {}

    /**
     * Returns the format of the store in {@code root}, which may not be there yet.
     *
     * @throws IOException if the file that names it is damaged
     */
    public static int read(Path root) throws IOException {
        Path file = root.resolve(FILE);
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(LONGEST);
        } catch (NoSuchFileException none) {
            return UNNAMED;
        }
        Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!text.matches() || Integer.parseInt(text.group(1)) < UNNAMED) {
            throw new IOException(file + ": does not name the format of a store");
        }
        return Integer.parseInt(text.group(1));
    }

    /**
     * Returns {@code format} if this program knows it.
     *
     * @throws InvalidSettingException if it is a later one
     */
    static int known(Path root, int format) {
        if (format > CURRENT) {
            throw new InvalidSettingException(
                    root.resolve(FILE) + ": the store has format " + format + ", and this program knows " + UNNAMED
                            + " to " + CURRENT + "; use the version of dlm-bench that wrote it, or a later one");
        }
        return format;
    }

    /** Writes down the current format. */
    public static void write(Path root) throws IOException {
        DurableFiles.write(root.resolve(FILE), text());
    }

    /** Writes down the current format if nothing in the store could have another, and returns the store's format. */
    static int begin(Path root) throws IOException {
        if (!Files.exists(root.resolve(FILE))) {
            if (holdsNodes(root)) {
                return UNNAMED;
            }
            write(root);
        }
        return known(root, read(root));
    }

    /** Returns what the file says. */
    public static byte[] text() {
        return ("dlm-bench results " + CURRENT + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean holdsNodes(Path root) throws IOException {
        Path nodes = root.resolve(StoreFolders.NODES);
        if (!Files.isDirectory(nodes)) {
            return false;
        }
        try (Stream<Path> found = Files.list(nodes)) {
            return found.findAny().isPresent();
        }
    }
}
