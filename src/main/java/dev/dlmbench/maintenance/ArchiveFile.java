package dev.dlmbench.maintenance;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.StoreFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive from anywhere, which may have been made to do harm: only names that {@link SuiteArchive} could have
 * written are accepted, none of which leads out of a folder, and nothing is written before all sizes that it states are
 * known to be bearable.
 */
final class ArchiveFile {
    private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,99}[A-Za-z0-9_-])?";
    private static final Pattern ENTRY = Pattern.compile(StoreFormat.FILE
            + "|suites/" + NAME + "/index\\.json"
            + "|failed/[0-9a-f]{64}\\.json"
            + "|nodes/([0-9a-f]{2})/\\1[0-9a-f]{62}/" + NAME + "(?:/" + NAME + "){0,3}");
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Limits limits;

    ArchiveFile(Path file, Limits limits) {
        this.file = file;
        this.limits = limits;
    }

    /**
     * How much an archive may hold.
     *
     * @param entries at most
     * @param ratio how many times larger than the archive its content may be
     * @param slack by how many bytes more it may be larger, for small archives
     */
    record Limits(int entries, long ratio, long slack) {
        /** Far more than any archive of results needs. */
        static final Limits USUAL = new Limits(1_000_000, 200, 64L << 20);
    }

    /**
     * Writes the content into {@code folder}, which is empty.
     *
     * @throws InvalidSettingException saying why, if the archive is not one of ours; some files may have been written
     */
    void unpack(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry :
                    entries(zip, Files.getFileStore(folder).getUsableSpace()).values()) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(DurableFiles.parent(target));
                copy(zip, entry, target);
            }
        } catch (ZipException e) {
            throw new InvalidSettingException(file + ": not an archive, or damaged: " + e.getMessage(), e);
        }
    }

    private Map<String, ZipEntry> entries(ZipFile zip, long room) throws IOException {
        if (zip.size() > limits.entries()) {
            throw refused("it has " + zip.size() + " entries, more than " + limits.entries());
        }
        Map<String, ZipEntry> entries = new TreeMap<>();
        Set<String> names = new HashSet<>();
        long bytes = 0;
        long most = limits.slack() + limits.ratio() * Files.size(file);
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (!ENTRY.matcher(name).matches()) {
                throw refused("it holds " + printable(name) + ", which no export writes");
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw refused("it holds " + name + " twice");
            }
            bytes += Math.max(entry.getSize(), 0);
            if (bytes < 0 || bytes > most) {
                throw refused("unpacked it would be more than " + limits.ratio() + " times larger");
            }
            entries.put(name, entry);
        }
        if (bytes > room / 2) { // unpacked, and then once more in place
            throw refused("unpacked it needs twice " + bytes + " bytes, and " + room + " are free");
        }
        for (String name : names) {
            for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
                if (names.contains(name.substring(0, end))) {
                    throw refused("it holds " + name.substring(0, end) + " as a file and as a folder");
                }
            }
        }
        return entries;
    }

    private void copy(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        long left = entry.getSize();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw refused(entry.getName() + " is larger than it says");
                }
                out.write(buffer, 0, read);
            }
        }
        if (left > 0) {
            throw refused(entry.getName() + " is smaller than it says");
        }
    }

    private InvalidSettingException refused(String why) {
        return new InvalidSettingException(file + ": not an archive of results: " + why);
    }

    /** Returns a name from outside as it may be shown on a terminal. */
    private static String printable(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
        return "'" + shown.replaceAll("[^ -~]", "?") + "'";
    }
}
