package dev.dlmbench.store;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.json.Json;
import dev.dlmbench.results.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The baselines of a store, one file each. */
public final class Baselines {
    private static final String SUFFIX = ".json";

    private final ResultStore store;
    private final Path folder;

    /** Opens the baselines of {@code store}. */
    public Baselines(ResultStore store) {
        this.store = store;
        this.folder = store.root().resolve(StoreFolders.BASELINES);
    }

    /** Returns the file of a baseline, whether or not it is there. */
    public Path file(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw new InvalidSettingException(
                    "a baseline's name must be letters, digits, '.', '-' and '_', at most 64, got '" + name + "'");
        }
        if (Names.ofDevice(name)) {
            throw new InvalidSettingException("a baseline must not be called " + name + ", a device on Windows");
        }
        return folder.resolve(name + SUFFIX);
    }

    /** Returns the names, sorted. */
    public List<String> names() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Writes a baseline, replacing what was there. */
    public void write(String name, Baseline baseline) throws IOException {
        store.begin();
        store.own(StoreFolders.BASELINES);
        DurableFiles.write(file(name), Json.pretty(baseline));
    }

    /**
     * Reads a baseline.
     *
     * @throws InvalidSettingException if there is none of that name
     */
    public Baseline read(String name) throws IOException {
        try {
            return readFile(file(name));
        } catch (NoSuchFileException none) {
            throw new InvalidSettingException("there is no baseline '" + name + "'; there are: "
                    + (names().isEmpty() ? "none" : String.join(", ", names())));
        }
    }

    /** Reads a baseline from any file. */
    public static Baseline readFile(Path file) throws IOException {
        return Json.read(file, Baseline.class);
    }

    /** Reads a baseline from its text. */
    public static Baseline parse(String text, String source) throws IOException {
        return Json.parse(text, Baseline.class, Path.of(source), 1);
    }

    /** Deletes a baseline and says whether it was there. */
    public boolean delete(String name) throws IOException {
        store.own(StoreFolders.BASELINES);
        return Files.deleteIfExists(file(name));
    }
}
