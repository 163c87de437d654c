package dev.dlmbench.maintenance;

import dev.dlmbench.json.Json;
import dev.dlmbench.maintenance.Damage.Kind;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Checksums;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.Leftovers;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeLock;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import dev.dlmbench.store.StoreFormat;
import dev.dlmbench.store.SuiteIndexes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what {@link StoreCheck} has found: what is damaged is moved out of the way into a folder below
 * {@code damaged}, never deleted, so that the next run computes it anew.
 *
 * <p>Every step leaves a store that can be used and repaired again, so that a repair may be killed at any moment.
 */
public final class StoreRepair {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ResultStore store;
    private final Path root;
    private final Instant now;
    private final List<Damage> damages;
    private @Nullable Path aside;

    private StoreRepair(Path root, Instant now, List<Damage> damages) {
        this.root = root;
        this.store = ResultStore.openToRepair(root);
        this.now = now;
        this.damages = damages;
    }

    /** Repairs what was {@code found} in the store in {@code root}, and returns what became of each. */
    public static List<Repair> repair(Path root, StoreCheck.Found found, Instant now) throws IOException {
        return new StoreRepair(root, now, found.damages()).repair();
    }

    private List<Repair> repair() throws IOException {
        List<Repair> repairs = new ArrayList<>();
        Map<String, Repair> places = new LinkedHashMap<>();
        for (Damage damage : damages) {
            Repair done = places.get(damage.place());
            Repair repair = done == null || damage.kind() != Kind.NODE
                    ? repair(damage)
                    : new Repair(damage, done.mended(), done.deed());
            places.put(damage.place(), repair);
            repairs.add(repair);
        }
        if (repairs.stream().allMatch(Repair::mended) && !Files.exists(root.resolve(StoreFormat.FILE))) {
            StoreFormat.write(root);
        }
        return repairs;
    }

    private Repair repair(Damage damage) throws IOException {
        Path place = root.resolve(damage.place());
        return switch (damage.kind()) {
            case NODE -> node(damage, place);
            case INDEX -> index(damage, place);
            case COPY, OUTDATED_COPY -> copy(damage, place);
            case STRAY, RECORD, FORMAT -> new Repair(damage, true, moveAside(place));
            case UNSEALED -> seal(damage, place);
            case LEFTOVER ->
                Leftovers.delete(store, place)
                        ? new Repair(damage, true, "deleted")
                        : new Repair(damage, true, "left to the process that uses it");
            case UNREADABLE, DIFFERING -> new Repair(damage, false, "left as it is");
            case ABSENT -> new Repair(damage, true, "left to the next run");
        };
    }

    /** Nobody computes or repairs a node while its lock is held, so that it is not a good one that is moved. */
    @SuppressWarnings("try") // the lock is held, not used
    private Repair node(Damage damage, Path folder) throws IOException {
        String hash = folder.getFileName().toString();
        Path work = store.work(hash);
        Optional<NodeLock> acquired = NodeLock.tryAcquire(work);
        if (acquired.isEmpty()) {
            return new Repair(damage, false, "left to the process that computes it");
        }
        try (NodeLock held = acquired.get()) {
            boolean right = Files.exists(folder)
                    && NodeCheck.of(root, folder, store.sealed()).usable();
            String deed = right ? "is right by now" : moveAside(folder);
            if (DurableFiles.list(work).size() == 1) { // the lock alone: nothing to resume from
                store.discardWork(hash);
            }
            return new Repair(damage, true, deed);
        }
    }

    private Repair index(Damage damage, Path file) throws IOException {
        Path folder = DurableFiles.parent(file);
        String suite = folder.getFileName().toString();
        SuiteIndexes indexes = new SuiteIndexes(root);
        try {
            indexes.read(suite, SuiteIndexes.INDEX);
            return new Repair(damage, true, "is right by now");
        } catch (IOException stillDamaged) {
            return restore(damage, indexes, suite, file);
        }
    }

    private Repair restore(Damage damage, SuiteIndexes indexes, String suite, Path file) throws IOException {
        Path copy = file.resolveSibling(SuiteIndexes.COPY);
        SuiteIndex index;
        try {
            index = indexes.read(suite, SuiteIndexes.COPY);
        } catch (IOException neither) {
            String deed = moveAside(file);
            moveAside(copy);
            return new Repair(
                    damage, false, deed + "; there is no copy, and running the suite's file again writes it anew");
        }
        moveAside(file);
        DurableFiles.unlinked(root, DurableFiles.parent(file));
        indexes.write(index);
        return new Repair(damage, true, "restored from its copy");
    }

    private Repair copy(Damage damage, Path copy) throws IOException {
        String suite = DurableFiles.parent(copy).getFileName().toString();
        SuiteIndexes indexes = new SuiteIndexes(root);
        DurableFiles.unlinked(root, DurableFiles.parent(copy));
        if (damage.kind() == Kind.COPY) {
            moveAside(copy);
        }
        indexes.writeCopy(indexes.read(suite, SuiteIndexes.INDEX));
        return new Repair(damage, true, "written anew");
    }

    /** Adds checksums to a node, of its files as they are now; whatever happens in between, it stays a node. */
    private Repair seal(Damage damage, Path folder) throws IOException {
        DurableFiles.unlinked(root, folder);
        Path place = store.privateFolder("seal");
        try {
            FileTime committed = Files.getLastModifiedTime(folder.resolve(NodeFiles.STATUS));
            String list = Checksums.list(folder);
            install(place, NodeFiles.CHECKSUMS, list, committed, folder);
            install(place, NodeFiles.STATUS, Checksums.status(list), committed, folder);
            return new Repair(damage, true, "sealed");
        } catch (NoSuchFileException gone) {
            return new Repair(damage, true, "is gone by now");
        } finally {
            store.discard(place);
        }
    }

    private static void install(Path place, String name, String text, FileTime time, Path folder) throws IOException {
        Path file = Files.writeString(place.resolve(name), text);
        Files.setLastModifiedTime(file, time);
        DurableFiles.sync(file);
        Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.sync(folder);
    }

    /** Moves a file or a folder into the folder of this repair, where it keeps its place. */
    private String moveAside(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return "is gone by now";
        }
        DurableFiles.unlinked(root, DurableFiles.parent(place));
        if (aside == null) {
            aside = DurableFiles.freshFolder(store.own(StoreFolders.DAMAGED), TIME.format(now) + "-");
            DurableFiles.write(aside.resolve("why.json"), Json.pretty(damages));
        }
        Path target = aside.resolve(root.relativize(place));
        Files.createDirectories(DurableFiles.parent(target));
        Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(DurableFiles.parent(target));
        DurableFiles.sync(DurableFiles.parent(place));
        return "moved to " + root.relativize(aside).toString().replace('\\', '/');
    }
}
