package dev.dlmbench.maintenance;

import dev.dlmbench.maintenance.Garbage.Kind;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.Leftovers;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import dev.dlmbench.store.SuiteIndexes;
import dev.dlmbench.store.SuiteNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what nobody needs and removes it.
 *
 * <p>While any other process works on the store, only leftovers of dead ones are removed. Nodes are first moved out of
 * sight; if a process or an index has appeared meanwhile that may count on them, they are moved back.
 */
public final class GarbageCollection {
    private final ResultStore store;
    private final Path root;

    /** Opens the garbage of {@code store}. */
    public GarbageCollection(ResultStore store) {
        this.store = store;
        this.root = store.root();
    }

    /**
     * What there is, or was.
     *
     * @param garbage what nobody needs; of a collection, what was removed
     * @param busy private folders of other processes and open batches, because of which only leftovers are removed
     * @param incomplete suites that lack nodes: what only these would be made from is not known, and is garbage
     */
    public record Found(List<Garbage> garbage, List<String> busy, List<String> incomplete) {

        /** Copies the lists. */
        public Found {
            garbage = List.copyOf(garbage);
            busy = List.copyOf(busy);
            incomplete = List.copyOf(incomplete);
        }

        /** Returns how many bytes it takes up. */
        public long bytes() {
            return garbage.stream().mapToLong(Garbage::bytes).sum();
        }
    }

    /**
     * Returns what a collection would remove now.
     *
     * @param before nodes, failures and work that are younger are kept
     * @throws IOException if it cannot be told, as an index or a spec cannot be read
     */
    public Found find(Instant before) throws IOException {
        return find(before, Leftovers.living(root));
    }

    private Found find(Instant before, List<Path> living) throws IOException {
        List<String> incomplete = new ArrayList<>();
        Set<String> wanted = wanted(incomplete);
        Map<String, Garbage> garbage = new LinkedHashMap<>();
        for (Path left : Leftovers.of(store)) {
            add(garbage, Kind.LEFTOVER, left);
        }
        if (living.isEmpty()) {
            for (String hash : store.nodes()) {
                if (!wanted.contains(hash) && older(store.node(hash).resolve(NodeFiles.STATUS), before)) {
                    add(garbage, Kind.NODE, store.node(hash));
                }
            }
            unwanted(StoreFolders.FAILED, Kind.FAILURE, wanted, before, garbage);
            unwanted(StoreFolders.WORK, Kind.WORK, wanted, before, garbage);
        }
        return new Found(List.copyOf(garbage.values()), names(living), incomplete);
    }

    /** Removes what {@link #find} finds, and returns what was removed. */
    public Found collect(Instant before) throws IOException {
        List<Path> others = Leftovers.living(root);
        Path own = store.privateFolder("gc");
        try {
            Found found = find(before, others);
            List<Garbage> removed = new ArrayList<>();
            try {
                hide(found, own);
                removed.addAll(removeHidden(found, own));
            } finally {
                putBack(found, own); // what was not removed
            }
            removed.addAll(removeOthers(found));
            return new Found(removed, names(others), found.incomplete());
        } finally {
            store.discard(own);
        }
    }
    /** Moves nodes into {@code own}, where no reader sees them. */
    void hide(Found found, Path own) throws IOException {
        for (Garbage item : nodes(found)) {
            Path place = root.resolve(item.place());
            Files.move(place, own.resolve(place.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Deletes hidden nodes, unless somebody has begun to work before they were hidden: that is seen now. Whoever begins
     * later has not seen them.
     */
    List<Garbage> removeHidden(Found found, Path own) throws IOException {
        List<Path> arrived = new ArrayList<>(Leftovers.living(root));
        arrived.remove(own);
        Set<String> wanted = wanted(new ArrayList<>());
        List<Garbage> removed = new ArrayList<>();
        for (Garbage item : nodes(found)) {
            Path place = root.resolve(item.place());
            Path hidden = own.resolve(place.getFileName());
            if (arrived.isEmpty() && !wanted.contains(place.getFileName().toString())) {
                DurableFiles.deleteTree(hidden);
                removed.add(item);
            }
        }
        return removed;
    }

    /** Moves nodes that are still hidden to where they were, unless they have been computed anew. */
    void putBack(Found found, Path own) throws IOException {
        for (Garbage item : nodes(found)) {
            Path place = root.resolve(item.place());
            Path hidden = own.resolve(place.getFileName());
            if (Files.exists(hidden) && !Files.exists(place)) {
                Files.move(hidden, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static List<Garbage> nodes(Found found) {
        return found.garbage().stream().filter(item -> item.kind() == Kind.NODE).toList();
    }

    private List<Garbage> removeOthers(Found found) throws IOException {
        List<Garbage> removed = new ArrayList<>();
        for (Garbage item : found.garbage()) {
            Path place = root.resolve(item.place());
            boolean done =
                    switch (item.kind()) {
                        case NODE -> false;
                        case WORK ->
                            Leftovers.discardWork(store, place.getFileName().toString());
                        case FAILURE, LEFTOVER -> Leftovers.delete(store, place);
                    };
            if (done) {
                removed.add(item);
            }
        }
        return removed;
    }

    /** Returns the addresses of all nodes that suites refer to, and of all that these were made from. */
    private Set<String> wanted(List<String> incomplete) throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (Path folder : DurableFiles.list(root.resolve(StoreFolders.SUITES))) {
            String suite = folder.getFileName().toString();
            if (!Files.exists(folder.resolve(SuiteIndexes.INDEX)) && Files.exists(folder.resolve(SuiteIndexes.COPY))) {
                throw new NoSuchFileException(
                        folder.resolve(SuiteIndexes.INDEX).toString(), null, "missing; dlm fsck --repair restores it");
            }
            if (Files.exists(folder.resolve(SuiteIndexes.INDEX))) {
                Set<String> nodes = SuiteNodes.of(store.readIndex(suite).orElseThrow());
                wanted.addAll(nodes);
                if (!nodes.stream().allMatch(store::has)) {
                    incomplete.add(suite);
                }
            }
        }
        return SuiteNodes.withInputs(store, wanted);
    }

    private void unwanted(String folder, Kind kind, Set<String> wanted, Instant before, Map<String, Garbage> garbage)
            throws IOException {
        for (Path file : DurableFiles.list(root.resolve(folder))) {
            String hash = file.getFileName().toString().replace(".json", "");
            if (ResultStore.isAddress(hash) && !wanted.contains(hash) && older(file, before)) {
                add(garbage, kind, file);
            }
        }
    }

    private void add(Map<String, Garbage> garbage, Kind kind, Path place) throws IOException {
        String name = root.relativize(place).toString().replace('\\', '/');
        garbage.putIfAbsent(name, new Garbage(kind, name, bytes(place)));
    }

    private static boolean older(Path file, Instant before) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isBefore(before);
    }

    private static long bytes(Path place) throws IOException {
        long bytes = 0;
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
            return bytes;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<String> names(List<Path> folders) {
        return folders.stream()
                .map(folder -> root.relativize(folder).toString().replace('\\', '/'))
                .toList();
    }
}
