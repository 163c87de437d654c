package dev.dlmbench.store;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.results.Calibration;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The calibrations of a store, one file for each suite. */
public final class Calibrations {
    private final ResultStore store;
    private final Path folder;

    /** Opens the calibrations of {@code store}. */
    public Calibrations(ResultStore store) {
        this.store = store;
        this.folder = store.root().resolve(StoreFolders.CALIBRATIONS);
    }

    /** Returns the file of a suite's calibration, whether or not it is there. */
    public Path file(String suite) {
        if (!suite.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new InvalidSettingException("there is no calibration of a suite called '" + suite + "'");
        }
        return folder.resolve(suite + ".json");
    }

    /** Writes a suite's calibration, replacing what was there. */
    public void write(Calibration calibration) throws IOException {
        store.begin();
        store.own(StoreFolders.CALIBRATIONS);
        DurableFiles.write(file(calibration.suite()), Json.pretty(calibration));
    }

    /** Reads a suite's calibration, if there is one. */
    public Optional<Calibration> read(String suite) throws IOException {
        try {
            return Optional.of(Json.read(file(suite), Calibration.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
