package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** A folder that appears with all that is in it, or not at all. */
final class WholeFolder {
    private WholeFolder() {}

    /** What fills a folder. */
    @FunctionalInterface
    interface Content {
        /** Writes into {@code folder}, which is there and empty. */
        void write(Path folder) throws IOException;
    }

    /**
     * Writes a folder.
     *
     * @throws InvalidSettingException if it is there already and not empty
     */
    static void write(Path folder, Content content) throws IOException {
        if (Files.isRegularFile(folder) || !DurableFiles.list(folder).isEmpty()) {
            throw new InvalidSettingException(folder + " is there already; name a folder that is not");
        }
        Path parent = Objects.requireNonNull(folder.toAbsolutePath().normalize().getParent());
        Path aside = DurableFiles.freshFolder(parent, "." + folder.getFileName() + ".part");
        try {
            content.write(aside);
            Files.deleteIfExists(folder);
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            DurableFiles.deleteTree(aside);
            throw e;
        }
    }
}
