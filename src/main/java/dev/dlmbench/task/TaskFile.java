package dev.dlmbench.task;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.StoredText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of examples, one a line.
 *
 * @param text the whole content
 * @param lines the lines, the last one with or without an end
 */
record TaskFile(String text, List<Line> lines) {
    private static final int LARGEST = 256 << 20;

    /**
     * A line of a file.
     *
     * @param number counted from 1
     */
    record Line(Path file, int number, String text) {
        /** Returns where it stands, for messages. */
        String place() {
            return file + ":" + number;
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidSettingException if it is not there, is no text or has no lines
     */
    static TaskFile read(Path file) {
        String text;
        try {
            text = StoredText.read(file, LARGEST);
        } catch (NoSuchFileException e) {
            throw new InvalidSettingException(
                    "a task needs the file "
                            + file.toAbsolutePath().normalize()
                            + ", which does not exist; files begin in the data folder, which"
                            + " --data or the variable DLM_DATA names",
                    e);
        } catch (IOException e) {
            throw new InvalidSettingException(String.valueOf(e.getMessage()), e);
        }
        List<Line> lines = new ArrayList<>();
        text.lines().forEach(line -> lines.add(new Line(file, lines.size() + 1, line)));
        if (lines.isEmpty()) {
            throw new InvalidSettingException(file + ": is empty");
        }
        return new TaskFile(text, List.copyOf(lines));
    }
}
