package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files of a data set, found by their patterns in the order of their names.
 *
 * @param spec which they are
 * @param data where they are, unless the spec says so, and where ids are kept
 */
record DatasetFiles(DatasetSpec spec, DataFolder data) {
    private static final int DEPTH = 4;

    /** Returns the folder of the files. */
    Path folder() {
        return spec.path().isEmpty() ? data.path().resolve(spec.name()) : spec.place();
    }

    /** Returns the training files; none if the data set has no training text. */
    List<Path> training() {
        return spec.train().isBlank() ? List.of() : found("train", spec.train());
    }

    /** Returns the test files. */
    List<Path> test() {
        return spec.halves() ? training() : found("test", spec.test());
    }

    /**
     * Returns the hash of what the training files and the test files hold; a file that has not changed since is not
     * read again.
     *
     * @throws InvalidSettingException if a pattern has no file, or a file cannot be read
     */
    String hash() {
        StringBuilder facts = new StringBuilder("train");
        training().forEach(file -> facts.append('\n').append(hash(file)));
        facts.append("\ntest");
        if (!spec.halves()) {
            test().forEach(file -> facts.append('\n').append(hash(file)));
        }
        return Hashes.of(facts.toString());
    }

    /** Returns the files that a pattern finds, by their names; none if there is no such folder. */
    List<Path> matching(String pattern) {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        PathMatcher matcher = matcher(pattern);
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(file -> matcher.matches(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidSettingException("data.corpus: " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new InvalidSettingException(
                    "data.corpus: '" + pattern + "' is no pattern of file names: " + e.getDescription(), e);
        }
    }

    private List<Path> found(String key, String pattern) {
        List<Path> files = matching(pattern);
        if (files.isEmpty()) {
            String help = spec.name().equals(DatasetSpec.KIND)
                    ? ""
                    : "; 'dlm data check " + spec.name() + "' says which files are expected";
            throw new InvalidSettingException(
                    "data.corpus." + key + ": there is no file " + pattern + " in " + folder() + help);
        }
        return files;
    }

    private String hash(Path file) {
        try {
            return new RememberedHashes(data.cache()).of(file, Hashes::of);
        } catch (IOException e) {
            throw new InvalidSettingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
