package dev.dlmbench.maintenance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.LineReader;
import dev.dlmbench.maintenance.Damage.Kind;
import dev.dlmbench.store.Checksums;
import dev.dlmbench.store.DamagedNodeException;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeInputs;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A look at every byte of one node.
 *
 * @param damages what is wrong, file by file; empty where all is well
 * @param inputs the addresses of the nodes that it was made from, as far as its spec can be read
 * @param sealed whether it has checksums
 */
record NodeCheck(List<Damage> damages, Set<String> inputs, boolean sealed) {
    private static final List<String> REQUIRED =
            List.of(NodeFiles.SPEC, NodeFiles.MEASUREMENTS, NodeFiles.PROVENANCE, NodeFiles.STATUS);

    /**
     * Looks at a node.
     *
     * @param root the store's folder
     * @param folder the node's
     * @param strict whether it must have checksums
     */
    static NodeCheck of(Path root, Path folder, boolean strict) throws IOException {
        return new Look(root, folder).look(strict);
    }

    /** Returns whether the node is what was committed and nothing else. */
    boolean whole() {
        return damages.isEmpty();
    }

    /** Returns whether all that was committed is there; other files may lie beside it. */
    boolean usable() {
        return damages.stream().allMatch(damage -> damage.kind() == Kind.STRAY);
    }

    private static final class Look {
        private final Path root;
        private final Path folder;
        private final Map<String, Damage> found = new LinkedHashMap<>();
        private Set<String> inputs = Set.of();

        Look(Path root, Path folder) {
            this.root = root;
            this.folder = folder;
        }

        NodeCheck look(boolean strict) throws IOException {
            Set<String> present = new TreeSet<>(Checksums.names(folder));
            for (String name : REQUIRED) {
                if (!Files.exists(folder.resolve(name))) {
                    found(name, "missing");
                }
            }
            Map<String, String> listed = listed(strict);
            present.forEach(this::parse);
            address();
            listed.forEach((name, digest) -> compare(name, digest, present));
            if (!listed.isEmpty()) {
                present.removeAll(listed.keySet());
                present.forEach(name -> found.put(
                        name, Damage.of(Kind.STRAY, root, folder.resolve(name), "not in the list of checksums")));
            }
            return new NodeCheck(List.copyOf(found.values()), inputs, Checksums.sealed(folder));
        }

        private Map<String, String> listed(boolean strict) {
            try {
                return Checksums.listed(folder, strict);
            } catch (DamagedNodeException e) {
                found.putIfAbsent(e.file().getFileName().toString(), damage(e.file(), e));
            } catch (IOException e) {
                found.putIfAbsent(NodeFiles.STATUS, damage(folder.resolve(NodeFiles.STATUS), e));
            }
            return Map.of();
        }

        private void compare(String name, String digest, Set<String> present) {
            if (!present.contains(name)) { // a name that leads out of the folder is not there either
                found(name, "missing");
            } else if (!found.containsKey(name)) {
                try {
                    Checksums.check(folder.resolve(name), digest);
                } catch (IOException e) {
                    found.put(name, damage(folder.resolve(name), e));
                }
            }
        }

        private void parse(String name) {
            Path file = folder.resolve(name);
            try {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found(name, "not a file");
                } else if (name.equals(NodeFiles.MEASUREMENTS)) {
                    ResultStore.measurements(file);
                } else if (name.endsWith(".jsonl") || name.equals(NodeFiles.LATENCY)) {
                    parseLines(file);
                } else if (name.endsWith(".json")) {
                    Json.read(file, JsonNode.class);
                }
            } catch (IOException e) {
                found.put(name, damage(file, e));
            }
        }

        private static void parseLines(Path file) throws IOException {
            try (LineReader lines = new LineReader(file)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    Json.parse(line, JsonNode.class, file, lines.number());
                }
            }
        }

        /** Compares the node's name with the digest of its spec. */
        private void address() throws IOException {
            Path file = folder.resolve(NodeFiles.SPEC);
            if (found.containsKey(NodeFiles.SPEC)) {
                return;
            }
            String text = Files.readString(file);
            String canonical = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (Hashes.of(canonical).equals(folder.getFileName().toString())) {
                inputs = NodeInputs.of(Json.parse(canonical, JsonNode.class, file, 1));
            } else {
                found(NodeFiles.SPEC, "the spec of another node: its address would be " + Hashes.of(canonical));
            }
        }

        private void found(String name, String what) {
            Path file = folder.resolve(name);
            found.putIfAbsent(name, damage(file, new IOException(file + ": " + what)));
        }

        private Damage damage(Path file, IOException fault) {
            return Damage.of(Kind.NODE, root, folder, file, fault);
        }
    }
}
