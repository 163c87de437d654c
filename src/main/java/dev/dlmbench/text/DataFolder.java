package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where text files that corpora are named after lie.
 *
 * @param places to look in, the first that exists counts
 */
public record DataFolder(List<Path> places) {

    /** Copies the list. */
    public DataFolder {
        places = List.copyOf(places);
    }

    /** Returns the folder named on the command line; else by {@code DLM_DATA}; else {@code ../shared/data}. */
    public static DataFolder find(Optional<Path> named, Optional<String> environment) {
        List<Path> places = new ArrayList<>();
        if (named.isPresent()) {
            places.add(named.get());
        } else if (environment.isPresent()) {
            places.add(Path.of(environment.get()));
        } else {
            places.add(Path.of("..", "shared", "data"));
        }
        return new DataFolder(places);
    }

    /**
     * Returns a file of the folder.
     *
     * @throws InvalidSettingException if it is not there, saying where it was looked for
     */
    public Path file(String path) {
        for (Path place : places) {
            if (Files.isRegularFile(place.resolve(path))) {
                return place.resolve(path);
            }
        }
        throw new InvalidSettingException("data.corpus needs the file " + path + ", which is not in "
                + places.get(0).toAbsolutePath().normalize()
                + "; name the data folder with --data or the variable DLM_DATA");
    }
}
