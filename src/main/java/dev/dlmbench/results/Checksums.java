package dev.dlmbench.results;

import dev.dlmbench.base.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file of a node, in the file {@link NodeFiles#CHECKSUMS} as {@code sha256sum --check} reads it;
 * {@link NodeFiles#STATUS} carries the digest of that file.
 */
final class Checksums {
    private static final String COMPLETE = "complete";
    private static final int LARGEST_LIST = 16 << 20;
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\:]{1,255}");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(.+)");

    private Checksums() {}

    /** Writes the digests of all files in {@code folder}, and returns what its status has to say. */
    static String write(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            lines.append(digest(file)).append("  ").append(name).append('\n');
        }
        Files.writeString(folder.resolve(NodeFiles.CHECKSUMS), lines);
        return COMPLETE + " " + Hashes.of(lines.toString()) + "\n";
    }

    /**
     * Makes sure that the files of a node are those that were committed, its checkpoint excepted, which whoever loads
     * it checks. Nodes from before there were checksums pass.
     *
     * @throws DamagedNodeException naming the first file that is not
     */
    static void check(Path folder) throws IOException {
        Path list = folder.resolve(NodeFiles.CHECKSUMS);
        if (Files.isSymbolicLink(folder)) {
            throw new DamagedNodeException(folder, "a link, and no node's folder");
        }
        String status =
                StoredText.read(folder.resolve(NodeFiles.STATUS), LARGEST_LIST).strip();
        if (status.equals(COMPLETE)) {
            return;
        }
        if (!Files.exists(list)) {
            throw new DamagedNodeException(list, "missing");
        }
        if (!status.equals(COMPLETE + " " + digest(list))) {
            throw new DamagedNodeException(list, "changed since it was written");
        }
        for (String line : StoredText.read(list, LARGEST_LIST).lines().toList()) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches() || !within(entry.group(2))) {
                throw new DamagedNodeException(list, "not a list of checksums");
            }
            if (!entry.group(2).startsWith(NodeFiles.CHECKPOINT + "/")) {
                check(folder.resolve(entry.group(2)), entry.group(1));
            }
        }
    }

    /** Returns whether a name is that of a file below the folder, and of none beside it. */
    private static boolean within(String name) {
        return !name.startsWith("/")
                && NAME.matcher(name).matches()
                && !List.of(name.split("/", -1)).contains("..");
    }

    private static void check(Path file, String expected) throws IOException {
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
        MessageDigest digest = Hashes.sha256();
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
