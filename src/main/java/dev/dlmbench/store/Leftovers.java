package dev.dlmbench.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What processes left that ended before they could clean up: private folders, files not yet moved into place, and what
 * belongs to attempts at nodes that are there by now. Nothing of it is worth anything.
 *
 * <p>What belongs to a living process, or to a process of another machine, of which nothing is known, is none.
 */
public final class Leftovers {
    private Leftovers() {}

    /** Returns them all. */
    public static List<Path> of(ResultStore store) throws IOException {
        Path root = store.root();
        List<Path> found = new ArrayList<>(attempts(root));
        List<Path> places = new ArrayList<>(List.of(
                root,
                root.resolve(StoreFolders.FAILED),
                root.resolve(StoreFolders.BASELINES),
                root.resolve(StoreFolders.CALIBRATIONS)));
        places.addAll(own(root, StoreFolders.SUITES));
        for (Path place : places) {
            for (Path file : own(root, place)) {
                String name = file.getFileName().toString();
                if (DurableFiles.isPart(name) && gone(name)) {
                    found.add(file);
                }
            }
        }
        for (Path folder : own(root, StoreFolders.SUITES)) {
            if (Files.isDirectory(folder) && empty(folder)) {
                found.add(folder);
            }
        }
        found.addAll(ofPresentNodes(store, StoreFolders.FAILED));
        found.addAll(finishedWork(store));
        return found;
    }

    /** Returns the folders of what nodes would resume from that are there by now. */
    static List<Path> finishedWork(ResultStore store) throws IOException {
        return ofPresentNodes(store, StoreFolders.WORK);
    }

    private static List<Path> ofPresentNodes(ResultStore store, String folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path left : own(store.root(), folder)) {
            String hash = hash(left);
            if (ResultStore.isAddress(hash) && store.has(hash)) {
                found.add(left);
            }
        }
        return found;
    }

    /** Returns the private folders of processes that have ended. */
    static List<Path> attempts(Path root) throws IOException {
        return own(root, StoreFolders.ATTEMPTS).stream()
                .filter(folder -> gone(folder.getFileName().toString()))
                .toList();
    }

    /**
     * Returns the private folders of processes that live, or may live on another machine, and what is queued in a
     * cluster and not over.
     */
    public static List<Path> living(Path root) throws IOException {
        List<Path> living = new ArrayList<>();
        for (Path folder : own(root, StoreFolders.ATTEMPTS)) {
            if (!gone(folder.getFileName().toString())) {
                living.add(folder);
            }
        }
        for (Path batch : own(root, StoreFolders.BATCHES)) {
            if (Files.exists(batch.resolve("batch.json")) && !Files.exists(batch.resolve("closed"))) {
                living.add(batch);
            }
        }
        return living;
    }

    /** Returns why something is a leftover. */
    public static String words(Path root, Path left) {
        Path place = root.relativize(left);
        return switch (place.getName(0).toString()) {
            case StoreFolders.FAILED, StoreFolders.WORK ->
                DurableFiles.isPart(place.getFileName().toString())
                        ? "of a process that has ended"
                        : "of a node that is there by now";
            case StoreFolders.SUITES -> Files.isDirectory(left) ? "empty" : "of a process that has ended";
            default -> "of a process that has ended";
        };
    }

    /**
     * Deletes one of them.
     *
     * @return false if a living process uses it after all
     */
    public static boolean delete(ResultStore store, Path left) throws IOException {
        Path place = store.root().relativize(left);
        if (place.getNameCount() == 2 && place.getName(0).toString().equals(StoreFolders.WORK)) {
            return discardWork(store, hash(left));
        }
        DurableFiles.unlinked(store.root(), DurableFiles.parent(left));
        DurableFiles.deleteTree(left);
        return true;
    }

    @SuppressWarnings("try") // the lock is held, not used
    public static boolean discardWork(ResultStore store, String hash) throws IOException {
        Optional<NodeLock> acquired = NodeLock.tryAcquire(store.work(hash));
        if (acquired.isEmpty()) {
            return false;
        }
        try (NodeLock held = acquired.get()) {
            store.discardWork(hash);
            return true;
        }
    }

    private static List<Path> own(Path root, String name) throws IOException {
        return own(root, root.resolve(name));
    }

    /** Lists a folder of the store, unless a link stands in its place; the store itself may be one. */
    private static List<Path> own(Path root, Path folder) throws IOException {
        return Files.isSymbolicLink(folder) && !folder.equals(root) ? List.of() : DurableFiles.list(folder);
    }

    private static boolean gone(String name) {
        return Owner.of(name).map(Owner::gone).orElse(false);
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.findAny().isEmpty();
        }
    }

    private static String hash(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }
}
