package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A file that is fetched from an address. What has come so far lies beside it, and the next try goes on there; the file
 * itself appears in one instant, whole and with the right checksum. A zip file is unpacked.
 *
 * @param address of the file, or of a zip file with an entry of the file's name
 * @param file where it belongs
 * @param sha256 of what the address gives; {@link #ANY} if anything will do
 */
public record DatasetDownload(String address, Path file, String sha256) {
    /** Stands for any checksum. */
    public static final String ANY = "any";

    private static final int CONNECT_MILLIS = 30_000;
    private static final int READ_MILLIS = 60_000;
    private static final int AT_ONCE = 1 << 16;
    private static final long MEGABYTE = 1_000_000;

    /** Checks the checksum. */
    public DatasetDownload {
        if (!sha256.equals(ANY) && !sha256.toLowerCase(Locale.ROOT).matches("[0-9a-f]{64}")) {
            throw new InvalidSettingException("a SHA-256 has 64 hexadecimal digits, and '" + sha256 + "' has not");
        }
    }

    /**
     * Fetches the file.
     *
     * @return the SHA-256 of what came
     * @throws InvalidSettingException if it does not come, breaks off, or has another checksum
     */
    public String fetch(TextProgress progress) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        receive(part, progress);
        String came = Hashes.of(part);
        if (!sha256.equals(ANY) && !came.equalsIgnoreCase(sha256)) {
            Files.delete(part);
            throw new InvalidSettingException(
                    address + " gave a file with the SHA-256 " + came + ", and it should have " + sha256);
        }
        if (zipped(part)) {
            unpack(part);
        } else {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return came;
    }

    private void receive(Path part, TextProgress progress) throws IOException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = connection();
        try {
            if (there > 0) {
                connection.setRequestProperty("Range", "bytes=" + there + "-");
            }
            int status = connection.getResponseCode();
            if (status == 416 && there > 0) { // there is nothing behind what came before; the checksum decides
                return;
            }
            boolean continued = status == HttpURLConnection.HTTP_PARTIAL && there > 0;
            if (status != HttpURLConnection.HTTP_OK && !continued) {
                throw new InvalidSettingException(address + " answers with status " + status);
            }
            long total = connection.getContentLengthLong() + (continued ? there : 0);
            copy(connection, part, continued ? there : 0, total, progress);
        } catch (InvalidSettingException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidSettingException(
                    address + " cannot be fetched: " + e.getMessage() + "; the same command goes on where it ended", e);
        } finally {
            connection.disconnect();
        }
    }

    private void copy(HttpURLConnection connection, Path part, long from, long total, TextProgress progress)
            throws IOException {
        long there = from;
        byte[] buffer = new byte[AT_ONCE];
        try (InputStream input = connection.getInputStream();
                OutputStream output = Files.newOutputStream(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                output.write(buffer, 0, read);
                there += read;
                progress.at(there / MEGABYTE, Math.max(0, total / MEGABYTE));
            }
        }
        if (total > from && there < total) {
            throw new IOException("it broke off after " + there + " of " + total + " bytes");
        }
    }

    private HttpURLConnection connection() {
        try {
            URL url = URI.create(address).toURL();
            URLConnection connection = url.openConnection();
            if (connection instanceof HttpURLConnection http) {
                http.setConnectTimeout(CONNECT_MILLIS);
                http.setReadTimeout(READ_MILLIS);
                return http;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSettingException("'" + address + "' is no address: " + e.getMessage(), e);
        }
        throw new InvalidSettingException("'" + address + "' is no address of http or https");
    }

    private static boolean zipped(Path part) throws IOException {
        try (InputStream input = Files.newInputStream(part)) {
            byte[] head = input.readNBytes(4);
            return head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
        }
    }

    private void unpack(Path part) throws IOException {
        String name = String.valueOf(file.getFileName());
        Path draft = file.resolveSibling(name + ".tmp");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(part))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    Files.copy(zip, draft, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(part);
                    return;
                }
            }
        }
        throw new InvalidSettingException(address + " gave a zip file without an entry " + name);
    }
}
