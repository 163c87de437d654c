package dev.dlmbench.gate;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.revision.GitRepository;
import dev.dlmbench.store.Baselines;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a gate's baseline comes from: the store, a file, or a revision of the repository.
 *
 * @param folder that files are relative to, and where the repository is
 * @param store that may have it
 */
public record BaselineSource(Path folder, ResultStore store) {

    /**
     * A baseline and what it was called.
     *
     * @param name as the user knows it
     * @param baseline what then was
     */
    public record Found(String name, Baseline baseline) {
        /** Returns what it is in words. */
        public String words() {
            return "baseline " + name + " of " + baseline.created() + ", commit " + baseline.commit();
        }
    }

    /** Returns the baseline that has the suite's own name. */
    public Optional<Found> own(String suite) throws IOException {
        return named(suite);
    }

    /** Returns what {@code wanted} names: a file, a baseline of the store, or a revision that has the suite's own. */
    public Optional<Found> find(String wanted, String suite) throws IOException, InterruptedException {
        Optional<Path> file = file(wanted);
        if (file.isPresent()) {
            return Optional.of(new Found(wanted, read(file.get())));
        }
        Optional<Found> named = named(wanted);
        return named.isPresent() ? named : ofRevision(wanted, suite);
    }

    private Optional<Found> named(String name) throws IOException {
        Baselines baselines = new Baselines(store);
        return baselines.names().contains(name) ? Optional.of(new Found(name, baselines.read(name))) : Optional.empty();
    }

    private Optional<Found> ofRevision(String revision, String suite) throws IOException, InterruptedException {
        Path sources = folder.toAbsolutePath();
        Path relative = sources.normalize()
                .relativize(new Baselines(store).file(suite).toAbsolutePath().normalize());
        Optional<String> text = new GitRepository(sources).file(revision, relative);
        return text.isPresent()
                ? Optional.of(new Found(revision, Baselines.parse(text.get(), revision + "-" + relative.getFileName())))
                : Optional.empty();
    }

    private static Baseline read(Path file) throws IOException {
        try {
            return Baselines.readFile(file);
        } catch (IOException e) {
            throw new InvalidSettingException("this is no baseline: " + e.getMessage());
        }
    }

    private Optional<Path> file(String name) {
        try {
            Path path = folder.resolve(name);
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
