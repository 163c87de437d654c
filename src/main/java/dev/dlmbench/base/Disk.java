package dev.dlmbench.base;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** What outlasts a loss of power. */
public final class Disk {
    /** The variable of the environment that, set to {@code off}, leaves files to the system's own time. */
    public static final String VARIABLE = "DLM_FSYNC";

    private static final boolean FORCED = !"off".equals(System.getenv(VARIABLE));

    private Disk() {}

    /** Forces a file, or a folder, to disk, unless {@link #VARIABLE} says that nothing need outlast a loss of power. */
    public static void force(FileChannel channel) throws IOException {
        if (FORCED) {
            channel.force(true);
        }
    }
}
