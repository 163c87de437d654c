package dev.dlmbench.maintenance;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFormat;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the results in an archive into a store: all of them, or none if anything is wrong with it. */
public final class ArchiveImport {
    private ArchiveImport() {}

    /**
     * Unpacks an archive out of sight, checks every byte as a store's, and then merges it.
     *
     * @param replace whether the indexes of suites that differ are replaced
     * @throws InvalidSettingException saying why, if it is not an archive of results, or a damaged one; nothing of it
     *     is in the store then
     */
    public static Merge read(ResultStore store, Path file, boolean replace) throws IOException {
        return read(store, file, replace, ArchiveFile.Limits.USUAL);
    }

    static Merge read(ResultStore store, Path file, boolean replace, ArchiveFile.Limits limits) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException("there is no file " + file);
        }
        Path place = store.privateFolder("import");
        try {
            Path root = Files.createDirectory(place.resolve("results"));
            try {
                new ArchiveFile(file, limits).unpack(root);
            } catch (EOFException cutShort) {
                throw new InvalidSettingException(file + ": damaged: it ends too early", cutShort);
            }
            check(file, root);
            return StoreMerge.of(store, ResultStore.open(root), replace);
        } finally {
            store.discard(place);
        }
    }

    private static void check(Path file, Path root) throws IOException {
        if (!Files.exists(root.resolve(StoreFormat.FILE))) {
            throw new InvalidSettingException(file + ": not an archive of results: it does not name its format");
        }
        StoreCheck.Found found;
        try {
            found = StoreCheck.of(root);
        } catch (InvalidSettingException later) {
            throw new InvalidSettingException(file + ": " + later.getMessage(), later);
        }
        if (found.format() != StoreFormat.CURRENT) {
            throw new InvalidSettingException(file + ": not an archive of results: it has format " + found.format());
        }
        for (Damage damage : found.damages()) {
            if (damage.kind() != Damage.Kind.ABSENT && damage.kind() != Damage.Kind.OUTDATED_COPY) {
                throw new InvalidSettingException(file + ": " + damage + "; nothing was imported");
            }
        }
    }
}
