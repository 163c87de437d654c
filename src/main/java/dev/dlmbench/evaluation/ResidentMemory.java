package dev.dlmbench.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The memory of this process as the operating system sees it, native memory included. */
public final class ResidentMemory {
    private static final String PEAK = "VmHWM:";

    private ResidentMemory() {}

    /** Returns the largest resident set so far, in MiB; nothing where the system does not tell. */
    public static OptionalDouble peak() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
