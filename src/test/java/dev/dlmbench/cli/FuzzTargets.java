package dev.dlmbench.cli;

import java.io.IOException;
import java.nio.file.Path;

/** All targets by name. */
final class FuzzTargets {
    private FuzzTargets() {}

    /** Returns a target that works in {@code scratch}, a folder of its own. */
    static FuzzTarget of(String name, Path scratch) throws IOException {
        return switch (name) {
            case "suites" -> new FuzzedSuites(scratch);
            case "results" -> new FuzzedResults(scratch);
            case "files" -> new FuzzedFiles(scratch);
            default -> throw new IllegalArgumentException("suites, results or files, got " + name);
        };
    }
}
