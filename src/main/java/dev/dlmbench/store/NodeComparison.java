package dev.dlmbench.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.LineReader;
import dev.dlmbench.metric.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which files two folders of one node differ, beyond what no two computations share: their provenance, log and raw
 * times, the digests of these, and measurements whose metric is a {@link Metric#timing()}.
 *
 * <p>Files are read side by side and never held in memory as a whole.
 *
 * @param differences sorted by file; empty where the folders hold the same results
 */
public record NodeComparison(List<Difference> differences) {
    private static final Set<String> OF_ONE_RUN =
            Set.of(NodeFiles.PROVENANCE, NodeFiles.LOG, NodeFiles.LATENCY, NodeFiles.CHECKSUMS, NodeFiles.STATUS);

    /** Files that folders of before lack. */
    private static final Set<String> LATER = Set.of(NodeFiles.CHECKPOINT + "/" + NodeFiles.TOKENIZER);

    /** Copies the list. */
    public NodeComparison {
        differences = List.copyOf(differences);
    }

    /**
     * A file that is not the same in both folders.
     *
     * @param file its path within the folder, with {@code /} between names
     * @param what in words, such as {@code differs from byte 17 on}
     */
    public record Difference(String file, String what) {
        @Override
        public String toString() {
            return file + ": " + what;
        }
    }

    /** Compares the files in {@code first} with those in {@code second}. */
    public static NodeComparison of(Path first, Path second) throws IOException {
        Set<String> names = new TreeSet<>(files(first));
        names.addAll(files(second));
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String what = difference(name, first.resolve(name), second.resolve(name));
            if (what != null) {
                differences.add(new Difference(name, what));
            }
        }
        return new NodeComparison(differences);
    }

    /** Returns whether both folders hold the same results. */
    public boolean same() {
        return differences.isEmpty();
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !OF_ONE_RUN.contains(name))
                    .collect(Collectors.toSet());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static @Nullable String difference(String name, Path first, Path second) throws IOException {
        boolean inBoth =
                Files.exists(first, LinkOption.NOFOLLOW_LINKS) && Files.exists(second, LinkOption.NOFOLLOW_LINKS);
        if (!inBoth && LATER.contains(name)) {
            return null;
        }
        if (!Files.exists(second, LinkOption.NOFOLLOW_LINKS)) {
            return "only in the first";
        }
        if (!Files.exists(first, LinkOption.NOFOLLOW_LINKS)) {
            return "only in the second";
        }
        if (!Files.isRegularFile(first) || !Files.isRegularFile(second)) {
            return "not a file in both";
        }
        long at = Files.mismatch(first, second);
        if (at < 0) {
            return null;
        }
        return name.equals(NodeFiles.MEASUREMENTS) ? measured(first, second) : "differs from byte " + (at + 1) + " on";
    }

    private static @Nullable String measured(Path first, Path second) throws IOException {
        try (LineReader left = new LineReader(first);
                LineReader right = new LineReader(second)) {
            while (true) {
                String one = repeatable(left, first);
                String other = repeatable(right, second);
                if (!Objects.equals(one, other)) {
                    return one == null
                            ? "line " + right.number() + " is only in the second"
                            : "differs from line " + left.number() + " on";
                }
                if (one == null) {
                    return null;
                }
            }
        }
    }

    /** Returns the next line whose value does not depend on the machine and the moment. */
    private static @Nullable String repeatable(LineReader lines, Path file) throws IOException {
        String line = lines.next();
        while (line != null && timing(Json.parse(line, JsonNode.class, file, lines.number()))) {
            line = lines.next();
        }
        return line;
    }

    private static boolean timing(JsonNode line) {
        return Metric.byId(line.path("metric").asText()).filter(Metric::timing).isPresent();
    }
}
