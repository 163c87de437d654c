package dev.dlmbench.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file of a node is not what was committed. */
public final class DamagedNodeException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Path file;

    DamagedNodeException(Path file, String damage) {
        super(file + ": " + damage);
        this.file = file;
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }
}
