package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetches from a server on this machine. */
class DatasetDownloadTest {
    private static final int HALF = 150_000;

    @TempDir
    Path folder;

    private final byte[] content = new byte[2 * HALF];
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        new SplittableRandom(1).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/whole", exchange -> answer(exchange, content, content.length));
        server.createContext("/breaks", exchange -> {
            boolean first = exchange.getRequestHeaders().getFirst("Range") == null;
            answer(exchange, content, first ? HALF : content.length);
        });
        server.createContext(
                "/forgetful",
                exchange -> { // knows no ranges
                    exchange.sendResponseHeaders(200, content.length);
                    exchange.getResponseBody().write(content);
                    exchange.close();
                });
        server.createContext("/zip", exchange -> answer(exchange, zip(), zip().length));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Sends what was asked for up to {@code until}, and then hangs up. */
    private void answer(HttpExchange exchange, byte[] all, int until) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(String.valueOf(range));
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= all.length) {
            exchange.sendResponseHeaders(416, -1);
        } else {
            exchange.sendResponseHeaders(range == null ? 200 : 206, all.length - from);
            exchange.getResponseBody().write(all, from, until - from);
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("other", "../text8", "text8")) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aFileComesWholeWithItsChecksum() throws IOException {
        Path file = folder.resolve("set/data.bin");
        assertThat(new DatasetDownload(at("whole"), file, Hashes.of(content)).fetch(TextProgress.NONE))
                .isEqualTo(Hashes.of(content));
        assertThat(file).hasBinaryContent(content);
        assertThat(left(folder.resolve("set"))).containsExactly("data.bin");
    }

    @Test
    void whatBrokeOffGoesOnWhereItEnded() throws IOException {
        Path file = folder.resolve("data.bin");
        DatasetDownload download = new DatasetDownload(at("breaks"), file, Hashes.of(content));
        assertThatThrownBy(() -> download.fetch(TextProgress.NONE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the same command goes on");
        assertThat(file).doesNotExist();
        long kept = Files.size(folder.resolve("data.bin.part"));
        assertThat(kept).isPositive().isLessThanOrEqualTo(HALF);

        download.fetch(TextProgress.NONE);

        assertThat(asked).containsExactly("null", "bytes=" + kept + "-");
        assertThat(file).hasBinaryContent(content);
        assertThat(left(folder)).containsExactly("data.bin");
    }

    @Test
    void aServerWithoutRangesSendsAllOfItAgain() throws IOException {
        Path file = folder.resolve("data.bin");
        Files.write(folder.resolve("data.bin.part"), new byte[1000]);
        new DatasetDownload(at("forgetful"), file, Hashes.of(content)).fetch(TextProgress.NONE);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void aPartThatWasWholeIsOnlyNamed() throws IOException {
        Path file = folder.resolve("data.bin");
        Files.write(folder.resolve("data.bin.part"), content);
        new DatasetDownload(at("whole"), file, Hashes.of(content)).fetch(TextProgress.NONE);
        assertThat(asked).containsExactly("bytes=" + content.length + "-");
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void anotherChecksumIsRefusedAndLeavesNothing() throws IOException {
        Path file = folder.resolve("data.bin");
        String wrong = Hashes.of("something else");
        assertThatThrownBy(() -> new DatasetDownload(at("whole"), file, wrong).fetch(TextProgress.NONE))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContainingAll(Hashes.of(content), wrong);
        assertThat(left(folder)).isEmpty();
    }

    @Test
    void theEntryOfTheFilesNameComesOutOfAZipFile() throws IOException {
        Path file = folder.resolve("set/text8");
        new DatasetDownload(at("zip"), file, DatasetDownload.ANY).fetch(TextProgress.NONE);
        assertThat(file).hasContent("text8");
        assertThat(left(folder.resolve("set"))).containsExactly("text8");
        Path none = folder.resolve("set/enwik8");
        assertThatThrownBy(() -> new DatasetDownload(at("zip"), none, DatasetDownload.ANY).fetch(TextProgress.NONE))
                .hasMessageContaining("without an entry enwik8");
    }

    @Test
    void whatCannotBeFetchedIsOneLine() {
        Path file = folder.resolve("data.bin");
        for (String address : List.of(at("nothing"), "http://127.0.0.1:1/x", "file:/etc/hosts", "no address")) {
            assertThatThrownBy(() -> new DatasetDownload(address, file, DatasetDownload.ANY).fetch(TextProgress.NONE))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining(address);
        }
        assertThatThrownBy(() -> new DatasetDownload(at("whole"), file, "abc"))
                .hasMessageContaining("64 hexadecimal digits");
    }

    private String at(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + path;
    }

    private static List<String> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Arrays.asList(
                    files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new));
        }
    }
}
