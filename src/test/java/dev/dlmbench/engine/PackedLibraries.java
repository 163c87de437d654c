package dev.dlmbench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A server on this machine alone that has made-up libraries as DJL publishes real ones, and its ways to fail. */
public final class PackedLibraries implements AutoCloseable {
    /** Where below the server everything lies. */
    private static final String BASE = "/pytorch/";

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else every answer waits for 40 ms
    }

    private final HttpServer server;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    /** Bytes after which it hangs up, once, for a file. */
    private final Map<String, Integer> broken = new TreeMap<>();

    private boolean ranges = true;

    /** Starts it with the libraries that any flavour has. */
    public PackedLibraries(String flavour) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        files.put("files.txt", new byte[0]);
        for (String library : List.of("c10", "torch", "torch_cpu")) {
            put(flavour, System.mapLibraryName(library), content(library));
        }
    }

    /** Returns what is in a library: bytes that gzip cannot make much less of. */
    public static byte[] content(String library) {
        byte[] bytes = new byte[100_000];
        long state = library.hashCode();
        for (int i = 0; i < bytes.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            bytes[i] = (byte) (state >>> 56);
        }
        return bytes;
    }

    /** Adds a library, and its line in the list. */
    public void put(String flavour, String name, byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        putPacked(flavour, name, packed.toByteArray());
        list(line(flavour, name));
    }

    /** Replaces what the server sends for a library. */
    void putPacked(String flavour, String name, byte[] packed) {
        files.put(line(flavour, name), packed);
    }

    /** Returns what the server sends for a library. */
    byte[] packed(String flavour, String name) {
        return files.getOrDefault(line(flavour, name), new byte[0]);
    }

    /** Adds a line to the list. */
    void list(String line) {
        files.merge("files.txt", (line + "\n").getBytes(UTF_8), (before, more) -> {
            byte[] both = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, both, before.length, more.length);
            return both;
        });
    }

    private static String line(String flavour, String name) {
        return flavour + "/" + ShippedBridges.platform() + "/native/lib/" + URLEncoder.encode(name, UTF_8) + ".gz";
    }

    /** Has the server forget a file that its list names. */
    void lose(String flavour, String name) {
        files.remove(line(flavour, name));
    }

    /** Has the server hang up once, after so many bytes of a file. */
    void breakOff(String flavour, String name, int after) {
        broken.put(line(flavour, name), after);
    }

    /** Has the server send whole files alone. */
    void sendWholeFilesAlone() {
        ranges = false;
    }

    /** Returns what was asked for so far: method, file, and from which byte on. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Returns its address. */
    public String address() {
        return "http://" + host() + BASE;
    }

    /** Returns the host with the port. */
    String host() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String file = path.replaceFirst("^" + BASE + ShippedBridges.version() + "/", "");
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(exchange.getRequestMethod() + " " + file.substring(file.lastIndexOf('/') + 1)
                    + (range == null ? "" : " " + range));
            byte[] bytes = files.get(file);
            if (bytes == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
                exchange.sendResponseHeaders(200, -1);
            } else {
                int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
                send(exchange, file, bytes, from);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpExchange exchange, String file, byte[] bytes, int from) throws IOException {
        if (from >= bytes.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
        Integer after = broken.remove(file);
        exchange.getResponseBody().write(bytes, from, after == null ? bytes.length - from : after);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
