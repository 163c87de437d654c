package dev.dlmbench.store;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The indexes of a store's suites, one folder each, with a copy of each to restore it from. */
public final class SuiteIndexes {
    /** The index. */
    public static final String INDEX = "index.json";

    /** What was last written as the index, written once more. */
    public static final String COPY = "index.copy.json";

    private static final Pattern SUITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Path root;

    public SuiteIndexes(Path root) {
        this.root = root.resolve(StoreFolders.SUITES);
    }

    /** Returns whether a suite could have this name. */
    public static boolean isName(String suite) {
        return SUITE.matcher(suite).matches();
    }

    /** Returns the folder of a suite. */
    Path folder(String suite) {
        if (!isName(suite)) {
            throw new InvalidSettingException(
                    "a suite's name must be letters, digits, '.', '_' and '-', got '" + suite + "'");
        }
        return root.resolve(suite);
    }

    /** Returns the names of the suites, sorted. */
    List<String> names() throws IOException {
        return DurableFiles.list(root).stream()
                .filter(suite -> Files.exists(suite.resolve(INDEX)))
                .map(suite -> suite.getFileName().toString())
                .filter(SuiteIndexes::isName)
                .toList();
    }

    /** Writes an index, then its copy: whenever this ends, one of the two is whole. */
    public void write(SuiteIndex index) throws IOException {
        byte[] bytes = Json.pretty(index);
        DurableFiles.write(folder(index.suite()).resolve(INDEX), bytes);
        DurableFiles.write(folder(index.suite()).resolve(COPY), bytes);
    }

    /** Writes the copy alone. */
    public void writeCopy(SuiteIndex index) throws IOException {
        DurableFiles.write(folder(index.suite()).resolve(COPY), Json.pretty(index));
    }

    /** Reads an index, if there is one. */
    public Optional<SuiteIndex> read(String suite) throws IOException {
        try {
            return Optional.of(read(suite, INDEX));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException damaged) {
            throw copied(suite)
                    ? new IOException(damaged.getMessage() + " (dlm fsck --repair restores it from its copy)", damaged)
                    : damaged;
        }
    }

    /**
     * Reads the index or its copy.
     *
     * @throws IOException naming the file, if it is no index or another suite's
     */
    public SuiteIndex read(String suite, String name) throws IOException {
        Path file = folder(suite).resolve(name);
        SuiteIndex index = Json.read(file, SuiteIndex.class, SuiteIndex.LATER);
        if (!index.suite().equals(suite)) {
            throw new IOException(file + ": is of the suite '" + index.suite() + "'");
        }
        for (PointEntry point : index.points()) {
            for (SeedEntry seed : point.seeds()) {
                for (String hash : seed.nodes().values()) {
                    if (!ResultStore.isAddress(hash)) {
                        throw new IOException(file + ": not a node's address: '" + hash + "'");
                    }
                }
            }
        }
        return index;
    }

    private boolean copied(String suite) {
        try {
            read(suite, COPY);
            return true;
        } catch (IOException neither) {
            return false;
        }
    }
}
