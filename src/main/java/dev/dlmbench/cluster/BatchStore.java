package dev.dlmbench.cluster;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The batches of a store, oldest first. */
final class BatchStore {
    private static final Pattern NAME = Pattern.compile("(\\d{6})-[0-9a-f]{12}");
    private static final int MOST = 999_999;

    private final ResultStore store;
    private final Path folder;
    private final Map<String, BatchFolder> seen = new HashMap<>();

    BatchStore(ResultStore store) {
        this.store = store;
        this.folder = store.root().resolve(StoreFolders.BATCHES);
    }

    /** Returns the batches that were written in full. */
    List<BatchFolder> all() throws IOException {
        return names().map(name -> seen.computeIfAbsent(name, fresh -> new BatchFolder(folder.resolve(fresh))))
                .filter(BatchFolder::isThere)
                .toList();
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found
                    .filter(path -> !Files.isSymbolicLink(path)) // it could lead anywhere
                    .map(path -> path.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList()
                    .stream();
        } catch (NoSuchFileException none) {
            return Stream.empty();
        }
    }

    /** Writes a batch that nobody has submitted yet. */
    BatchFolder add(Batch batch, List<NodeOrder> orders) throws IOException {
        Files.createDirectories(store.own(StoreFolders.BATCHES));
        int number = 1 + names().mapToInt(BatchStore::number).max().orElse(0);
        String place = folder.toRealPath() + " " + ProcessHandle.current().pid() + " "
                + ProcessHandle.current().info().startInstant();
        while (number <= MOST) {
            String mark = Hashes.of(place + " " + number).substring(0, 12);
            Path own = folder.resolve(String.format(Locale.ROOT, "%06d-%s", number, mark));
            try {
                BatchFolder added = new BatchFolder(Files.createDirectory(own));
                added.write(batch, orders);
                return added;
            } catch (FileAlreadyExistsException taken) {
                number++;
            }
        }
        throw new IOException("there are " + MOST + " batches in " + folder);
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(0, 6));
    }

    /** Returns the time of the file system that the batches lie on, whatever the clocks of the machines say. */
    FileTime now() throws IOException {
        Path clock = store.own(StoreFolders.BATCHES).resolve("clock");
        DurableFiles.write(clock, new byte[0]);
        return Files.getLastModifiedTime(clock);
    }
}
