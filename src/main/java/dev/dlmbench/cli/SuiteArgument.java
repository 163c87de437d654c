package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A suite that was named on the command line, by its file or by its name: every command takes either. */
final class SuiteArgument {
    private static final String SUFFIX = ".yaml";

    private SuiteArgument() {}

    /** Returns whether {@code words} are a suite that has been run, or the file of one. */
    static boolean isOne(Dlm dlm, ResultStore store, String words) throws IOException {
        return store.suites().contains(words) || file(dlm, words).isPresent();
    }

    /**
     * Returns what the store knows of the suite that {@code words} name.
     *
     * @throws InvalidSettingException if it has not been run into the store
     */
    static SuiteIndex index(Dlm dlm, ResultStore store, String words) throws IOException {
        Optional<Path> file = store.suites().contains(words) ? Optional.empty() : file(dlm, words);
        String name = file.isPresent()
                ? SuiteReader.read(file.get(), List.of(), dlm.folder()).name()
                : words;
        return store.readIndex(name)
                .orElseThrow(() -> new InvalidSettingException("no suite called '" + name + "' has been run into "
                        + store.root() + "; dlm ls shows those that have"));
    }

    /**
     * Returns the file, relative to the folder to work in, of the suite that {@code words} name: that file, else the
     * one that the suite of that name was last run from, else the one of that name in {@code experiments}. Where there
     * is none of these it is the first, for the reader to complain of.
     */
    static Path source(Dlm dlm, Path words) {
        String name = words.toString();
        if (Files.exists(dlm.resolve(words)) || name.endsWith(SUFFIX) || words.getNameCount() != 1) {
            return words;
        }
        return Stream.concat(stored(dlm, name).map(Path::of).stream(), Stream.of(Path.of("experiments", name + SUFFIX)))
                .filter(file -> Files.isRegularFile(dlm.resolve(file)))
                .findFirst()
                .orElse(words);
    }

    private static Optional<String> stored(Dlm dlm, String name) {
        try {
            ResultStore store = dlm.store();
            return store.suites().contains(name) ? store.readIndex(name).map(SuiteIndex::file) : Optional.empty();
        } catch (IOException | InvalidSettingException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Path> file(Dlm dlm, String words) {
        try {
            Path file = dlm.resolve(Path.of(words));
            return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException noFile) {
            return Optional.empty();
        }
    }
}
