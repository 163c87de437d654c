package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where text files that corpora are named after lie.
 *
 * @param path the folder, which need not exist while no such corpus is asked for
 * @param cache where ids of data sets are kept; everything in it can be made again
 */
public record DataFolder(Path path, Path cache) {
    /** The variable of the environment that names the folder for ids of data sets. */
    public static final String CACHE = "DLM_CACHE";

    /** Describes a folder beside the usual cache: that of {@link #CACHE}, else one in the user's home folder. */
    public DataFolder(Path path) {
        this(path, usualCache());
    }

    private static Path usualCache() {
        String named = Objects.requireNonNullElse(System.getenv(CACHE), "");
        return named.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".cache", "dlm-bench")
                : Path.of(named).toAbsolutePath();
    }

    /** Returns the folder named on the command line; else by {@code DLM_DATA}; else {@code ../shared/data}. */
    public static DataFolder find(Optional<Path> named, Optional<String> environment) {
        return new DataFolder(named.or(() -> environment.map(Path::of)).orElse(Path.of("..", "shared", "data")));
    }

    /**
     * Returns a file of the folder.
     *
     * @throws InvalidSettingException if it is not there, saying where it was looked for
     */
    public Path file(String name) {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException("data.corpus needs the file " + name + ", which is not in "
                    + path.toAbsolutePath().normalize()
                    + "; name the data folder with --data or the variable DLM_DATA");
        }
        return file;
    }
}
