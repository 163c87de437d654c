package dev.dlmbench.maintenance;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import dev.dlmbench.maintenance.Damage.Kind;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.Leftovers;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import dev.dlmbench.store.StoreFormat;
import dev.dlmbench.store.SuiteIndexes;
import dev.dlmbench.store.SuiteNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A look at every byte of a store, which changes nothing; processes may go on using the store meanwhile. */
public final class StoreCheck {
    private static final String JSON = ".json";

    private final Path root;
    private final ResultStore store;
    private final List<Damage> damages = new ArrayList<>();
    private final Set<String> there = new TreeSet<>();

    /** Which nodes were made from a node, by the node's address. */
    private final Map<String, Set<String>> users = new TreeMap<>();

    private StoreCheck(Path root) {
        this.root = root;
        this.store = ResultStore.openToRepair(root);
    }

    /**
     * What was found.
     *
     * @param format the store's
     * @param nodes how many folders were taken for nodes
     * @param suites how many suites there are
     * @param damages all that is not as it should be, in the order of places
     */
    public record Found(int format, int nodes, int suites, List<Damage> damages) {

        /** Copies the list. */
        public Found {
            damages = List.copyOf(damages);
        }

        /** Returns whether nothing is lost; there may be something left to do. */
        public boolean well() {
            return damages.stream().noneMatch(damage -> damage.kind().bad());
        }
    }

    /**
     * Looks at the store in {@code root}.
     *
     * @throws InvalidSettingException if there is none, or one of a format that this program does not know
     */
    public static Found of(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new InvalidSettingException("there is no store at " + root);
        }
        return new StoreCheck(root).look();
    }

    private Found look() throws IOException {
        int format = format();
        int nodes = nodes();
        List<Path> suites = list(StoreFolders.SUITES);
        for (Path suite : suites) {
            suite(suite);
        }
        failures();
        for (Path file : list(StoreFolders.BASELINES)) {
            record(file, Baseline.class);
        }
        for (Path file : list(StoreFolders.CALIBRATIONS)) {
            record(file, Calibration.class);
        }
        for (Path other : list(StoreFolders.DIFFERING)) {
            damages.add(Damage.of(
                    Kind.DIFFERING,
                    root,
                    other,
                    "a node's second computation, which gave something else than the first"));
        }
        for (Path left : Leftovers.of(store)) {
            damages.add(Damage.of(Kind.LEFTOVER, root, left, Leftovers.words(root, left)));
        }
        return new Found(format, nodes, suites.size(), damages);
    }

    /** Lists a folder of the store, unless a link stands in its place, which may lead anywhere. */
    private List<Path> list(String name) throws IOException {
        Path folder = root.resolve(name);
        if (Files.isSymbolicLink(folder)) {
            damages.add(Damage.of(Kind.UNREADABLE, root, folder, "a link, and no folder of the store"));
            return List.of();
        }
        return DurableFiles.list(folder);
    }

    private int format() {
        Path file = root.resolve(StoreFormat.FILE);
        try {
            return StoreFormat.read(root);
        } catch (IOException e) {
            damages.add(Damage.of(Kind.FORMAT, root, file, file, e));
            return StoreFormat.UNNAMED;
        }
    }

    private int nodes() throws IOException {
        int count = 0;
        for (Path bucket : list(StoreFolders.NODES)) {
            if (!Files.isDirectory(bucket, LinkOption.NOFOLLOW_LINKS)) {
                stray(bucket, "not a folder of nodes");
                continue;
            }
            for (Path folder : DurableFiles.list(bucket)) {
                String name = folder.getFileName().toString();
                if (!ResultStore.isAddress(name)
                        || !folder.equals(store.node(name))
                        || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    stray(folder, "not a node");
                } else {
                    count++;
                    node(name, folder);
                }
            }
        }
        users.keySet().removeAll(there);
        users.forEach((input, nodes) -> {
            Path first = store.node(nodes.iterator().next());
            String more = nodes.size() == 1 ? "" : ", and so do " + (nodes.size() - 1) + " others";
            absent(first, "was made from node " + input + ", which is not there" + more);
        });
        return count;
    }

    private void node(String hash, Path folder) {
        there.add(hash);
        NodeCheck check;
        try {
            check = NodeCheck.of(root, folder, store.sealed());
        } catch (IOException e) {
            damages.add(Damage.of(Kind.UNREADABLE, root, folder, folder, e));
            return;
        }
        damages.addAll(check.damages());
        if (check.usable()) {
            check.inputs().forEach(input -> users.computeIfAbsent(input, any -> new TreeSet<>())
                    .add(hash));
            if (!check.sealed()) {
                damages.add(Damage.of(Kind.UNSEALED, root, folder, "has no checksums"));
            }
        }
    }

    private void suite(Path folder) {
        String name = folder.getFileName().toString();
        if (!SuiteIndexes.isName(name) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            stray(folder, "not the folder of a suite");
            return;
        }
        SuiteIndexes indexes = new SuiteIndexes(root);
        Path copy = folder.resolve(SuiteIndexes.COPY);
        try {
            SuiteIndex index = indexes.read(name, SuiteIndexes.INDEX);
            references(folder, index);
            copy(indexes, index, copy);
        } catch (IOException e) {
            Path file = folder.resolve(SuiteIndexes.INDEX);
            if (Files.exists(file) || Files.exists(copy)) {
                damages.add(Damage.of(Kind.INDEX, root, file, file, e));
            }
        }
    }

    private void copy(SuiteIndexes indexes, SuiteIndex index, Path copy) {
        if (!Files.exists(copy)) {
            damages.add(Damage.of(Kind.OUTDATED_COPY, root, copy, "missing"));
            return;
        }
        try {
            if (!indexes.read(index.suite(), SuiteIndexes.COPY).equals(index)) {
                damages.add(Damage.of(Kind.OUTDATED_COPY, root, copy, "not what the index is now"));
            }
        } catch (IOException e) {
            damages.add(Damage.of(Kind.COPY, root, copy, copy, e));
        }
    }

    private void references(Path folder, SuiteIndex index) {
        Set<String> wanted = new TreeSet<>(SuiteNodes.of(index));
        int all = wanted.size();
        wanted.removeAll(there);
        if (!wanted.isEmpty()) {
            String which =
                    " of " + all + " nodes are not there, " + wanted.iterator().next() + " among them";
            absent(folder.resolve(SuiteIndexes.INDEX), wanted.size() + which);
        }
    }

    private void failures() throws IOException {
        for (Path file : list(StoreFolders.FAILED)) {
            String name = file.getFileName().toString();
            if (DurableFiles.isPart(name)) {
                continue;
            }
            String hash = name.replace(JSON, "");
            if (!name.endsWith(JSON) || !ResultStore.isAddress(hash)) {
                stray(file, "not the failure of a node");
                continue;
            }
            try {
                if (!Json.read(file, Failure.class).hash().equals(hash)) {
                    throw new IOException(file + ": the failure of another node");
                }
            } catch (IOException e) {
                damages.add(Damage.of(Kind.RECORD, root, file, file, e));
            }
        }
    }

    private void record(Path file, Class<?> type) {
        String name = file.getFileName().toString();
        if (name.endsWith(JSON) && !DurableFiles.isPart(name)) {
            try {
                Json.read(file, type);
            } catch (IOException e) {
                damages.add(Damage.of(Kind.RECORD, root, file, file, e));
            }
        }
    }

    private void stray(Path file, String what) {
        damages.add(Damage.of(Kind.STRAY, root, file, what));
    }

    private void absent(Path file, String what) {
        damages.add(Damage.of(Kind.ABSENT, root, file, what));
    }
}
