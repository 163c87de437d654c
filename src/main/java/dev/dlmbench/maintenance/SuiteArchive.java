package dev.dlmbench.maintenance;

import dev.dlmbench.json.Json;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Checksums;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFormat;
import dev.dlmbench.store.SuiteIndexes;
import dev.dlmbench.store.SuiteNodes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One suite's results as a zip file: its index, all of its nodes with what they were made from, and the failures of
 * those that are not there. Unpacked, it is a store.
 *
 * <p>The same content gives the same bytes: entries are sorted and carry one time, whatever the clock says.
 */
public final class SuiteArchive {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ResultStore store;

    /** What writes each entry, by name. */
    private final Map<String, DurableFiles.Content> entries = new TreeMap<>();

    private final List<String> missing = new ArrayList<>();
    private final List<Damage> damaged = new ArrayList<>();
    private int nodes;

    private SuiteArchive(ResultStore store) {
        this.store = store;
    }

    /**
     * What an archive holds, and what it lacks.
     *
     * @param nodes how many it holds
     * @param missing the addresses of those that are not in the store
     * @param damaged what is damaged, and was left out
     */
    public record Contents(int nodes, List<String> missing, List<Damage> damaged) {

        /** Copies the lists. */
        public Contents {
            missing = List.copyOf(missing);
            damaged = List.copyOf(damaged);
        }

        /** Returns whether it holds all that belongs to the suite. */
        public boolean complete() {
            return missing.isEmpty() && damaged.isEmpty();
        }
    }

    /** Writes the results of a suite to {@code file}, which appears in one instant. */
    public static Contents write(ResultStore store, SuiteIndex index, Path file) throws IOException {
        SuiteArchive archive = new SuiteArchive(store);
        archive.text(StoreFormat.FILE, StoreFormat.text());
        archive.text("suites/" + index.suite() + "/" + SuiteIndexes.INDEX, Json.pretty(index));
        archive.collect(SuiteNodes.of(index));
        DurableFiles.write(file.toAbsolutePath(), archive::write);
        return new Contents(archive.nodes, archive.missing, archive.damaged);
    }

    private void collect(Set<String> wanted) throws IOException {
        Set<String> known = new HashSet<>(wanted);
        Deque<String> open = new ArrayDeque<>(wanted);
        while (!open.isEmpty()) {
            String hash = open.remove();
            if (!store.has(hash)) {
                missing.add(hash);
                Optional<Failure> failure = store.failure(hash);
                failure.ifPresent(reason -> text("failed/" + hash + ".json", Json.pretty(reason)));
                continue;
            }
            Path folder = store.node(hash);
            NodeCheck check = NodeCheck.of(store.root(), folder, store.sealed());
            if (check.usable()) {
                node(hash, folder);
                check.inputs().stream().filter(known::add).forEach(open::add);
            } else {
                damaged.addAll(check.damages());
            }
        }
    }

    private void node(String hash, Path folder) throws IOException {
        nodes++;
        String place = "nodes/" + hash.substring(0, 2) + "/" + hash + "/";
        Map<String, String> listed = Checksums.listed(folder, false);
        String list = Checksums.lines(listed.isEmpty() ? Checksums.digests(folder) : listed);
        text(place + NodeFiles.CHECKSUMS, list.getBytes(StandardCharsets.UTF_8));
        text(place + NodeFiles.STATUS, Checksums.status(list).getBytes(StandardCharsets.UTF_8));
        for (String name : Checksums.names(folder)) {
            if (listed.isEmpty() || listed.containsKey(name)) {
                entries.put(place + name, stream -> Files.copy(folder.resolve(name), stream));
            }
        }
    }

    private void text(String name, byte[] bytes) {
        entries.put(name, stream -> stream.write(bytes));
    }

    private void write(OutputStream stream) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(stream);
        for (Map.Entry<String, DurableFiles.Content> content : entries.entrySet()) {
            ZipEntry entry = new ZipEntry(content.getKey());
            entry.setTimeLocal(NO_TIME);
            zip.putNextEntry(entry);
            content.getValue().writeTo(zip);
            zip.closeEntry();
        }
        zip.finish();
    }
}
