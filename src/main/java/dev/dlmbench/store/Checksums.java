package dev.dlmbench.store;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.StoredText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file of a node, in the file {@link NodeFiles#CHECKSUMS} as {@code sha256sum --check} reads it;
 * {@link NodeFiles#STATUS} carries the digest of that file.
 */
public final class Checksums {
    private static final String COMPLETE = "complete";
    private static final int LONGEST_STATUS = 256;
    private static final Pattern STATUS = Pattern.compile(COMPLETE + " [0-9a-f]{64}");
    private static final int LARGEST_LIST = 16 << 20;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\:]{1,255}");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(.+)");

    private Checksums() {}

    /** Returns the digest of every file in {@code folder} but the list itself and the status, by name. */
    public static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String name : names(folder)) {
            digests.put(name, digest(folder.resolve(name)));
        }
        return digests;
    }

    /** Returns these digests as lines. */
    public static String list(Path folder) throws IOException {
        return lines(digests(folder));
    }

    /** Returns digests by name as lines. */
    public static String lines(Map<String, String> digests) {
        StringBuilder lines = new StringBuilder();
        digests.forEach(
                (name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /** Returns the names of these files, sorted, with {@code /} between folders. */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(NodeFiles.CHECKSUMS) && !name.equals(NodeFiles.STATUS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns what the status has to say beside a {@link #list}. */
    public static String status(String list) {
        return COMPLETE + " " + Hashes.of(list) + "\n";
    }

    /** Writes the digests of all files in {@code folder}, and returns what its status has to say. */
    public static String write(Path folder) throws IOException {
        String list = list(folder);
        Files.writeString(folder.resolve(NodeFiles.CHECKSUMS), list);
        return status(list);
    }

    /**
     * Returns the digests that were listed, by file.
     *
     * @param strict whether there must be some; else nodes from before there were checksums pass, with nothing listed
     *     or, where somebody was adding them, without a digest of the list
     * @throws DamagedNodeException if the list is not what was written
     */
    public static Map<String, String> listed(Path folder, boolean strict) throws IOException {
        Path list = folder.resolve(NodeFiles.CHECKSUMS);
        if (Files.isSymbolicLink(folder)) {
            throw new DamagedNodeException(folder, "a link, and no node's folder");
        }
        Path said = folder.resolve(NodeFiles.STATUS);
        String status = status(said);
        boolean early = status.equals(COMPLETE) && !strict;
        if (early && !Files.exists(list)) {
            return Map.of();
        }
        if (!early && !STATUS.matcher(status).matches()) {
            throw new DamagedNodeException(said, "changed since it was written");
        }
        if (!Files.exists(list)) {
            throw new DamagedNodeException(list, "missing");
        }
        if (!early && !status.equals(COMPLETE + " " + digest(list))) {
            throw new DamagedNodeException(list, "changed since it was written");
        }
        Map<String, String> digests = new LinkedHashMap<>();
        for (String line : StoredText.read(list, LARGEST_LIST).lines().toList()) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches() || !within(entry.group(2))) {
                throw new DamagedNodeException(list, "not a list of checksums");
            }
            digests.put(entry.group(2), entry.group(1));
        }
        return digests;
    }

    /** Returns whether the node's status carries the digest of its list, right or wrong. */
    public static boolean sealed(Path folder) throws IOException {
        Path file = folder.resolve(NodeFiles.STATUS);
        return Files.exists(file) && STATUS.matcher(status(file)).matches();
    }

    private static String status(Path file) throws IOException {
        StoredText.check(file, LARGEST_LIST);
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(LONGEST_STATUS), StandardCharsets.ISO_8859_1).strip();
        }
    }

    /**
     * Makes sure that the files of a node are those that were committed, its checkpoint excepted, which whoever loads
     * it checks.
     *
     * @param strict whether nodes from before there were checksums are damaged too
     * @throws DamagedNodeException naming the first file that is not
     */
    public static void check(Path folder, boolean strict) throws IOException {
        for (Map.Entry<String, String> file : listed(folder, strict).entrySet()) {
            if (!file.getKey().startsWith(NodeFiles.CHECKPOINT + "/")) {
                check(folder.resolve(file.getKey()), file.getValue());
            }
        }
    }

    /** Returns whether a name is that of a file below the folder, and of none beside it. */
    private static boolean within(String name) {
        return !name.startsWith("/")
                && NAME.matcher(name).matches()
                && !List.of(name.split("/", -1)).contains("..");
    }

    /** Makes sure that a file has the digest that was listed. */
    public static void check(Path file, String expected) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DamagedNodeException(file, "not a file of the node's own");
        }
        try {
            if (!digest(file).equals(expected)) {
                throw new DamagedNodeException(file, "changed since it was written");
            }
        } catch (NoSuchFileException e) {
            throw new DamagedNodeException(file, "missing");
        }
    }

    private static String digest(Path file) throws IOException {
        StoredText.check(file, Long.MAX_VALUE);
        MessageDigest digest = Hashes.sha256();
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
