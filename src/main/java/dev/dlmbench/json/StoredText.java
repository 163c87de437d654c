package dev.dlmbench.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that nobody vouches for: of bounded size, in UTF-8, and files they must be. */
public final class StoredText {
    private StoredText() {}

    /**
     * Makes sure that {@code file} can be read to its end: neither a folder nor a pipe or a device, and not too large.
     *
     * @throws NoSuchFileException if it is not there
     * @throws IOException naming the file
     */
    public static void check(Path file, long largest) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is not a file");
        }
        if (Files.size(file) > largest) {
            throw new IOException(file + ": larger than " + largest + " bytes");
        }
    }

    /**
     * Reads a whole file.
     *
     * @throws IOException naming the file and, where it is not UTF-8, the line
     */
    public static String read(Path file, int largest) throws IOException {
        check(file, largest);
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(largest);
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, text, true);
        String good = text.flip().toString();
        if (result.isError()) {
            long line = good.chars().filter(letter -> letter == '\n').count() + 1;
            throw new IOException(file + ":" + line + ": is not UTF-8");
        }
        return good;
    }
}
