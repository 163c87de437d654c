package dev.dlmbench.json;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of one JSON object per line. */
public final class JsonLines {
    /** The longest line that is read, in characters. */
    static final int LONGEST_LINE = 16 << 20;

    /** No larger file is read, in bytes. */
    private static final long LARGEST_FILE = 1L << 30;

    private JsonLines() {}

    /** Writes one line for each of {@code values}. */
    public static void write(Path file, Iterable<?> values) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (Object value : values) {
                writer.write(Json.line(value));
                writer.write('\n');
            }
        }
    }

    /**
     * Returns {@code value} as JSON that may stand within a page of HTML: it holds no {@code <}, {@code >} or
     * {@code &}.
     */
    public static String inPage(Object value) {
        return Json.line(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /**
     * Reads all lines.
     *
     * @throws IOException naming the file and the line, if one is not a {@code type} or too long
     */
    public static <T> List<T> read(Path file, Class<T> type) throws IOException {
        return read(file, type, Integer.MAX_VALUE);
    }

    /** Reads at most {@code limit} lines, from the first on. */
    public static <T> List<T> read(Path file, Class<T> type, int limit) throws IOException {
        StoredText.check(file, LARGEST_FILE);
        List<T> values = new ArrayList<>();
        try (LineReader lines = new LineReader(file)) {
            String line;
            while (values.size() < limit && (line = lines.next()) != null) {
                values.add(Json.parse(line, type, file, lines.number()));
            }
        }
        return List.copyOf(values);
    }
}
