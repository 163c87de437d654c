package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baselines;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a gate's baseline comes from: the store, a file, or a revision of the repository. */
record BaselineSource(Dlm dlm, ResultStore store) {

    /**
     * A baseline and what it was called.
     *
     * @param name as the user knows it
     * @param baseline what then was
     */
    record Found(String name, Baseline baseline) {
        /** Returns what it is in words. */
        String words() {
            return "baseline " + name + " of " + baseline.created() + ", commit " + baseline.commit();
        }
    }

    /** Returns the baseline that has the suite's own name. */
    Optional<Found> own(String suite) throws IOException {
        return named(suite);
    }

    /** Returns what {@code wanted} names: a file, a baseline of the store, or a revision that has the suite's own. */
    Optional<Found> find(String wanted, String suite) throws IOException, InterruptedException {
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
        Path sources = dlm.folder().toAbsolutePath();
        Path relative = sources.normalize()
                .relativize(new Baselines(store).file(suite).toAbsolutePath().normalize());
        Process show = new ProcessBuilder("git", "show", "--end-of-options", revision + ":./" + relative)
                .directory(sources.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(show.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return show.waitFor() == 0
                ? Optional.of(new Found(revision, Baselines.parse(text, revision + "-" + relative.getFileName())))
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
            Path path = dlm.resolve(Path.of(name));
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
