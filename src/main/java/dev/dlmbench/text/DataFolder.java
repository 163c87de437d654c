package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where text files that corpora are named after lie.
 *
 * @param path the folder, which need not exist while no such corpus is asked for
 */
public record DataFolder(Path path) {

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
