package dev.dlmbench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server that has PyTorch's libraries as DJL publishes them: a list {@code <version>/files.txt}, and the files that
 * it names, packed by gzip. Only {@code dlm engine install} asks it.
 *
 * @param base the address that versions are below
 * @param client what asks
 */
public record LibraryServer(URI base, HttpClient client) {
    /** Where DJL publishes them. */
    public static final String PUBLISHED = "https://publish.djl.ai/pytorch";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_LIST = 1 << 20;
    private static final int PIECE = 1 << 16;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int MISSING = 404;
    private static final int BEYOND = 416;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]*");
    private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9/_+%][A-Za-z0-9/._+%-]*");
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-\\d+|\\*)/(\\d+)");

    /**
     * A packed library.
     *
     * @param path below the version, as the list has it
     * @param name of the file that is in it
     */
    record Packed(String path, String name) {}

    /** Hears how many bytes of a file have come, and of how many; 0 if that is not known. */
    @FunctionalInterface
    interface Heard {
        void bytes(long come, long of);
    }

    /**
     * Returns the server at an address.
     *
     * @param environment whose {@code https_proxy}, {@code http_proxy} and {@code no_proxy} count
     * @throws InvalidSettingException if the address or the proxy is none
     */
    public static LibraryServer at(String address, Map<String, String> environment) {
        URI base = uri(address.replaceFirst("/+$", ""), "the address of the server");
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL);
        ProxyVariables.proxyTo(base, environment).ifPresent(client::proxy);
        return new LibraryServer(base, client.build());
    }

    /** Reads an address with a host, or says what it was to be the address of. */
    static URI uri(String text, String what) {
        String mistake = what + " must begin with https:// or http:// and a host, got '" + text + "'";
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(mistake);
        }
        throw new InvalidSettingException(mistake);
    }

    /**
     * Returns the files of one version, flavour and platform.
     *
     * @throws DownloadException if the server has none, or does not answer
     */
    List<Packed> list(String version, String flavour, String platform) throws IOException, InterruptedException {
        URI address = URI.create(base + "/" + version + "/files.txt");
        HttpResponse<InputStream> answer = ask(HttpRequest.newBuilder(address));
        String text;
        try (InputStream body = answer.body()) {
            require(answer, address, OK);
            text = new String(body.readNBytes(LONGEST_LIST), UTF_8);
        }
        String folder = flavour + "/" + platform + "/";
        List<Packed> files = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith(folder) && line.endsWith(".gz")) {
                String name = URLDecoder.decode(line.substring(line.lastIndexOf('/') + 1, line.length() - 3), UTF_8);
                if (!NAME.matcher(name).matches() || !PLACE.matcher(line).matches()) {
                    throw new DownloadException(address + " names a file '" + name + "', which no library is called");
                }
                files.add(new Packed(version + "/" + line, name));
            }
        }
        if (files.isEmpty()) {
            throw new DownloadException(address + " names no files for " + flavour + " on " + platform);
        }
        return files;
    }

    /**
     * Returns how many bytes a file has as it is packed, if the server says.
     *
     * @throws DownloadException if it has no such file
     */
    OptionalLong bytes(Packed file) throws IOException, InterruptedException {
        URI address = address(file);
        HttpResponse<InputStream> answer =
                ask(HttpRequest.newBuilder(address).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        answer.body().close();
        if (answer.statusCode() == MISSING) {
            require(answer, address, OK);
        }
        return answer.statusCode() == OK ? answer.headers().firstValueAsLong("Content-Length") : OptionalLong.empty();
    }

    /**
     * Fetches a file as it is packed, or what is missing of it.
     *
     * @param into where to, and where what has come before already is
     * @throws DownloadException if not all of it came; what did come is kept
     */
    void fetch(Packed file, Path into, Heard heard) throws IOException, InterruptedException {
        URI address = address(file);
        long there = Files.exists(into) ? Files.size(into) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (there > 0) {
            request.header("Range", "bytes=" + there + "-");
        }
        HttpResponse<InputStream> answer = ask(request);
        try (InputStream body = answer.body()) {
            Matcher range =
                    RANGE.matcher(answer.headers().firstValue("Content-Range").orElse(""));
            boolean ranged = range.matches();
            if (answer.statusCode() == BEYOND) {
                if (!ranged || Long.parseLong(range.group(2)) != there) {
                    Files.delete(into);
                    throw new DownloadException("what there was of " + file.name() + " is not of this server's file;"
                            + " it was deleted, and the same command fetches all of it");
                }
                return; // all of it had come
            }
            boolean on = answer.statusCode() == PARTIAL
                    && ranged
                    && range.group(1) != null
                    && Long.parseLong(range.group(1)) == there;
            if (!on) {
                require(answer, address, OK);
            }
            long of = on
                    ? Long.parseLong(range.group(2))
                    : answer.headers().firstValueAsLong("Content-Length").orElse(0);
            long come = copy(file, body, into, on ? there : 0, of, heard);
            if (of > 0 && come != of) {
                throw new DownloadException(brokeOff(file, come, of));
            }
        }
    }

    private static long copy(Packed file, InputStream body, Path into, long from, long of, Heard heard)
            throws IOException {
        long come = from;
        try (FileChannel channel = FileChannel.open(into, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(from);
            channel.position(from);
            OutputStream out = Channels.newOutputStream(channel);
            byte[] piece = new byte[PIECE];
            heard.bytes(come, of);
            for (int read = read(file, body, piece, come, of); read >= 0; read = read(file, body, piece, come, of)) {
                out.write(piece, 0, read);
                come += read;
                heard.bytes(come, of);
            }
            return come;
        }
    }

    private static int read(Packed file, InputStream body, byte[] piece, long come, long of) throws DownloadException {
        try {
            return body.read(piece);
        } catch (IOException e) {
            throw new DownloadException(brokeOff(file, come, of), e);
        }
    }

    private static String brokeOff(Packed file, long come, long of) {
        return "the download of " + file.name() + " broke off after " + come + (of > 0 ? " of " + of : "")
                + " bytes; the same command goes on from there";
    }

    private URI address(Packed file) {
        return URI.create(base + "/" + file.path());
    }

    private HttpResponse<InputStream> ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.timeout(PATIENCE).build();
        try {
            return client.send(built, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            String why = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
            throw new DownloadException(
                    built.uri() + " cannot be reached (" + why + "); without a network, fetch on another machine and"
                            + " copy the folder, behind a proxy set https_proxy, or name a server with --from",
                    e);
        }
    }

    private static void require(HttpResponse<?> answer, URI address, int wanted) throws DownloadException {
        if (answer.statusCode() != wanted) {
            throw new DownloadException("the server answers " + answer.statusCode() + " for " + address
                    + (answer.statusCode() == MISSING ? ": it has no such file" : ""));
        }
    }
}
