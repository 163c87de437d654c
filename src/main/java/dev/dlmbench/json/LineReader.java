package dev.dlmbench.json;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of a file one after the other, none of them longer than memory bears. */
public final class LineReader implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private int number;

    public LineReader(Path file) throws IOException {
        this.file = file;
        this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    }

    /** Returns the number of the line that was read last, counted from 1. */
    public int number() {
        return number;
    }

    /**
     * Returns the next line without its end; nothing after the last.
     *
     * @throws IOException naming the file and the line, if it is too long, has no end or is no text
     */
    @Nullable
    public String next() throws IOException {
        number++;
        StringBuilder line = new StringBuilder();
        int read;
        while ((read = read()) >= 0) {
            if (read == '\n') {
                return line.toString();
            }
            if (line.length() == JsonLines.LONGEST_LINE) {
                throw fault("longer than " + JsonLines.LONGEST_LINE + " characters");
            }
            line.append((char) read);
        }
        if (!line.isEmpty()) {
            throw fault("the line has no end");
        }
        return null;
    }

    private int read() throws IOException {
        try {
            return reader.read();
        } catch (CharacterCodingException e) {
            throw fault("not text in UTF-8");
        }
    }

    private IOException fault(String what) {
        return new IOException(file + ":" + number + ": " + what);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
