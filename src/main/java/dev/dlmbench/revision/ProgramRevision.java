package dev.dlmbench.revision;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Which revision of its sources the program is, as far as git can tell, or what it was packed with. */
public final class ProgramRevision {
    /** The file in the folder of a packed program that tells it. */
    public static final String FILE = "revision.properties";

    private ProgramRevision() {}

    /**
     * Returns the entries {@code commit} and {@code dirty} of a node's provenance; nothing where they are unknown.
     * Reports and results are no part of the program.
     */
    public static Map<String, String> of(Path sources) throws InterruptedException {
        GitRepository repository = new GitRepository(sources);
        if (!repository.isTop()) {
            return packed(sources.resolve(FILE));
        }
        Optional<String> commit = repository.ask("rev-parse", "HEAD");
        Optional<String> changes = repository.ask(
                "status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)reports", ":(exclude)results");
        if (commit.isEmpty() || changes.isEmpty()) {
            return Map.of();
        }
        return Map.of(
                "commit", commit.get(), "dirty", Boolean.toString(!changes.get().isEmpty()));
    }

    private static Map<String, String> packed(Path file) {
        Properties told = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            told.load(reader);
        } catch (IOException | IllegalArgumentException nothingToTell) {
            return Map.of();
        }
        Map<String, String> revision = new TreeMap<>();
        told.stringPropertyNames().forEach(name -> revision.put(name, told.getProperty(name)));
        return revision;
    }
}
